"""What holds for every test: none is passed over, and none fails because the machine is busy."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.routes import compile_routes_once

# Every run tries the same examples, so that a change is blamed for nothing that was there before it; whoever wants to
# find something tries others.
settings.register_profile("floorwalk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("floorwalk"), max_examples=25)
settings.register_profile("others", settings.get_profile("floorwalk"), derandomize=False)
settings.load_profile("floorwalk")
compile_routes_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long begin first, and those that wait for one another before all, so that no processor is left
    waiting for the last."""
    items.sort(key=lambda item: (not item.get_closest_marker("xdist_group"), not item.get_closest_marker("slow")))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test fails the run, since it looks like one that passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("skipped tests are failures here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
