"""Only where ``bin/find-lighthouse`` has found one, for it comes from npm. `make test` says so when it has not.

The name has no ``FLOORWALK_`` before it, for the product stops at a setting of its own that it does not know.
"""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("LIGHTHOUSE") else ["test_lighthouse.py"]
