"""What holds for every test: none is passed over but for want of a second engine, and none fails because the machine is
busy."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.phones.installed import what_is_missing
from tests.routes import compile_routes_once

# Every run tries the same examples, so that a change is blamed for nothing that was there before it; whoever wants to
# find something tries others.
settings.register_profile("floorwalk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("floorwalk"), max_examples=25)
settings.register_profile("others", settings.get_profile("floorwalk"), derandomize=False)
settings.load_profile("floorwalk")
compile_routes_once()
gc.disable()


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: looking through it for rubbish takes a fifth of a run's time."""
    gc.enable()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long begin first, and those that wait for one another before all, so that no processor is left
    waiting for the last."""
    items.sort(key=lambda item: (not item.get_closest_marker("xdist_group"), not item.get_closest_marker("slow")))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the second engine must be there, `.ci/run` says so."""
    if item.get_closest_marker("webkit") and (missing := what_is_missing()):
        assert not os.environ.get("WEBKIT_MUST_RUN"), missing
        pytest.skip(missing)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test fails the run, since it looks like one that passed; a second engine may be
    missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    skipped = {report.longrepr[2].removeprefix("Skipped: ") for report in reporter.stats.get("skipped", [])}
    for reason in sorted(skipped):
        reporter.write_line(f"skipped: {reason}", red=True)
    if skipped - {what_is_missing()} and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("skipped tests are failures here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
