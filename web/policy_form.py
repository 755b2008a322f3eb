"""The form of an alert policy: what it says, and in a sentence what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from web.languages import _

Json = dict[str, Any]
Form = MultiDict[str, str]

AUDIENCES = ("owing", "supervisors", "manager", "ops")
REMINDER, FIRST, HIGHEST = 0, 1, 9


def rungs_shown(ladder: Sequence[Json]) -> list[Json]:
    """The levels that can be changed; the first two also where they are left out."""
    there = {rung["level"] for rung in ladder}
    missing = [{"level": level, "after_hours": 0.0, "tells": []} for level in (REMINDER, FIRST) if level not in there]
    return sorted([*missing, *ladder], key=lambda rung: rung["level"])


def read_policy(form: Form, present: Json) -> tuple[Json, list[str]]:
    """What the form makes of the present policy, and what is wrong with it. A level that tells nobody is left out."""
    troubles: list[str] = []
    read = _Numbers(form, troubles)
    rungs = [_rung(form, rung, read) for rung in rungs_shown(present["ladder"])]
    ladder = _with_new([rung for rung in rungs if rung["tells"]], form, read)
    quiet = {"from": form.get("quiet_from", ""), "until": form.get("quiet_until", "")}
    caps, digest = present["caps"], present["digest"]
    body = {
        "ladder": ladder,
        "working_hours": {"from": form.get("work_from", ""), "until": form.get("work_until", "")},
        "grace": {"minutes": read.whole("grace", present["grace"]["minutes"])},
        "quiet_hours": quiet if quiet["from"] or quiet["until"] else None,
        "caps": {name: read.whole(name, caps[name]) for name in ("per_hour", "per_day")},
        "digest": {"at_least": read.whole("digest", digest["at_least"])},
        "not_seen_after_days": read.whole("unseen", None) if form.get("unseen", "").strip() else None,
    }
    return body, [*troubles, *_troubles(body)]


class _Numbers:
    """What should be numbers; where one is none it stays what it was, and is told of."""

    def __init__(self, form: Form, troubles: list[str]) -> None:
        self._form = form
        self.troubles = troubles

    def whole(self, name: str, present: Any) -> Any:
        return self._read(name, int, present)

    def hours(self, name: str, present: float) -> float:
        return float(self._read(name, float, present))

    def _read(self, name: str, kind: type[int] | type[float], present: Any) -> Any:
        try:
            return kind(self._form.get(name, ""))
        except ValueError:
            self.troubles.append(_("A number is missing."))
            return present


def _rung(form: Form, rung: Json, read: _Numbers) -> Json:
    level = rung["level"]
    after = read.hours(f"after_{level}", rung["after_hours"]) if level > FIRST else 0.0
    return {"level": level, "after_hours": after, "tells": _told(form, level)}


def _told(form: Form, level: int | str) -> list[str]:
    asked = form.getlist(f"tells_{level}")
    return [one for one in AUDIENCES if one in asked]


def _with_new(ladder: list[Json], form: Form, read: _Numbers) -> list[Json]:
    """The ladder with one more level, where the form asks for one."""
    tells, said = _told(form, "new"), form.get("after_new", "").strip()
    if not tells and not said:
        return ladder
    if not tells or not said:
        read.troubles.append(_("Say after how many hours the new level comes, and whom it tells."))
        return ladder
    after = read.hours("after_new", 0.0)
    level = next((level for level in range(FIRST + 1, HIGHEST + 1) if _fits(ladder, level, after)), None)
    if level is None:
        read.troubles.append(_("No number between 2 and 9 is free for a level after so many hours."))
        return ladder
    return sorted([*ladder, {"level": level, "after_hours": after, "tells": tells}], key=lambda rung: rung["level"])


def _fits(ladder: Sequence[Json], level: int, after: float) -> bool:
    """Whether the level is free, and comes neither before one below it nor after one above."""
    return all(
        rung["after_hours"] <= after if rung["level"] < level else after <= rung["after_hours"]
        for rung in ladder
        if rung["level"] != level
    ) and all(rung["level"] != level for rung in ladder)


def _troubles(body: Json) -> Iterator[str]:
    ladder, quiet = body["ladder"], body["quiet_hours"]
    if all(rung["level"] != FIRST for rung in ladder):
        yield _("Once it is late, somebody has to be told.")
    delays = [rung["after_hours"] for rung in ladder]
    if delays != sorted(delays):
        yield _("No level comes before the one below it.")
    if body["working_hours"]["from"] >= body["working_hours"]["until"]:
        yield _("A working day ends after it begins.")
    if quiet and (not quiet["from"] or not quiet["until"] or quiet["from"] == quiet["until"]):
        yield _("Quiet hours need two times that differ, or none.")


def said(errors: Mapping[str, Any]) -> str:
    """What the service refused, by the first of the fields to blame."""
    words = {
        "ladder": _("Each level tells somebody, comes after the one below, and waits 400 working hours at most."),
        "grace": _("The grace is four hours at most."),
        "caps": _("The limits are at least one message, and at most 1,000 an hour and 10,000 a day."),
        "digest": _("A digest begins with two messages or more, up to 1,000."),
        "not_seen_after_days": _("A rep may be unseen for 1 to 260 working days."),
    }
    blamed = {field.partition(".")[0] for field in errors}
    return next((word for field, word in words.items() if field in blamed), _("Times are written as 09:00."))
