"""Every text column of the house is either in the register of personal data or declared free of it."""

import io
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from accounts import checks, personal, personal_fields, sealing
from accounts.models import User
from audit import masks
from cases.models import Clue
from tests.world import World

OLD, NEW = "old:" + "b2xk" * 10 + "b2w=", "new:" + "bmV3" * 10 + "bmU="


def test_every_text_column_says_whether_it_holds_personal_data() -> None:
    assert personal.unregistered() == [], "give it a line in accounts/personal_fields.py"


def test_every_line_has_a_rule_and_a_way_to_its_case() -> None:
    for line in personal.register().values():
        assert line.mask in masks.RULES
        assert line.label and line.of and line.rule
    for model, path in personal_fields.VIA.items():
        assert hasattr(personal.line(model, next(f for m, f in personal.register() if m == model)), "via"), (
            path
        )


def stands(table: str, column: str, pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        return str(cursor.fetchone()[0])


def test_who_gave_a_clue_stands_sealed_and_reads_as_written(world: World) -> None:
    clue = world.clue(giver="王秀兰")
    Clue.objects.filter(pk=clue.pk).update(giver_contact="13900001234")
    clue.refresh_from_db()
    assert (clue.giver, clue.giver_contact) == ("王秀兰", "13900001234")
    for column in ("giver", "giver_contact"):
        assert stands("cases_clue", column, clue.pk).startswith("sealed:made-up:")
    first = stands("cases_clue", "giver", clue.pk)
    clue.save()
    assert stands("cases_clue", "giver", clue.pk) != first, "no two seals are alike"
    assert Clue.objects.filter(giver__isnull=False).exists()
    with pytest.raises(FieldError, match="sealed"):
        Clue.objects.filter(giver="王秀兰").exists()


def test_a_seal_opens_only_in_its_own_column_and_unbroken() -> None:
    sealed = sealing.seal("13900001234", "cases_clue.giver")
    assert sealing.unseal(sealed, "cases_clue.giver") == "13900001234"
    for wrong, bound in ((sealed, "accounts_user.phone"), (sealed[:-6] + "AAAAA=", "cases_clue.giver")):
        with pytest.raises(ValueError, match="was not sealed for it, or was changed"):
            sealing.unseal(wrong, bound)


def test_what_stands_open_is_sealed_and_an_old_key_gives_way_to_a_new_one(
    world: World, settings: Any
) -> None:
    user = world.yiwu_clerk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET phone = '13900001234' WHERE id = %s", [user.pk])
    settings.PERSONAL_KEYS = OLD
    assert sealing.seal_column(connection, "accounts_user", "phone") == 1
    assert stands("accounts_user", "phone", user.pk).startswith("sealed:old:")
    assert sealing.seal_column(connection, "accounts_user", "phone") == 0
    settings.PERSONAL_KEYS = f"{NEW},{OLD}"
    assert User.objects.get(pk=user.pk).phone == "13900001234"
    said = io.StringIO()
    call_command("seal_personal", stdout=said)
    assert "accounts_user.phone: 1 sealed" in said.getvalue()
    settings.PERSONAL_KEYS = NEW
    assert User.objects.get(pk=user.pk).phone == "13900001234"
    settings.PERSONAL_KEYS = OLD
    with pytest.raises(ImproperlyConfigured, match="'new'"):
        User.objects.get(pk=user.pk)


@pytest.mark.parametrize("keys", ["", "k1:short", "noid", f"{OLD},{OLD}", "k1:!!!"])
def test_keys_that_are_none_are_said_before_the_site_starts(keys: str, settings: Any) -> None:
    assert not checks.keys_are_keys(None)
    settings.PERSONAL_KEYS = keys
    (said,) = checks.keys_are_keys(None)
    assert said.id == "accounts.E001" and "short" not in said.msg.replace("k1", "")
