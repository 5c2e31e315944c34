"""Consultations: called, held, concluded (rule 70)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from cases.models import Case
from consultations import services
from consultations.models import Consultation
from tests.refusals import invalid, refused
from tests.world import World


def call(world: World, case: Case, by: str = "yiwu_handler", days: int = 5, **changes: Any) -> Consultation:
    typed = {
        "form": "meeting",
        "held_on": world.now.date() + timedelta(days=days),
        "place": "会议室",
        "agenda": "研究分工",
        "guests": [services.Guest("云仓企业甲"), services.Guest("电商协会", "association")],
        **changes,
    }
    return services.call_consultation(case.pk, **typed, by=getattr(world, by), at=world.now)


def conclude(
    world: World, held: Consultation, by: str = "yiwu_handler", days: int = 5, **changes: Any
) -> Consultation:
    typed = {
        "minutes": "记录",
        "agreed": "按分工整改",
        "attended": [i.pk for i in held.invitees.all()[:2]],
        **changes,
    }
    return services.conclude_consultation(
        held.pk, **typed, by=getattr(world, by), at=world.now + timedelta(days=days)
    )


def test_every_agency_of_the_case_is_invited_and_told(world: World) -> None:
    case = world.case("investigating")
    called = call(world, case)
    assert [i.kind for i in called.invitees.all()] == ["agency", "agency", "enterprise", "association"]
    assert Case.objects.get(pk=case.pk).state == "consulting"
    for liaison in (world.yiwu_post_liaison, world.yiwu_cac_liaison):
        assert liaison.notices.filter(key=f"consultation:{called.pk}").count() == 1
    assert case.deadlines.get(rule="N03").state == "open"


def test_a_consultation_leaves_minutes_and_who_came(world: World) -> None:
    case = world.case("investigating")
    held = call(world, case)
    first = held.invitees.all()[0]
    conclude(world, held, positions={first.pk: "无异议"})
    assert [i.attended for i in held.invitees.all()] == [True, True, False, False]
    assert held.invitees.get(pk=first.pk).position == "无异议"
    assert not case.steps.filter(closed_at=None).exists()
    assert case.deadlines.get(rule="N03").state == "met"


def test_minutes_are_of_a_meeting_that_was_held(world: World) -> None:
    held = call(world, world.case("investigating"))
    with refused("办案规则第七十条", "尚未举行"):
        conclude(world, held, days=2)
    with invalid("minutes"):
        conclude(world, held, minutes="")
    assert conclude(world, held).state == "concluded"
    with refused("办案规则第七十条"):
        conclude(world, held)


def test_a_day_that_has_passed_invites_nobody(world: World) -> None:
    with invalid("held_on"):
        call(world, world.case("investigating"), days=-1)


def test_a_refused_move_leaves_no_consultation(world: World) -> None:
    with refused():
        call(world, world.case("filed"))
    assert not Consultation.objects.exists()


def test_who_may_not_call_or_conclude(world: World) -> None:
    case = world.case("investigating")
    with pytest.raises(PermissionDenied):
        call(world, case, "yiwu_assistant")
    held = call(world, case)
    with pytest.raises(PermissionDenied):
        conclude(world, held, "yiwu_post_liaison")
    with pytest.raises(Unseen):
        conclude(world, held, "yiwu_samr_liaison")
