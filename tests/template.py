"""The test database is migrated once for each set of migrations and copied from then on, by every worker of every run."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg2.sql import SQL, Identifier

from config import services

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "kept_yisu_"
TEMPLATE = "TEMPLATE"


def name() -> str:
    """Another name for other migrations, or other packages that bring migrations along."""
    made_from = sorted([ROOT / "requirements.txt", *ROOT.glob("*/migrations/*.py")])
    return PREFIX + sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()[:12]


@contextmanager
def copied() -> Iterator[None]:
    """In this block Django makes its test database: as a copy where there is one to copy, and to be copied where not."""
    services.TEST_DATA.mkdir(parents=True, exist_ok=True)
    with (services.TEST_DATA / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept, found = name(), _kept()
        if kept in found:
            for told in (settings.DATABASES["default"], connection.settings_dict):
                told["TEST"][TEMPLATE] = kept
            yield
            return
        yield
        _keep(kept, found)


def _kept() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        return [row[0] for row in cursor.fetchall()]


def _keep(kept: str, stale: list[str]) -> None:
    """Copy the database that was just made; those of other migrations are of no use any more."""
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        for old in stale:
            cursor.execute(SQL("DROP DATABASE {}").format(Identifier(old)))
        cursor.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(kept), Identifier(made)))
