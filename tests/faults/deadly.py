"""The site's own WSGI application, in a process that dies right after the COMMIT of a request that says so."""

import os
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from config.wsgi import application as site

_this = threading.local()
_commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The answer, unless the request carries the header X-Dies."""
    _this.dies = "HTTP_X_DIES" in environ
    return site(environ, start_response)


def _commit_and_die(self: BaseDatabaseWrapper) -> None:
    _commit(self)
    if getattr(_this, "dies", False):
        os.kill(os.getpid(), signal.SIGKILL)


BaseDatabaseWrapper._commit = _commit_and_die  # type: ignore[attr-defined]
