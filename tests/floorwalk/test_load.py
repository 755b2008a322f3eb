"""Loading a file: in order, under the right name, again and again, telling what was refused."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from joserfc.jwk import KeySet, OKPKey

from contracts.tokens import Claims, Verifier, new_key
from floorwalk.keys import KeyMissing
from floorwalk.load.loading import Loader
from tests.commands import invoked
from tests.floorwalk.desk import Arrived, Desk, open_desk

HARBOUR, QUAY = "788e22d7-7494-5015-8b4a-b0e3ba69bdde", "8fb8959b-f875-52eb-82f6-af5128da6d08"
INES, AMARA = "382e6fd4-dcb5-50fc-983b-6da00dacf8bb", "613f3f77-1a35-544a-a5b8-7170bd899469"
NOTE = "3d597f4d-60fc-5aa8-99e1-b572a7e34a58"


@pytest.fixture
def key() -> OKPKey:
    return new_key()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_desk() as opened:
        yield opened


@pytest.fixture
def loader(desk: Desk, key: OKPKey) -> Iterator[Loader]:
    with Loader(lambda: desk.address, lambda: key, patience=2) as opened:
        yield opened


def file_of(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    return file


def claims(arrived: Arrived, key: OKPKey) -> Claims:
    return Verifier(lambda: KeySet([key]), "observation").verify(arrived.token)


def test_a_csv_file_becomes_a_write_a_line(loader: Loader, desk: Desk, key: OKPKey, tmp_path: Path) -> None:
    head = "id,name,site,timezone,working_days,holidays,manager_id"
    lines = (
        f"{HARBOUR},Harbour phones,Leeds,Europe/London,1 2 3,2026-12-25 2026-12-28,\n\n{QUAY},Quay,Leeds,UTC,2,,{INES}"
    )
    report = loader.load("teams", file_of(tmp_path, f"\ufeff{head}\r\n{lines}\r\n"))
    assert (report.loaded, report.is_complete) == (2, True)
    first, second = desk.written
    assert (first.method, first.path) == ("PUT", f"/v1/teams/{HARBOUR}")
    assert first.json == {
        "name": "Harbour phones",
        "site": "Leeds",
        "timezone": "Europe/London",
        "working_days": [1, 2, 3],
        "holidays": ["2026-12-25", "2026-12-28"],
    }
    assert second.json["manager_id"] == INES
    assert claims(first, key) == Claims("svc:load", frozenset({"admin"}))


def test_a_measure_is_three_words_of_a_cell(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    head, note = "id,label,dimension,kind,measure", f"{NOTE},Interrupted,habit,correction"
    lines = f"{head}\n{note},csat at_least 4.3\n{note},as good as can be\n{note},\n"
    report = loader.load("behaviours", file_of(tmp_path, lines))
    assert [each.json.get("measure") for each in desk.written] == [
        {"signal": "csat", "comparison": "at_least", "target": 4.3},
        None,
    ]
    assert not report.is_complete


def test_json_lines_are_read_as_they_are(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    report = loader.load("people", file_of(tmp_path, f'{{"id": "{AMARA}", "name": "Amara", "roles": ["rep"]}}\n'))
    assert report.loaded == 1
    assert desk.written[0].json == {"name": "Amara", "roles": ["rep"]}


def test_notes_go_in_order_and_in_the_name_of_who_wrote_them(
    loader: Loader, desk: Desk, key: OKPKey, tmp_path: Path
) -> None:
    desk.people = [{"id": INES, "roles": ["supervisor"]}, {"id": AMARA, "roles": ["rep"]}]
    lines = [
        f'{{"at": "x", "as": "{INES}", "put": "/v1/observations/{NOTE}", "body": {{"quote": "Hm"}}}}',
        f'{{"at": "x", "as": "{AMARA}", "put": "/v1/observations/{NOTE}/acknowledgement", "body": {{}}}}',
    ]
    assert loader.load("notes", file_of(tmp_path, "\n".join(lines))).is_complete
    note, seen = desk.written
    assert note.json == {"quote": "Hm"}
    assert claims(note, key) == Claims(INES, frozenset({"supervisor"}))
    assert seen.path.endswith("/acknowledgement")
    assert claims(seen, key) == Claims(AMARA, frozenset({"rep"}))


def test_refused_lines_are_told_by_number_and_the_rest_is_loaded(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    desk.refused[HARBOUR] = (422, {"title": "Some of it is not right", "errors": {"timezone": ["Unknown."]}})
    text = f"""id,name,working_days
{HARBOUR},"Harbour
phones",1
not-an-id,Nowhere,1
{QUAY},Quay,one
{QUAY},Quay,1,too,many
{QUAY},Quay,2
"""
    report = loader.load("teams", file_of(tmp_path, text))
    assert report.loaded == 1
    assert [(each.line, each.status) for each in report.refused] == [(2, 422), (4, None), (5, None), (6, None)]
    assert str(report.refused[0]) == "line 2: Some of it is not right; timezone: Unknown. (422)"
    assert "working_days: 'one'" in report.refused[2].reason


def test_a_line_that_is_no_json_is_refused_alone(loader: Loader, tmp_path: Path) -> None:
    report = loader.load("behaviours", file_of(tmp_path, f'{{"id": "{NOTE}"}}\n{{"id":\n[1]\n'))
    assert (report.loaded, [each.line for each in report.refused]) == (1, [2, 3])


@pytest.mark.parametrize("busy", [503, 429, 502])
def test_a_busy_service_is_asked_again(loader: Loader, desk: Desk, tmp_path: Path, busy: int) -> None:
    desk.answers.extend([(busy, {}), (busy, b"<html>")])
    assert loader.load("teams", file_of(tmp_path, f"id,name\n{HARBOUR},Harbour\n")).is_complete
    assert len(desk.written) == 3


def test_a_token_that_is_refused_is_renewed_once(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    desk.answers.append((401, {}))
    assert loader.load("teams", file_of(tmp_path, f"id,name\n{HARBOUR},Harbour\n")).is_complete
    first, second = desk.written
    assert first.token != second.token


def test_it_gives_up_when_no_server_answers(key: OKPKey, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with Loader(lambda: address, lambda: key, patience=0.5) as loader:
            report = loader.load("teams", file_of(tmp_path, f"id,name\n{HARBOUR},Harbour\n"))
    assert not report.is_complete
    assert report.stopped is not None
    assert address in report.stopped


def test_it_waits_for_a_product_that_has_no_key_yet(desk: Desk, key: OKPKey, tmp_path: Path) -> None:
    tries = iter([KeyMissing("none"), KeyMissing("none")])

    def key_when_there() -> OKPKey:
        for missing in tries:
            raise missing
        return key

    with Loader(lambda: desk.address, key_when_there, patience=2) as loader:
        assert loader.load("teams", file_of(tmp_path, f"id,name\n{HARBOUR},Harbour\n")).is_complete


def test_it_follows_a_server_that_moved(desk: Desk, key: OKPKey, tmp_path: Path) -> None:
    addresses = iter(["http://127.0.0.1:9"])
    with Loader(lambda: next(addresses, desk.address), lambda: key, patience=2) as loader:
        assert loader.load("teams", file_of(tmp_path, f"id,name\n{HARBOUR},Harbour\n")).is_complete


def test_a_file_that_is_no_text_is_told(loader: Loader, tmp_path: Path) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"id,name\n\xff\xfe")
    report = loader.load("teams", file)
    assert report.stopped == f"{file}: not UTF-8"


def test_what_comes_in_by_standard_input_is_loaded(desk: Desk, key: OKPKey) -> None:
    signing_key = orjson.dumps(key.as_dict(private=True)).decode()
    file = f"id,name\n{HARBOUR},Harbour\n"
    done = invoked("load", "teams", "-", typed=file, OBSERVATION_URL=desk.address, SIGNING_KEY=signing_key)
    assert done.exit_code == 0, (done.output, done.exception)
    assert [arrived.path for arrived in desk.written] == [f"/v1/teams/{HARBOUR}"]


def test_a_pipe_that_cannot_be_read_twice_is_told(loader: Loader, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_text, args=[f"id,name\n{HARBOUR},Harbour\n"], daemon=True).start()
    assert "not seekable" in (loader.load("teams", pipe).stopped or "")


def test_a_column_that_is_there_twice_is_told(loader: Loader, tmp_path: Path) -> None:
    report = loader.load("teams", file_of(tmp_path, f"id,name,name\n{HARBOUR},a,b\n"))
    assert "twice" in (report.stopped or "")


def test_signals_go_together_and_are_answered_line_by_line(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    desk.answers.append((200, b'{"status": 201}\n{"status": 422, "title": "Not right"}\n'))
    text = f"id,rep_id,name,value\n{NOTE},{AMARA},csat,4\n{HARBOUR},{AMARA},csat,4.5\n"
    report = loader.load("signals", file_of(tmp_path, text))
    (sent,) = desk.written
    assert sent.path == "/v1/signals"
    assert [b'"value":4.0' in sent.body.splitlines()[0], len(sent.body.splitlines())] == [True, 2]
    assert (report.loaded, [each.line for each in report.refused]) == (1, [3])


def test_a_service_without_signals_is_told(loader: Loader, desk: Desk, tmp_path: Path) -> None:
    desk.refused["/v1/signals"] = (404, {"title": "There is nothing here"})
    report = loader.load("signals", file_of(tmp_path, f"id,rep_id,name,value\n{NOTE},{AMARA},csat,4\n"))
    assert report.stopped == "this observation service does not take signals yet"
