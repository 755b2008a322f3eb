"""A new generation beside the live one: nobody who reads notices, and nothing that was told is told again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, update

from contracts import observations
from services.eventlog.database import reading, writing
from services.followup.check import Difference, check
from services.followup.feed import FeedUnavailable, Page
from services.followup.readmodel import generations
from services.followup.rebuild import KEPT_SECONDS, Rebuilding, RebuildUnderWay, rebuild
from services.followup.tables.generations import generations as generations_table
from services.followup.tables.incoming import parked
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, fold_of, london


def live_number(desk: Desk) -> int:
    with reading(desk.engine) as connection:
        return generations.live(connection).number


def table_names(desk: Desk) -> set[str]:
    return set(inspect(desk.engine).get_table_names())


def a_morning(floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("listen", "bob", "2026-11-20")
    floor.practised("listen", by="bob")


def kept(desk: Desk) -> set[str]:
    """The numbers of the generations there are."""
    return {name.removeprefix("timeline_") for name in table_names(desk) if name.startswith("timeline_")}


def rebuilt(desk: Desk, floor: Floor) -> int:
    return rebuild(desk.engine, floor, "one", system=desk.system)


def test_it_fills_a_new_generation_and_switches_to_it(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    a_morning(floor)
    desk.catch_up()
    told: list[tuple[int, int]] = []
    assert rebuild(desk.engine, floor, "one", lambda done, total: told.append((done, total))) == 2
    assert live_number(desk) == 2
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)
    assert told == [(len(floor.events), len(floor.events))]


def test_the_database_has_counted_what_it_filled(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    rebuilt(desk, floor)
    counted = {
        "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'commitments_2'",
        "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'commitments_2'",
    }
    with reading(desk.engine) as connection:
        found = connection.exec_driver_sql(counted[desk.engine.dialect.name]).scalars().all()
    assert {int(str(rows).split(".")[0].split()[0]) for rows in found} == {2}


def test_the_old_one_is_kept_for_a_while_and_then_dropped(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    rebuilt(desk, floor)
    desk.catch_up()
    assert kept(desk) == {"1", "2"}
    desk.system.seconds += KEPT_SECONDS
    desk.catch_up()
    assert kept(desk) == {"2"}


def test_whoever_reads_across_a_switch_reads_on_to_the_end(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    with reading(desk.engine) as connection:
        read = generations.live(connection)
        rebuilt(desk, floor)
        desk.system.seconds += KEPT_SECONDS
        desk.catch_up()
        assert len(connection.execute(select(read.timeline)).all()) == 4
        assert len(connection.execute(select(read.people)).all()) == 10
    desk.system.seconds += KEPT_SECONDS
    desk.catch_up()
    assert kept(desk) == {"2"}


def test_the_consumer_goes_on_in_the_new_generation(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    a_morning(floor)
    desk.catch_up()
    rebuild(desk.engine, floor, "one")
    floor.noted("later", "bob")
    desk.wire.bring(floor.events[-1:])
    assert desk.consumer.consume_once()
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)


def test_it_switches_only_when_it_has_caught_up_with_the_live_generation(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    rebuilding = Rebuilding(desk.engine, floor, "one", desk.system)
    assert rebuilding.rebuild_once()
    floor.noted("meanwhile", "alice")
    desk.catch_up()
    assert live_number(desk) == 1
    assert rebuilding.rebuild_once()
    assert not rebuilding.rebuild_once()
    assert live_number(desk) == 2


def test_it_never_switches_to_a_generation_that_is_behind(desk: Desk, floor: Floor) -> None:
    class ShortFeed:
        def page(self, after: int, limit: int) -> Page:
            return Page([dict(event) for event in floor.events[after:5]], 5)

    a_morning(floor)
    desk.catch_up()
    with pytest.raises(FeedUnavailable):
        rebuild(desk.engine, ShortFeed(), "one")
    assert live_number(desk) == 1
    assert "timeline_2" not in table_names(desk)


def test_one_rebuild_runs_at_a_time_and_clears_away_what_a_crashed_one_left(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    crashed = Rebuilding(desk.engine, floor, "crashed", desk.system)
    assert crashed.rebuild_once()
    with pytest.raises(RebuildUnderWay):
        rebuild(desk.engine, floor, "other", system=desk.system)
    desk.system.seconds += 61
    assert rebuild(desk.engine, floor, "other", system=desk.system) == 3
    assert kept(desk) == {"1", "3"}
    with pytest.raises(generations.CheckpointMoved):
        crashed.rebuild_once()


def test_what_no_consumer_has_dropped_is_dropped_by_the_next_rebuild(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    rebuilding = Rebuilding(desk.engine, floor, "one", desk.system)
    rebuilding.rebuild_once()
    with writing(desk.engine) as connection:
        generations.switch(connection, rebuilding.number, 0)
    assert kept(desk) == {"1", "2"}
    rebuilt(desk, floor)
    assert kept(desk) == {"2", "3"}


def test_it_tells_nobody_anything_and_the_watch_goes_on_where_it_was(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.look(london("2026-11-21", "09:00"))
    before = desk.happened()
    assert len(before) == 4
    rebuild(desk.engine, floor, "one")
    desk.look(london("2026-11-21", "10:00"))
    assert desk.happened() == before
    floor.at("2026-11-23T10:00:00+00:00").kept("finish", "2026-11-23")
    desk.look(london("2026-11-23", "11:00"))
    assert desk.happened()[-1] == ("alert.resolved", "2026-11-23T10:00:00+00:00")


def test_an_alert_that_the_new_generation_does_not_bear_out_goes_quiet(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    desk.catch_up()
    with writing(desk.engine) as connection:
        table = generations.live(connection).commitments
        connection.execute(update(table).values(overdue_from=0, agreed_overdue_from=0))
    desk.look(london("2026-11-18", "09:00"))
    assert [kind for kind, _ in desk.happened()][:2] == ["commitment.fell_overdue", "alert.raised"]
    assert desk.ask("olga", "/v1/alerts", state="escalated").items
    rebuild(desk.engine, floor, "one")
    desk.look(london("2026-11-18", "10:00"))
    assert desk.happened()[-1][0] == "alert.resolved"
    assert not desk.ask("olga", "/v1/alerts", state="escalated").items


def test_reading_never_stops_while_generations_are_switched(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    expected, wrong, stop = desk.rows(), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                if desk.rows() != expected:
                    wrong.append("rows")
            except Exception as err:
                wrong.append(repr(err))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(6):
        rebuilt(desk, floor)
        desk.system.seconds += 0.6 * KEPT_SECONDS
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(kept(desk)) < 6


def test_events_go_on_arriving_while_it_rebuilds(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    class GrowingFeed:
        """Somebody writes another note whenever it is read."""

        left = 20

        def page(self, after: int, limit: int) -> Page:
            page = floor.page(after, min(limit, 7))
            if self.left:
                self.left -= 1
                floor.noted(f"note {self.left}", "alice")
                floor.of_note(observations.Acknowledged, f"note {self.left}", by="alice")
                desk.catch_up()
            return page

    a_morning(floor)
    rebuild(desk.engine, GrowingFeed(), "one")
    assert live_number(desk) == 2
    desk.catch_up()
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)


def test_check_finds_no_difference_where_there_is_none(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    floor.noted("not yet here", "alice")
    assert check(desk.engine, floor) == []


def test_check_lists_rows_that_differ_are_missing_or_should_not_be_there(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    with writing(desk.engine) as connection:
        live = generations.live(connection)
        at_alice = live.people.c.id == named("alice")
        connection.execute(update(live.people).where(at_alice).values(level="star", team_id=None))
        connection.execute(live.behaviours.insert().values(id="made up", label="Invented"))
        connection.execute(live.observations.delete())
    assert set(check(desk.engine, floor)) == {
        Difference("people", (named("alice"),), ("team_id", "level"), "differs"),
        Difference("behaviours", ("made up",), (), "should not be there"),
        Difference("observations", (named("first"),), (), "missing"),
    }
    assert len(check(desk.engine, floor, most=2)) == 2


def test_check_says_so_when_the_log_cannot_be_read_that_far(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    with pytest.raises(FeedUnavailable):
        check(desk.engine, Floor())


def test_a_generation_keeps_what_it_could_not_apply_to_itself(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    del floor.events[-1]["data"]["kind"]
    desk.catch_up()
    rebuilt(desk, floor)
    assert parked_in(desk) == {1, 2}
    desk.system.seconds += KEPT_SECONDS
    desk.catch_up()
    assert parked_in(desk) == {2}


def parked_in(desk: Desk) -> set[int]:
    with reading(desk.engine) as connection:
        return set(connection.execute(select(parked.c.generation)).scalars())


def test_what_another_version_filled_is_read_only_once_it_was_made_anew(desk: Desk, floor: Floor) -> None:
    a_morning(floor)
    desk.catch_up()
    with writing(desk.engine) as connection:
        connection.execute(update(generations_table).values(shape="of old"))
    answer = desk.ask("sam", f"/v1/reps/{named('alice')}/card")
    assert (answer.status, answer.body["type"]) == (503, "/problems/unavailable")
    assert "another version" in desk.ask("sam", "/readyz").text
    with pytest.raises(generations.AnotherVersion):
        desk.catch_up()
    rebuilt(desk, floor)
    assert desk.ask("sam", f"/v1/reps/{named('alice')}/card").status == 200


def test_whatever_tables_another_version_had_go_with_it(desk: Desk, floor: Floor) -> None:
    with writing(desk.engine) as connection:
        connection.exec_driver_sql("CREATE TABLE forgotten_1 (id INTEGER)")
    rebuilt(desk, floor)
    desk.system.seconds += KEPT_SECONDS
    desk.catch_up()
    with reading(desk.engine) as connection:
        assert not [name for name in inspect(connection).get_table_names() if name.endswith("_1")]
