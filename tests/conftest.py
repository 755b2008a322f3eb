"""What holds for every test: none is passed over, and none fails because the machine is busy."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("floorwalk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("floorwalk")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test fails the run, since it looks like one that passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("skipped tests are failures here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
