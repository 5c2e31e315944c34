"""More time for a clock: asked for by the handler, decided by the chief, then by the office above (rule 47)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from accounts.models import Post, User
from audit.flow import day
from audit.models import Entry
from cases import selectors, services
from cases.models import Case, Decision
from deadlines import services as deadlines
from deadlines.limits import Cause
from deadlines.models import Deadline
from tests.refusals import invalid, refused
from tests.services.cases.test_at_once import at_once
from tests.world import CIVIL, World

REVIEWING = (
    "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
)
RULE = "办案规则第四十七条"


@pytest.fixture
def clock(world: World) -> Deadline:
    """The month of review of the first agency, which began some days ago."""
    case = world.told(REVIEWING).case
    return case.deadlines.filter(rule="T10")[0]


def ask(world: World, clock: Deadline, *, by: str = "yiwu_handler", **said: Any) -> Decision:
    values = {"reason": "鉴定周期长", **said}
    return services.ask_extension(clock.pk, **values, by=getattr(world, by), at=world.now)


def approve(world: World, decision: Decision, *people: str) -> Decision:
    for name in people:
        decision = services.approve(decision.pk, text="同意", by=getattr(world, name), at=world.now)
    return decision


def months_of(clock: Deadline) -> list[int | None]:
    return list(clock.events.filter(kind="extended").order_by("id").values_list("months", flat=True))


def longer(world: World, clock: Deadline) -> Deadline:
    """The clock after its first month more."""
    approve(world, ask(world, clock), "yiwu_head", "yiwu_chief")
    clock.refresh_from_db()
    return clock


def test_the_first_month_is_reviewed_by_the_head_and_given_by_the_chief(
    world: World, clock: Deadline
) -> None:
    due, decision = clock.due_on, ask(world, clock)
    assert (decision.chain, decision.waits_for, decision.draft["months"]) == (["head", "chief"], "head", 1)
    approve(world, decision, "yiwu_head")
    assert months_of(clock) == []
    decided = approve(world, decision, "yiwu_chief")
    clock.refresh_from_db()
    assert (decided.state, months_of(clock)) == ("approved", [1])
    assert clock.due_on > due + timedelta(days=27)
    line = clock.events.filter(kind="extended").get()
    assert (line.by, line.article, line.note) == (world.yiwu_chief, RULE, "鉴定周期长")
    labels = Entry.objects.filter(case_ref=clock.case_id).values_list("label", flat=True)
    assert "提请审批：延长“审查起诉（行政）”期限" in labels


def test_further_time_is_given_by_the_chief_directly_above(world: World, clock: Deadline) -> None:
    decision = ask(world, longer(world, clock), months=3)
    assert decision.chain == ["head", "chief", "upper"]
    waiting = approve(world, decision, "yiwu_head", "yiwu_chief")
    assert (waiting.state, waiting.waits_for_label, months_of(clock)) == ("pending", "上一级院检察长", [1])
    assert world.jinhua_chief.notices.filter(key=f"decision:{decision.pk}:2").exists()
    assert list(selectors.decisions_waiting(by=world.jinhua_chief, at=world.now)) == [decision]
    for other in ("yiwu_chief", "zhejiang_chief", "spp_chief", "jinhua_head"):
        assert not selectors.decisions_waiting(by=getattr(world, other), at=world.now).exists(), other
        with refused("第七条", "检察长审批"):
            approve(world, decision, other)
    with pytest.raises(Unseen):
        approve(world, decision, "dongyang_chief")
    assert approve(world, decision, "jinhua_chief").state == "approved"
    assert months_of(clock) == [1, 3]


def test_there_is_no_third_time(world: World, clock: Deadline) -> None:
    approve(world, ask(world, longer(world, clock), months=2), "yiwu_head", "yiwu_chief", "jinhua_chief")
    with refused(RULE, "已经延长两次"):
        ask(world, clock, months=1)


@pytest.mark.parametrize("months", [None, 0, 13])
def test_further_time_says_how_much(world: World, clock: Deadline, months: int | None) -> None:
    longer(world, clock)
    with invalid("months"):
        ask(world, clock, months=months)


def test_the_first_time_is_a_month_whatever_is_asked(world: World, clock: Deadline) -> None:
    assert ask(world, clock, months=6).draft["months"] == 1


def test_more_time_has_a_reason(world: World, clock: Deadline) -> None:
    with invalid("reason"):
        ask(world, clock, reason="  ")


def test_only_the_handler_asks(world: World, clock: Deadline) -> None:
    for name in ("yiwu_assistant", "yiwu_casemgr", "yiwu_head", "jinhua_chief"):
        with pytest.raises(PermissionDenied):
            ask(world, clock, by=name)
    for name in ("dongyang_handler", "yiwu_sysadmin", "yiwu_post_liaison"):
        with pytest.raises(Unseen):
            ask(world, clock, by=name)


def test_what_the_law_lets_nobody_lengthen_is_refused_with_its_article(world: World) -> None:
    case = world.case("recommended")
    with refused("办案规则第七十六条", "法律没有规定"):
        ask(world, case.deadlines.filter(rule="T06")[0])


def test_a_clock_that_has_not_begun_has_run_out_or_ended_is_not_lengthened(world: World) -> None:
    ahead = world.case("rectifying").deadlines.filter(rule="T10")[0]
    with refused("民事诉讼法第八十五条", "尚未开始"):
        ask(world, ahead)
    gone = world.told(REVIEWING.replace("80 serve", "95 serve").replace("92 rec", "97 rec"))
    with refused(RULE, "届满"):
        ask(world, gone.case.deadlines.filter(rule="T10")[0])
    with refused(RULE, "不能延长"):
        ask(world, world.case("closed").deadlines.filter(rule="T10")[0])


def test_one_request_at_a_time_and_none_holds_up_a_step(world: World, clock: Deadline) -> None:
    first, case = ask(world, clock), Case.objects.get(pk=clock.case_id)
    with refused(RULE, "已提请延长"):
        ask(world, clock)
    step = services.make_case_move(
        case.pk, "transfer", data={"office": world.dongyang.pk, "reason": "管辖"}, by=world.yiwu_handler, at=world.now
    )  # fmt: skip
    assert step.decision is not None
    other = case.deadlines.filter(rule="T10").exclude(pk=clock.pk).get()
    assert ask(world, other).state == "pending"
    assert case.decisions.filter(state="pending").count() == 3
    services.withdraw(first.pk, by=world.yiwu_handler, at=world.now)
    assert ask(world, clock).state == "pending"


def test_a_returned_request_changes_nothing_and_may_be_made_again(world: World, clock: Deadline) -> None:
    decision, due = ask(world, clock), clock.due_on
    services.send_back(decision.pk, text="理由不足", by=world.yiwu_head, at=world.now)
    clock.refresh_from_db()
    assert (clock.due_on, months_of(clock)) == (due, [])
    assert world.yiwu_handler.notices.filter(key=f"decision:{decision.pk}:returned").exists()
    assert ask(world, clock).waits_for == "head"


def lapse(world: World, clock: Deadline) -> None:
    deadlines.meet(clock, on=day(world.now), by=world.yiwu_handler, at=world.now)


def stand(world: World, clock: Deadline) -> None:
    deadlines.suspend(
        clock, on=day(world.now), cause=Cause.APPRAISAL, grounds="委托鉴定", by=world.yiwu_handler, at=world.now
    )  # fmt: skip


@pytest.mark.parametrize("happened", [lapse, stand])
def test_what_became_of_the_clock_meanwhile_refuses_the_last_approval(
    world: World, clock: Deadline, happened: Any
) -> None:
    decision = ask(world, clock)
    approve(world, decision, "yiwu_head")
    happened(world, clock)
    with refused(RULE, "不能延长"):
        approve(world, decision, "yiwu_chief")
    decision.refresh_from_db()
    assert (decision.state, decision.opinions.count(), months_of(clock)) == ("pending", 1, [])
    back = services.send_back(decision.pk, text="期限已变", by=world.yiwu_chief, at=world.now)
    assert back.state == "returned"


def test_a_clock_that_ran_out_before_the_chief_agreed_is_not_lengthened(
    world: World, clock: Deadline
) -> None:
    decision = ask(world, clock)
    late = world.now + timedelta(days=60)
    services.approve(decision.pk, by=world.yiwu_head, at=late)
    with refused(RULE, "届满"):
        services.approve(decision.pk, by=world.yiwu_chief, at=late)
    decision.refresh_from_db()
    assert decision.state == "pending"


def test_nobody_decides_on_their_own_request(world: World, clock: Deadline) -> None:
    decision = ask(world, clock)
    Post.objects.create(user=world.yiwu_handler, post="head", office=world.yiwu, starts_on=day(world.ago(9)))
    handler = User.objects.get(pk=world.yiwu_handler.pk)
    with refused("办案规则第七条", "本人提请"):
        services.approve(decision.pk, by=handler, at=world.now)
    assert not selectors.decisions_waiting(by=handler, at=world.now).exists()


def test_the_review_of_a_civil_case_is_lengthened_alike(world: World) -> None:
    case = world.told("95 register 90 evaluate 85 file 75 investigate 60 announce 20 review", CIVIL).case
    clock = case.deadlines.get(rule="T11")
    approve(world, ask(world, clock), "yiwu_head", "yiwu_chief")
    assert months_of(clock) == [1]


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_lengthen_it_once(world: World) -> None:
    clock = world.told(REVIEWING).case.deadlines.filter(rule="T10")[0]
    decision = ask(world, clock)
    approve(world, decision, "yiwu_head")
    ended = at_once(
        [lambda: services.approve(decision.pk, by=world.yiwu_chief, at=world.now) for _ in range(3)]
    )
    assert (ended["done"], months_of(clock)) == (1, [1])
