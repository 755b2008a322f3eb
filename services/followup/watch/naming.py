"""What the watch looks at is named as its stream is: by its noun and its id."""

from __future__ import annotations

COMMITMENT, SESSION, PERSON = "commitment/", "session/", "person/"
