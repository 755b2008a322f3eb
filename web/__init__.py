"""What the phone sees: pages and forms over the two services."""

from web.application import create_app

__all__ = ["create_app"]
