"""PostgreSQL and Redis for whoever needs them: the ones of the environment, else our own under .data/.

The servers belong to everyone who holds them (make run, manage.py, the tests), in any number of processes. Whoever
comes first starts them, whoever leaves last stops them. Holding is a shared file lock, which the system takes back
from a process that was killed; servers that were left behind are simply found running by the next one.
"""

import atexit
import fcntl
import json
import os
import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from config.embedded import Failed, Postgres, Redis

DATA: Final = Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parent.parent / ".data")
TEST_DATA: Final = DATA / "test"
NOWHERE: Final = {"database": "postgresql://yisu@127.0.0.1:1/yisu", "redis": "redis://127.0.0.1:1/0"}


@dataclass(frozen=True)
class Urls:
    """Where the servers are."""

    database: str
    broker: str
    cache: str


def urls(environ: Mapping[str, str], data: Path = DATA) -> Urls:
    """Addresses from the environment; for what it lacks, those of our own servers."""
    own = {**NOWHERE, **_noted(data)}
    broker = environ.get("REDIS_URL") or own["redis"]
    cache = environ.get("CACHE_URL") or urlsplit(broker)._replace(path="/1").geturl()
    return Urls(environ.get("DATABASE_URL") or own["database"], broker, cache)


def own_key(data: Path = DATA) -> str:
    """The key of sealed columns on a developer's machine: made once, kept beside the database it belongs to."""
    kept = data / "personal.key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        new = data / f".personal.{secrets.token_hex(8)}"
        new.touch(mode=0o600)
        new.write_text(f"own:{b64encode(secrets.token_bytes(32)).decode()}")
        with suppress(FileExistsError):
            os.link(new, kept)
        new.unlink()
    return kept.read_text()


@contextmanager
def held(data: Path = DATA, *, fast: bool = False) -> Iterator[None]:
    """Keep our own servers running for as long as the block lasts; those of the environment need no keeping."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    data.mkdir(parents=True, exist_ok=True)
    try:
        change, users = (data / "change.lock").open("a"), (data / "users.lock").open("a")
    except PermissionError:
        raise Failed(f"{data} belongs to another user: run as that user, or remove the folder.") from None
    with change, users:
        with _alone(change):
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                _start(data, fast=fast)
            except BaseException:
                if _last(users):
                    _stop(data)
                raise
        try:
            yield
        finally:
            with _alone(change):
                if _last(users):
                    _stop(data)


def start_for_tests(environ: MutableMapping[str, str]) -> None:
    """Servers for one test run, told to its workers through the environment, stopped when the run ends."""
    if environ.get("YISU_TEST_RUN"):
        return
    environ["YISU_TEST_RUN"] = str(os.getpid())
    stack = ExitStack()
    stack.enter_context(held(TEST_DATA, fast=True))
    atexit.register(stack.close)
    found = urls(environ, TEST_DATA)
    environ.update(DATABASE_URL=found.database, REDIS_URL=found.broker)


@contextmanager
def _alone(file: Any) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _last(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _noted(data: Path) -> dict[str, str]:
    try:
        return dict(json.loads((data / "services.json").read_text()))
    except (OSError, ValueError):
        return {}


def _servers(data: Path, *, fast: bool = False) -> tuple[Postgres, Redis]:
    secret = data / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24))
    word = secret.read_text()
    return Postgres(data / "postgres-18", word, fast=fast), Redis(data / "redis", word, fast=fast)


def _start(data: Path, *, fast: bool) -> None:
    postgres, redis = _servers(data, fast=fast)
    noted = _noted(data)
    ports = {name: urlsplit(url).port or 0 for name, url in noted.items()}
    if not os.environ.get("DATABASE_URL") and not postgres.process():
        port = postgres.start(ports.get("database", 0))
        postgres.ensure_database(port, drop_tests=fast)
        noted["database"] = postgres.url(port)
    if not os.environ.get("REDIS_URL") and not redis.process():
        noted["redis"] = redis.url(redis.start(ports.get("redis", 0)))
    note = data / "services.json"
    note.touch(mode=0o600)
    note.write_text(json.dumps(noted))


def _stop(data: Path) -> None:
    for server in _servers(data):
        server.stop()
