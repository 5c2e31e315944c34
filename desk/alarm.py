"""Door: whether this page must say that the chase has stopped."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from accounts.models import User
from deadlines import selectors, services

CACHE_DOWN: Final = (RedisError, OSError)
FRESH, TOLD = 20, 3600
NEVER: Final = "never"


def sentence(request: HttpRequest, by: User, *, portal: bool, at: datetime) -> str:
    """What case managers, system administrators and whoever looks at the board read; empty while the chase runs."""
    on_the_board = not portal and request.path == reverse("deadlines")
    if not on_the_board and not selectors.keeps_the_chase(by, at=at):
        return ""
    outage = selectors.outage_since(_heartbeat(at), at=at)
    if outage is None:
        return ""
    if outage.since is None:
        return _("催办还没有运行过，请系统管理员检查后台服务")
    if _first_to_see(outage.since):
        services.sound(at=at)
    return _("催办已停止 %(minutes)d 分钟，请系统管理员检查后台服务") % {"minutes": outage.minutes}


def _heartbeat(at: datetime) -> datetime | None:
    """When the last sweep ended, asked of the database at most every few seconds; always when the cache is down."""
    with suppress(*CACHE_DOWN):
        known = cache.get("chase-heartbeat")
        if known is not None:
            return None if known == NEVER else known
    last = selectors.last_sweep(at=at)
    with suppress(*CACHE_DOWN):
        cache.set("chase-heartbeat", last or NEVER, FRESH)
    return last


def _first_to_see(since: datetime) -> bool:
    """Whether nobody has seen this outage lately. To tell of it again would do nothing, and cost some queries."""
    with suppress(*CACHE_DOWN):
        return bool(cache.add(f"chase-stopped:{since.timestamp()}", 1, TOLD))
    return True
