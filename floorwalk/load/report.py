"""What became of a file that was loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not taken. ``status`` is None where it was not even sent."""

    line: int
    status: int | None
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" + (f" ({self.status})" if self.status else "")


@dataclass(slots=True)
class Report:
    """Lines taken, lines refused, and why it ended early, if it did."""

    kind: str
    loaded: int = 0
    refused: list[Refusal] = field(default_factory=list)
    stopped: str | None = None

    @property
    def is_complete(self) -> bool:
        return not self.refused and self.stopped is None

    def count(self, line: int, answer: httpx.Response) -> None:
        """Note the service's answer to a line."""
        if answer.is_success:
            self.loaded += 1
        else:
            self.refuse(line, reason_of(answer), answer.status_code)

    def refuse(self, line: int, reason: str, status: int | None = None) -> None:
        self.refused.append(Refusal(line, status, reason))

    def to_wire(self) -> dict[str, Any]:
        refused = [{"line": each.line, "status": each.status, "reason": each.reason} for each in self.refused]
        return {"kind": self.kind, "loaded": self.loaded, "refused": refused, "stopped": self.stopped}


def reason_of(answer: httpx.Response) -> str:
    """A refusal in a line of words, from its problem document where it has one."""
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    return reason_in(problem) if isinstance(problem, dict) else answer.reason_phrase


def reason_in(problem: dict[str, Any]) -> str:
    """The words of a problem document, fields that are to blame by name."""
    words = [str(problem.get("detail") or problem.get("title") or "refused")]
    errors = problem.get("errors")
    if isinstance(errors, dict):
        words += [f"{name}: {_flat(messages)}" for name, messages in errors.items()]
    return "; ".join(words)


def _flat(messages: Any) -> str:
    return " ".join(map(str, messages)) if isinstance(messages, list) else str(messages)
