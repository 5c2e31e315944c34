"""Targets of who decides and who answers: they start with the request and end with the word."""

from datetime import timedelta

import pytest

from accounts.models import Post
from audit.flow import day
from cases import services
from cases.models import Clue, Decision
from deadlines import selectors as deadlines
from deadlines.models import Deadline
from desk import between_rows, work_rows
from desk.case_page import case_page
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 1 recommend:asked"


@pytest.fixture
def asked(world: World) -> Decision:
    return world.pending(world.told(ASKED).case)


def steps(decision: Decision) -> list[tuple[str, str]]:
    """Whose turns there were, and how each ended."""
    rows = Deadline.objects.filter(case=decision.case_id, rule="N07", title__contains=str(decision.label))
    return [(row.duty_user.username if row.duty_user else "", row.state) for row in rows.order_by("id")]


def test_each_step_has_its_own_target_for_who_decides(world: World, asked: Decision) -> None:
    assert steps(asked) == [("yiwu.head", "open")]
    services.approve(asked.pk, by=world.yiwu_head, at=world.now)
    assert steps(asked) == [("yiwu.head", "met"), ("yiwu.chief", "open")]
    services.approve(asked.pk, by=world.yiwu_chief, at=world.now)
    assert steps(asked) == [("yiwu.head", "met"), ("yiwu.chief", "met")]


def test_a_returned_request_is_decided_and_one_taken_back_needs_nobody(world: World, asked: Decision) -> None:
    other = world.pending(world.told(ASKED, title="另一案").case)
    services.send_back(asked.pk, text="补充", by=world.yiwu_head, at=world.now)
    services.withdraw(other.pk, by=world.yiwu_handler, at=world.now)
    assert (steps(asked), steps(other)) == ([("yiwu.head", "met")], [("yiwu.head", "cancelled")])


def test_who_is_late_is_kept_as_late(world: World, asked: Decision) -> None:
    services.approve(asked.pk, by=world.yiwu_head, at=world.now + timedelta(days=9))
    assert steps(asked)[0] == ("yiwu.head", "missed")


def test_where_nobody_holds_the_post_no_one_person_is_named(world: World) -> None:
    Post.objects.filter(office=world.yiwu, post="head").update(ends_on=day(world.ago(30)))
    decision = world.pending(world.told(ASKED).case)
    assert steps(decision) == [("", "open")]


def test_a_new_handler_does_not_take_over_what_the_chief_is_to_decide(world: World, asked: Decision) -> None:
    Post.objects.create(
        user=world.yiwu_assistant, post="handler", office=world.yiwu, starts_on=day(world.ago(9))
    )
    services.assign_handler(asked.case_id, user_id=world.yiwu_assistant.pk, by=world.yiwu_head, at=world.now)
    assert steps(asked) == [("yiwu.head", "open")]


def test_the_inbox_says_by_when_and_no_other_list_says_it_again(world: World, asked: Decision) -> None:
    assert asked.clock is not None and asked.case_id is not None
    rows = work_rows.to_decide(by=world.yiwu_head, at=world.now)
    assert [(row.due, row.internal) for row in rows] == [(asked.clock.due_on, True)]
    for person in (world.yiwu_head, world.yiwu_handler):
        assert not [row for row in work_rows.by_deadline(by=person, at=world.now) if "审批" in row.title]
    page = case_page(asked.case_id, by=world.yiwu_handler, at=world.now)
    assert "N07" not in {clock.deadline.rule for clock in page.clocks.clocks}


# ---- questions to the office above ------------------------------------------------------------------------------------


@pytest.fixture
def question(world: World) -> Clue:
    return world.told("20 register 15 evaluate 5 instruct:jinhua").clue


def test_a_question_sets_a_target_for_the_office_that_was_asked(world: World, question: Clue) -> None:
    clock = question.deadlines.get(rule="N05")
    assert (clock.duty_office, clock.duty_user, clock.started_on) == (world.jinhua, None, day(world.ago(5)))
    rows = between_rows.to_answer(by=world.jinhua_chief, at=world.now)
    assert [row.due for row in rows] == [clock.due_on]
    shown = deadlines.clocks_of_clue(question.pk, by=world.yiwu_handler, at=world.now)
    assert "N05" in {row.deadline.rule for row in shown}
    assert deadlines.visible(world.jinhua_chief, at=world.now).filter(pk=clock.pk).exists()


def test_the_answer_meets_it(world: World, question: Clue) -> None:
    services.answer_instruction(
        question.instructions.get().pk, agreed=True, answer="同意", by=world.jinhua_chief, at=world.now
    )
    assert question.deadlines.get(rule="N05").state == "met"


def test_a_clue_that_is_decided_on_otherwise_waits_for_no_answer(world: World, question: Clue) -> None:
    made = services.make_clue_move(
        question.pk, "transfer", data={"office": world.dongyang.pk, "reason": "管辖"}, by=world.yiwu_handler,
        at=world.now,
    )  # fmt: skip
    assert made.made
    assert question.deadlines.get(rule="N05").state == "cancelled"
