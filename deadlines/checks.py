"""A year whose holiday notice is missing is said aloud, before a date depends on it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from deadlines import selectors


@register(Tags.database)
def holidays_known(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The calendar reaches to the end of next year."""
    if not databases:
        return []
    try:
        missing = selectors.missing_years(timezone.localdate())
    except DatabaseError:
        return []
    return [
        Warning(
            f"No holiday notice is known for {year}: last days in that year cannot be rolled.",
            hint="Enter the State Council's notice at /deadlines/holidays/, or update the package chinesecalendar.",
            id=f"deadlines.W{year}",
        )
        for year in missing
    ]
