"""Whether this machine has what the window with WebKit needs."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

PYTHON = "/usr/bin/python3"
"""The system's, which has the bindings of GTK."""

NEEDS = "gi.require_version('Gtk', '3.0'), gi.require_version('WebKit2', '4.1')"


@cache
def what_is_missing() -> str:
    """Why there is no WebKit to be tried, and what to install; nothing where there is."""
    if shutil.which("Xvfb") and _is_bound():
        return ""
    return "no WebKitGTK: apt-get install python3-gi gir1.2-webkit2-4.1 xvfb"


def _is_bound() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", f"import gi; {NEEDS}"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False
