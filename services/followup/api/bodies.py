"""Bodies that more than one route takes."""

from __future__ import annotations

from marshmallow import Schema


class Nothing(Schema):
    """No fields: that it was asked for is all there is to say."""
