"""Migrations are named by people and stand in one line; the models and they agree."""

import re
from collections import Counter

import pytest
from django.core.management import call_command

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
