"""What `--demo` prints: the link, and who can sign in how."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from floorwalk.demo.floor import cast
from floorwalk.demo.memory import Demonstration
from floorwalk.load.report import Report
from floorwalk.terminal import aside, facts


def show_cast(link: str, demonstration: Demonstration) -> None:
    """The link, and the cast with the one password."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Sign in as", "", "with the address", "and see"):
        table.add_column(heading, no_wrap=True)
    for part in cast():
        table.add_row(part.role, part.person.name, part.person.email, part.to_see)
    facts.print(
        f"\nFloorwalk runs at [bold]{link}[/bold] with a sample floor, the password of all is "
        f"[bold]{demonstration.password}[/bold]\n"
    )
    facts.print(table)
    facts.print("\nEnd it with Ctrl-C.")


def show_troubles(reports: Iterable[Report]) -> None:
    """What of the sample could not be loaded; the next start tries again."""
    for report in reports:
        for refusal in report.refused:
            aside.print(f"{report.kind}, {refusal}", markup=False, soft_wrap=True)
        if report.stopped:
            aside.print(f"{report.kind}: {report.stopped}", markup=False, soft_wrap=True)
