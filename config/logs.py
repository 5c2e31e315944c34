"""Logs: one line per event on stderr, readable on a terminal, JSON in production. No personal data goes into one."""

import logging
import re
from typing import Any
from urllib.parse import unquote

import structlog

from audit import masks

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]

DETAIL = re.compile(r"(DETAIL: ).*")  # here PostgreSQL repeats the row


def masked(logger: Any, method: str, event: Any) -> Any:
    """Numbers, addresses and rows are hidden in whatever is said, a traceback too."""
    return {
        key: _line(value) if isinstance(value, str) else masks.deep(value) for key, value in event.items()
    }


def _line(said: str) -> str:
    """Also what was asked for in an address, where signs stand as %E7%B3%BB."""
    read = unquote(said) if "%" in said else said
    hidden = masks.free(read)
    if hidden == read:
        hidden = said
    elif read != said:
        hidden = " ".join(hidden.split())
    return DETAIL.sub(r"\1…", hidden)


def setup(*, json: bool) -> dict[str, Any]:
    """Make structlog speak through logging, and return Django's LOGGING for it."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: Any = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    hide: list[Any] = [structlog.processors.format_exc_info, masked]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *hide, last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": logging.INFO},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": logging.INFO, "propagate": False},
            "axes": {"level": logging.WARNING},
        },
    }
