"""Registering a clue (rules 24, 25)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Entry
from cases import services
from cases.models import Clue
from tests.refusals import invalid
from tests.world import World


def register(world: World, by: str = "yiwu_assistant", **changes: Any) -> Clue:
    typed = {
        "title": "快递驿站泄露收件人信息",
        "source": "volunteer",
        "field": "personal_data",
        "facts": "面单随意丢弃。",
        "received_on": world.now.date(),
        **changes,
    }
    return services.register_clue(**typed, by=getattr(world, by), at=world.now)


def test_a_clue_gets_its_number_its_place_and_a_clock(world: World) -> None:
    clue = register(world)
    assert clue.number == "义检公线〔2026〕1号"
    assert (clue.state, clue.office, clue.municipal, clue.provincial) == (
        "registered", world.yiwu, world.jinhua, world.zhejiang,
    )  # fmt: skip
    assert [clock.rule for clock in clue.deadlines.all()] == ["N01"]
    entry = Entry.objects.get(clue_ref=clue.pk, action="clue.register")
    assert (entry.by, entry.at) == (world.yiwu_assistant, world.now)


def test_numbers_of_an_office_and_year_follow_each_other(world: World) -> None:
    assert [register(world).number, register(world, "dongyang_clerk").number, register(world).number] == [
        "义检公线〔2026〕1号", "东检公线〔2026〕1号", "义检公线〔2026〕2号",
    ]  # fmt: skip


def test_a_major_clue_is_to_be_recorded_above(world: World) -> None:
    rules = register(world, major=True).deadlines.values_list("rule", flat=True)
    assert sorted(rules) == ["N01", "T03"]


def test_a_clue_of_tomorrow_is_not_registered(world: World) -> None:
    with invalid("received_on"):
        register(world, received_on=world.now.date() + timedelta(days=1))
    assert not Clue.objects.exists()


@pytest.mark.parametrize("by", ["yiwu_chief", "yiwu_sysadmin", "yiwu_auditor", "yiwu_post_liaison"])
def test_who_may_not_register(world: World, by: str) -> None:
    with pytest.raises(PermissionDenied):
        register(world, by)
