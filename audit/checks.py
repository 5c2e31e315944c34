"""A clock that was set back is said aloud: the order of the record is that of its numbers, not of its times."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from audit import selectors


@register(Tags.database)
def clock_goes_forward(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """No entry was recorded earlier than the one before it."""
    if not databases:
        return []
    try:
        found = selectors.set_back()
    except DatabaseError:
        return []
    return [
        Warning(
            f"Entry {entry.pk} was recorded at {entry.recorded_at:%F %T %Z}, earlier than the entry before it.",
            hint="A server's clock was set back. Check its time service; the record's order is that of its numbers.",
            id="audit.W001",
        )
        for entry in found
    ]
