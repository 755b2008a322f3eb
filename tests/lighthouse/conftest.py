"""Only where ``bin/find-lighthouse`` has found one, for it comes from npm. `make test` says so when it has not."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("FLOORWALK_TEST_LIGHTHOUSE") else ["test_lighthouse.py"]
