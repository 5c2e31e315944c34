"""The cache is only a help: when Redis is away or hangs, nobody waits for it twice."""

import time
from typing import Any, Final

import structlog
from django.core.cache.backends.redis import RedisCache
from redis import Connection
from redis.exceptions import ConnectionError, RedisError

PATIENCE: Final = 0.5
ASK_AGAIN: Final = 5.0
log = structlog.get_logger(__name__)


class Hasty(Connection):
    """A connection that is not tried for some seconds after one has failed: the error then comes at once."""

    away_until = 0.0

    def connect(self) -> None:
        """Connect, or say that Redis is away."""
        if time.monotonic() < Hasty.away_until:
            raise ConnectionError("Redis was away a moment ago.")
        try:
            super().connect()  # type: ignore[no-untyped-call]
        except (RedisError, OSError) as error:
            Hasty.away_until = time.monotonic() + ASK_AGAIN
            log.warning("cache.away", error=str(error))
            raise


class Redis(RedisCache):
    """Django's cache on Redis, with such connections; one over TLS or a Unix socket is only given less time."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options: dict[str, Any] = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
        if server.startswith("redis:"):
            options["connection_class"] = Hasty
        super().__init__(server, {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})
