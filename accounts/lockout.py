"""Too many wrong passwords close an account for a while: five from one address, twenty from anywhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

ELSEWHERE = 4  # so many wrong passwords from anywhere weigh as one from a single address


class Handler(AxesDatabaseHandler):
    """Counts as the settings say (AXES_LOCKOUT_PARAMETERS): first by name and address, then by name alone."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """How many failures weigh against this login."""
        here, anywhere = (_sum(rows) for rows in self.get_user_attempts(request, credentials))
        return max(here, anywhere // ELSEWHERE)


def locked(usernames: Iterable[str], *, at: datetime) -> set[str]:
    """Which of these accounts are closed at that moment, at least from one address."""
    since = at - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username__in=list(usernames), attempt_time__gte=since)
    counts = tried.values_list("username", "ip_address").annotate(count=Sum("failures_since_start"))
    here: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    for username, _address, count in counts.order_by():
        here[username] = max(here.get(username, 0), count)
        anywhere[username] = anywhere.get(username, 0) + count
    limit = settings.AXES_FAILURE_LIMIT
    return {name for name in here if max(here[name], anywhere[name] // ELSEWHERE) >= limit}


def _sum(rows: Any) -> int:
    return int(rows.aggregate(sum=Sum("failures_since_start"))["sum"] or 0)
