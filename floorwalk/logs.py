"""Logs: one line an event on standard error, with ids and never with text of people."""

from __future__ import annotations

import logging
import sys

import structlog

_QUIET = {"waitress.queue": logging.ERROR, "alembic": logging.WARNING, "httpx": logging.WARNING}


def set_up_logs(level: int = logging.INFO) -> None:
    """Readable lines where a person watches, JSON where a machine does."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet_level in _QUIET.items():
        logging.getLogger(name).setLevel(quiet_level)


def _formatter(shared: list[structlog.typing.Processor]) -> logging.Formatter:
    closing: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if sys.stderr.isatty()
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *closing]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=processors)
