"""What the papers point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.joinpath("docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_each_link_leads_somewhere(paper: Path) -> None:
    links = [one or other for one, other in LINK.findall(paper.read_text(encoding="utf-8"))]
    lost = [link for link in links if "://" not in link and not (paper.parent / link).exists()]
    assert lost == []


def test_the_tests_that_are_said_to_hold_the_rules_of_coaching_are_there() -> None:
    held = re.findall(r"\[([^]/]+)\]\(\.\./(tests/\w+/test_\w+\.py)\)", (ROOT / "docs" / "rules.md").read_text())
    assert len(held) > 50
    named = [(path, f"def test_{words.replace(' ', '_')}(") for words, path in held]
    assert [(path, name) for path, name in named if name not in (ROOT / path).read_text()] == []
