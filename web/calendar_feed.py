"""The address of a person's calendar, where people's calendars can reach it: the service behind is not for them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, request

from web.service_errors import ServiceError
from web.setting import setting

bp = Blueprint("calendar_feed", __name__, url_prefix="/calendar")

_PASSED_ON = ("Content-Type", "ETag", "Cache-Control")


@bp.get("/<secret>.ics")
def feed(secret: str) -> Response:
    """No sign-in: calendars have none. The secret is all there is to know, and it is not known to be wrong or old."""
    if not re.fullmatch(r"[\w-]{20,100}", secret):
        abort(404)
    try:
        answer = setting().followup.channels.calendar_feed(secret, request.headers.get("If-None-Match", ""))
    except ServiceError as err:
        if err.status == 404:
            abort(404)
        raise
    response = Response(answer.content, answer.status_code)
    for name in _PASSED_ON:
        if name in answer.headers:
            response.headers[name] = answer.headers[name]
    return response
