"""Migrations are named by people and stand in one line; the models and they agree; old histories are told from halves."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.house import tree

AUTOMATIC = re.compile(r"_auto_|_initial_?\d|_and_more$|_alter_.*_alter_")


def test_no_migration_has_a_name_nobody_chose() -> None:
    names = [path.stem for app in tree.APPS for path in (tree.ROOT / app).glob("migrations/0*.py")]
    assert names
    assert not [name for name in names if AUTOMATIC.search(name)]


def test_migrations_of_an_app_stand_in_one_line() -> None:
    numbers = Counter(
        (app, path.name[:4]) for app in tree.APPS for path in (tree.ROOT / app).glob("migrations/0*.py")
    )
    assert not [number for number, count in numbers.items() if count > 1]


@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run")
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.django_db
def test_a_database_with_the_whole_old_history_has_nothing_to_do() -> None:
    _forget(MigrationLoader(None).replacements)
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["accounts", "agencies", "cases", "deadlines", "evidence"])
def test_a_database_with_a_part_of_the_old_history_is_refused(app: str) -> None:
    """Django would find nothing to do if nothing named what is missing (docs/adr/0020)."""
    replacing = MigrationLoader(None).replacements
    _forget(replacing)
    old = sorted(name for key, new in replacing.items() if key[0] == app for name in new.replaces)
    for late in reversed(old[1:]):
        _forget([late])
        with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
            MigrationLoader(connection)


def _forget(names: Iterable[tuple[str, str]]) -> None:
    recorder = MigrationRecorder(connection)
    for app, name in names:
        recorder.record_unapplied(app, name)
