"""What becomes of promises in those years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.followup.reckoning.promises import Vow

if TYPE_CHECKING:
    from tests.followup.years.story import Story


class Vows:
    """Those that are made, and what is done about those that were."""

    def __init__(self, story: Story) -> None:
        self._story, self._floor, self._chance = story, story.floor, story.chance
        self._open: dict[str, Vow] = {}
        self.proposed = 0

    def happen(self) -> None:
        """The next thing or two."""
        self._propose()
        for vow in self._chance.sample(list(self._open.values()), min(2, len(self._open))):
            self._act(vow)

    def forget(self, name: str) -> None:
        self._open.pop(name, None)

    def _propose(self) -> None:
        rep = self._story.someone()
        vow = Vow(f"vow {self.proposed}", rep, self._story.day(rep.team, 1, 12), self._floor.now)
        self._floor.proposed(vow.name, rep.name, vow.due_on.isoformat())
        self._open[vow.name] = self._story.subjects[vow.name] = vow
        self.proposed += 1
        if self._chance.random() < 0.8:
            self._confirm(vow)

    def _confirm(self, vow: Vow) -> None:
        self._floor.confirmed(vow.name, by=vow.rep.name)
        vow.standing, vow.agreed = "open", (vow.revision, vow.due_on)

    def _act(self, vow: Vow) -> None:
        if vow.pending and vow.rep.left_on is None:
            with self._story.perhaps_late(vow.asked_at):
                (self._answer if vow.standing == "proposed" else self._live)(vow)

    def _answer(self, vow: Vow) -> None:
        if self._chance.random() < 0.7:
            self._confirm(vow)
            return
        self._floor.declined(vow.name, by=vow.rep.name)
        vow.standing = "declined"
        if vow.agreed:
            vow.standing, (vow.revision, vow.due_on) = "open", vow.agreed

    def _live(self, vow: Vow) -> None:
        match self._chance.choice(("practise", "practise", "partly", "keep", "keep", "renew", "release")):
            case "practise":
                self._floor.practised(vow.name, by=vow.rep.name)
                vow.practised_at = self._floor.now
            case "partly":
                self._floor.looked(vow.name, "partly")
                self._saw(vow)
                vow.practised_at, vow.turn_since = None, self._floor.now
            case "keep":
                self._floor.kept(vow.name, self._floor.now.date().isoformat())
                self._saw(vow)
                vow.standing = "kept"
            case "renew":
                self._renew(vow)
            case _:
                self._floor.released(vow.name)
                vow.standing = "released"

    def _renew(self, vow: Vow) -> None:
        vow.last_revision += 1
        vow.revision, vow.asked_at, vow.standing = vow.last_revision, self._floor.now, "proposed"
        vow.due_on = self._story.day(vow.rep.team, 1, 12)
        self._floor.renewed(vow.name, vow.due_on.isoformat(), revision=vow.revision)

    def _saw(self, vow: Vow) -> None:
        vow.rep.seen[f"look {len(self._floor.events)}"] = self._floor.now
