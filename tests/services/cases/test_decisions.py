"""Approving, returning and withdrawing a request (rules 5, 7)."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Case, Decision, Step
from tests.refusals import refused
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:asked"
REVIEWED = ASKED.replace("asked", "reviewed")


@pytest.fixture
def asked(world: World) -> Decision:
    return world.pending(world.told(ASKED).case)


def state_of(decision: Decision) -> str:
    return str(Case.objects.values_list("state", flat=True).get(pk=decision.case_id))


def test_the_head_reviews_and_the_chief_decides(world: World, asked: Decision) -> None:
    reviewed = services.approve(asked.pk, text="拟同意", by=world.yiwu_head, at=world.now)
    assert (reviewed.state, reviewed.waits_for, state_of(asked)) == ("pending", "chief", "investigating")
    decided = services.approve(asked.pk, text="同意", by=world.yiwu_chief, at=world.now)
    assert (decided.state, decided.waits_for, state_of(asked)) == ("approved", "", "recommended")
    assert [(o.post, o.outcome, o.by) for o in asked.opinions.all()] == [
        ("head", "approve", world.yiwu_head), ("chief", "approve", world.yiwu_chief),
    ]  # fmt: skip
    assert Entry.objects.filter(case_ref=asked.case_id, to_state="recommended", by=world.yiwu_chief).exists()


def test_each_is_told_when_it_is_their_turn(world: World, asked: Decision) -> None:
    assert world.yiwu_head.notices.filter(key=f"decision:{asked.pk}:0").exists()
    assert not world.yiwu_chief.notices.filter(key=f"decision:{asked.pk}:1").exists()
    services.approve(asked.pk, by=world.yiwu_head, at=world.now)
    assert world.yiwu_chief.notices.filter(key=f"decision:{asked.pk}:1").exists()


def test_the_chief_does_not_decide_before_the_head(world: World, asked: Decision) -> None:
    with refused("第七条", "部门负责人审批"):
        services.approve(asked.pk, by=world.yiwu_chief, at=world.now)
    assert not asked.opinions.exists()


def test_the_head_does_not_decide_for_the_chief(world: World) -> None:
    decision = world.pending(world.told(REVIEWED).case)
    with refused("第七条", "检察长审批"):
        services.approve(decision.pk, by=world.yiwu_head, at=world.now)


@pytest.mark.parametrize("by", ["yiwu_clerk", "yiwu_assistant", "jinhua_handler"])
def test_who_sees_a_request_but_may_not_decide_it(world: World, asked: Decision, by: str) -> None:
    with pytest.raises(PermissionDenied):
        services.approve(asked.pk, by=getattr(world, by), at=world.now)


@pytest.mark.parametrize("by", ["dongyang_head", "yiwu_sysadmin", "yiwu_post_leader"])
def test_a_stranger_does_not_find_the_request(world: World, asked: Decision, by: str) -> None:
    with pytest.raises(Unseen):
        services.approve(asked.pk, by=getattr(world, by), at=world.now)


def test_nobody_decides_on_their_own_request(world: World, asked: Decision) -> None:
    Decision.objects.filter(pk=asked.pk).update(requested_by=world.yiwu_head)
    with refused("办案规则第七条", "本人提请"):
        services.approve(asked.pk, by=world.yiwu_head, at=world.now)


def test_a_returned_request_changes_nothing_and_tells_who_asked(world: World, asked: Decision) -> None:
    services.send_back(asked.pk, text="理由不足", by=world.yiwu_head, at=world.now)
    asked.refresh_from_db()
    assert (asked.state, state_of(asked)) == ("returned", "investigating")
    assert world.yiwu_handler.notices.filter(key=f"decision:{asked.pk}:returned", body="理由不足").exists()


def test_a_closed_request_is_not_decided_again(world: World, asked: Decision) -> None:
    services.send_back(asked.pk, text="理由不足", by=world.yiwu_head, at=world.now)
    for again in (services.approve, services.send_back):
        with refused():
            again(asked.pk, text="同意", by=world.yiwu_head, at=world.now)


def test_who_asked_may_take_it_back_and_ask_anew(world: World, asked: Decision) -> None:
    services.withdraw(asked.pk, by=world.yiwu_handler, at=world.now)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with refused():
        services.approve(asked.pk, by=world.yiwu_head, at=world.now)
    case = Case.objects.get(pk=asked.case_id)
    again = services.make_case_move(
        case.pk, "recommend", data=asked.draft, by=world.yiwu_handler, at=world.now
    )
    assert again.decision is not None


def test_only_who_asked_takes_it_back(world: World, asked: Decision) -> None:
    Decision.objects.filter(pk=asked.pk).update(requested_by=world.yiwu_assistant)
    with refused(text="本人提请"):
        services.withdraw(asked.pk, by=world.yiwu_handler, at=world.now)


def test_a_move_that_lost_what_it_needs_is_refused_at_the_last_approval(world: World) -> None:
    decision = world.pending(world.told(REVIEWED).case)
    Step.objects.create(case_id=decision.case_id, kind="consultation", opened_at=world.now)
    with refused("办案规则第七十条", "尚未结束"):
        services.approve(decision.pk, by=world.yiwu_chief, at=world.now)
    decision.refresh_from_db()
    assert (decision.state, state_of(decision)) == ("pending", "investigating")
