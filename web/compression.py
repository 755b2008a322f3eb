"""Pages travel packed. They hold no secret of ours beside what a visitor typed, so packing them gives none away."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

_WORTH_IT = 600
"""Bytes under which packing saves nothing."""


def init_app(app: Flask) -> None:
    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype != "text/html" or response.is_streamed:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        if len(body) >= _WORTH_IT and request.accept_encodings["gzip"] > 0 and not response.content_encoding:
            response.set_data(gzip.compress(body, 5, mtime=0))
            response.content_encoding = "gzip"
        return response
