"""Enterprises of a case, and what they carry out while their agency reports."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from agencies.models import Enterprise
from cases import services
from cases.models import Case, Involvement, Obligation
from tests.refusals import invalid, refused
from tests.world import World


@pytest.fixture
def firm(world: World) -> Enterprise:
    return Enterprise.objects.create(name="云仓甲", sector="仓储", area=world.yiwu, scale="medium")


def involve(world: World, case: Case, firm: Enterprise, by: str = "yiwu_handler") -> Involvement:
    return services.involve(
        case.pk, enterprise_id=firm.pk, role="leaked", by=getattr(world, by), at=world.now
    )


def ask(world: World, case: Case, **said: Any) -> Obligation:
    return services.set_obligation(
        case.pk, respondent_id=world.respondent(case).pk, measure="更换面单模板", category="privacy_waybill",
        due_on=world.now.date() + timedelta(days=20), **said, by=world.yiwu_handler, at=world.now,
    )  # fmt: skip


def test_an_enterprise_is_in_a_case_once(world: World, firm: Enterprise) -> None:
    case = world.case("rectifying")
    assert str(involve(world, case, firm, "yiwu_assistant")) == "云仓甲 信息泄露单位"
    with invalid("enterprise_id"):
        involve(world, case, firm)
    with pytest.raises(PermissionDenied):
        involve(world, case, firm, "yiwu_head")
    with pytest.raises(Unseen):
        involve(world, case, firm, "dongyang_handler")
    with refused(text="办结"):
        involve(world, world.case("closed"), firm)


def test_an_enterprise_carries_out_and_its_agency_is_asked(world: World, firm: Enterprise) -> None:
    case = world.case("rectifying")
    with invalid("enterprise_id"):
        ask(world, case, enterprise_id=firm.pk)
    found = involve(world, case, firm)
    made = ask(world, case, enterprise_id=firm.pk)
    assert made.enterprise == firm and made.clock is not None
    assert made.clock.duty_group == world.agency("yiwu-post").group
    sent = services.submit(made.pk, text="企业已更换", by=world.yiwu_post_liaison, at=world.now)
    assert services.accept(sent.pk, by=world.yiwu_handler, at=world.now).state == "accepted"
    with refused(text="整改任务"):
        services.release(found.pk, by=world.yiwu_handler, at=world.now)


def test_who_was_listed_by_mistake_is_taken_out(world: World, firm: Enterprise) -> None:
    case = world.case("rectifying")
    services.release(involve(world, case, firm).pk, by=world.yiwu_handler, at=world.now)
    assert not case.involvements.exists()
