"""Public hearings: planned, approved, noticed three days before, concluded with every officer's opinion."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from accounts.models import User
from cases.models import Case
from desk.demo.paths import DONE
from hearings import services
from hearings.models import Hearing
from tests.refusals import invalid, refused
from tests.world import World

OFFICERS = [
    services.Officer(name, kind) for name, kind in (("甲", "deputy"), ("乙", "cppcc"), ("丙", "expert"))
]


def plan(world: World, case: Case, by: str = "yiwu_handler", **changes: Any) -> Hearing:
    typed = {
        "purpose": "effect",
        "held_on": world.now.date() + timedelta(days=10),
        "place": "听证室",
        "officers": OFFICERS,
        **changes,
    }
    return services.plan_hearing(case.pk, **typed, by=getattr(world, by), at=world.now)


def notice(world: World, hearing: Hearing, on: date | None = None) -> Hearing:
    return services.give_notice(
        hearing.pk, noticed_on=on or world.now.date(), by=world.yiwu_handler, at=world.now
    )


def conclude(world: World, hearing: Hearing, days: int = 10, said: int = 3) -> Hearing:
    opinions = {o.pk: services.Opinion(True, "同意") for o in hearing.officers.all()[:said]}
    return services.conclude_hearing(
        hearing.pk, record_text="笔录", result="一致同意", opinions=opinions, by=world.yiwu_handler,
        at=world.now + timedelta(days=days),
    )  # fmt: skip


def told(world: World, hearing: Hearing) -> int:
    liaison: User = world.yiwu_post_liaison
    return liaison.notices.filter(key__startswith=f"hearing:{hearing.pk}:").count()


@pytest.fixture
def reviewing(world: World) -> Case:
    return world.case("reviewing")


@pytest.fixture
def approved(world: World) -> Hearing:
    story = world.told(f"{DONE} 20 review 0 plan:10")
    return story.case.hearings.get()


def test_a_hearing_is_asked_of_the_chief(world: World, reviewing: Case) -> None:
    hearing = plan(world, reviewing)
    assert hearing.decision is not None
    assert (hearing.decision.state, Case.objects.get(pk=reviewing.pk).state) == ("pending", "reviewing")
    with refused("听证规定第四条", "尚未经检察长批准"):
        notice(world, hearing)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("officers", {"officers": OFFICERS[:2]}),
        ("officers", {"officers": OFFICERS * 3}),
        ("officers", {"officers": [*OFFICERS, OFFICERS[0]]}),
        ("closed_reason", {"public": False}),
        ("held_on", {"held_on": date(2026, 11, 25)}),
    ],
)
def test_a_plan_keeps_to_the_rules_of_hearings(
    world: World, reviewing: Case, field: str, changes: dict[str, Any]
) -> None:
    with invalid(field):
        plan(world, reviewing, **changes)
    assert not reviewing.hearings.exists()


def test_participants_are_told_three_days_before(world: World, approved: Hearing) -> None:
    with refused("听证规定第十条", "最迟"):
        notice(world, approved, on=approved.held_on - timedelta(days=2))
    assert notice(world, approved).noticed_on == world.now.date()
    assert told(world, approved) == 1


def test_the_time_to_tell_them_is_chased_from_the_approval_on(world: World, approved: Hearing) -> None:
    clock = approved.case.deadlines.get(rule="T27")
    assert (clock.started_on, clock.due_on) == (approved.held_on, date(2026, 12, 1))
    assert (clock.article, clock.duty_user) == ("听证规定第十条", world.yiwu_handler)
    notice(world, approved)
    clock.refresh_from_db()
    assert (clock.state, clock.ended_on) == ("met", world.now.date())


def test_a_postponed_hearing_is_told_anew_in_its_own_time(world: World, approved: Hearing) -> None:
    notice(world, approved)
    later = approved.held_on + timedelta(days=14)
    moved = services.postpone_hearing(approved.pk, held_on=later, by=world.yiwu_handler, at=world.now)
    clock = approved.case.deadlines.get(rule="T27", state="open")
    assert (moved.noticed_on, clock.started_on, clock.due_on) == (None, later, date(2026, 12, 15))
    again = later + timedelta(days=7)
    services.postpone_hearing(approved.pk, held_on=again, by=world.yiwu_handler, at=world.now)
    assert [c.due_on for c in approved.case.deadlines.filter(rule="T27", state="open")] == [
        date(2026, 12, 22)
    ]
    notice(world, approved)
    assert told(world, approved) == 2


def test_a_hearing_that_nobody_approved_is_not_postponed(world: World, reviewing: Case) -> None:
    hearing = plan(world, reviewing)
    with refused("听证规定第四条", "尚未经检察长批准"):
        services.postpone_hearing(
            hearing.pk, held_on=hearing.held_on + timedelta(days=7), by=world.yiwu_handler, at=world.now
        )
    assert not reviewing.deadlines.filter(rule="T27").exists()


def test_a_hearing_ends_with_every_opinion_on_its_day(world: World, approved: Hearing) -> None:
    with refused("听证规定第十条", "尚未告知"):
        conclude(world, approved)
    notice(world, approved)
    with refused("听证规定第十五条", "尚未举行"):
        conclude(world, approved, days=9)
    with refused("听证规定第十五条", "还有 1 名"):
        conclude(world, approved, said=2)
    assert conclude(world, approved).state == "concluded"
    assert not approved.case.steps.filter(closed_at=None).exists()


def test_who_may_not_plan(world: World, reviewing: Case) -> None:
    for by in ("yiwu_assistant", "yiwu_chief"):
        with pytest.raises(PermissionDenied):
            plan(world, reviewing, by)
    with pytest.raises(Unseen):
        plan(world, reviewing, "dongyang_handler")
