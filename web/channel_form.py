"""The form of a channel: what it says, and what the service found wrong with it, in words."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from web.languages import _
from web.service_errors import ServiceError

Json = dict[str, Any]

LEVELS = (0, 1, 2, 3)
_SECRET_BYTES = 32


def new_secret() -> str:
    """What a webhook's receiver will know our messages by (Standard Webhooks)."""
    return "whsec_" + base64.b64encode(os.urandom(_SECRET_BYTES)).decode()


def body_of(form: MultiDict[str, str], kind: str, secret: str = "") -> Json:
    """What the form says. ``secret`` is that of a new webhook. An address that is left empty stays as it was."""
    settings = _settings(form, kind, secret)
    return {
        "kind": kind,
        "label": form.get("label", "").strip(),
        "language": form.get("language", "en"),
        "levels": [level for level in LEVELS if str(level) in form.getlist("levels")],
        "team_ids": form.getlist("teams"),
        "on": "on" in form,
        **({"settings": settings} if settings is not None else {}),
    }


def _settings(form: Mapping[str, str], kind: str, secret: str) -> Json | None:
    if kind == "email":
        return {"to": [one for one in re.split(r"[\s,;]+", form.get("to", "")) if one]}
    if not form.get("url"):
        return None
    return {"url": form["url"].strip(), **({"secrets": [secret]} if secret else {})}


def troubles(err: ServiceError) -> dict[str, str]:
    """By field of the form, what to do about it."""
    words = {
        "label": _("Give it a name, so that you know it again."),
        "levels": _("Choose at least one."),
        "settings.url": _("This is not an address that can be used here."),
        "settings.to": _("One of these is not an e-mail address."),
    }
    found = {field: words[known] for field in err.errors for known in words if field.startswith(known)}
    names = {"settings.url": "url", "settings.to": "to"}
    return {
        next((names[known] for known in names if field.startswith(known)), field): said for field, said in found.items()
    }
