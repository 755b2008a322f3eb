"""Who looks at whom in those years: notes of a walk, some late, some withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import observations
from tests.followup.reckoning.subjects import Rep

if TYPE_CHECKING:
    from tests.followup.years.story import Story

WALKED, WITHDRAWN = 0.35, 0.15


class Looks:
    def __init__(self, story: Story) -> None:
        self._story, self._floor, self._chance = story, story.floor, story.chance
        self._noted = 0

    def happen(self) -> None:
        """A walk past some of a team."""
        if self._chance.random() < WALKED:
            team = self._story.someone().team
            for rep in [rep for rep in self._story.reps if rep.team is team and rep.left_on is None]:
                if self._chance.random() < 0.6:
                    self._note(rep)

    def _note(self, rep: Rep) -> None:
        name = f"note {self._noted}"
        self._noted += 1
        with self._story.perhaps_late():
            self._floor.noted(name, rep.name)
            rep.seen[name] = self._floor.now
        if self._chance.random() < WITHDRAWN:
            notes = [known for known in rep.seen if known.startswith("note ")]
            taken_back = self._chance.choice(notes)
            del rep.seen[taken_back]
            self._floor.of_note(observations.Withdrawn, taken_back, by="sam", text={"reason": "It was another"})
