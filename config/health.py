"""`/health/`: for monitoring, without a login. One word for each part and nothing else: no version, no address, no error."""

from collections.abc import Callable
from typing import Final

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.celery import app
from deadlines import selectors

log = structlog.get_logger(__name__)
PATIENCE: Final = 2  # seconds


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """ok or failed for the database, the broker, the cache and the chase; 503 when any of them fails."""
    found = {name: _works(name, check) for name, check in CHECKS.items()}
    said = {name: "ok" if works else "failed" for name, works in found.items()}
    return JsonResponse(said, status=200 if all(found.values()) else 503)


def _works(name: str, check: Callable[[], bool]) -> bool:
    """A part that cannot even be asked has failed, whatever it throws."""
    try:
        return check()
    except Exception as error:
        log.warning("health.failed", part=name, error=type(error).__name__)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _broker() -> bool:
    with app.connection_for_write(
        transport_options={"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    ) as broker:
        broker.ensure_connection(max_retries=1, timeout=PATIENCE)
        return True


def _cache() -> bool:
    cache.set("health", 1, PATIENCE)
    return bool(cache.get("health"))


def _chase() -> bool:
    return not selectors.chase_is_dead(at=timezone.now())


CHECKS: Final[dict[str, Callable[[], bool]]] = {
    "database": _database,
    "broker": _broker,
    "cache": _cache,
    "chase": _chase,
}
