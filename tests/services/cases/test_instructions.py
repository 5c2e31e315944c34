"""Questions and reports go up level by level, and what comes of them comes back down (rule 104)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from cases import services
from cases.models import Case, Clue, Decision, Instruction
from tests.refusals import invalid, refused
from tests.world import World


def ask(world: World, clue: Clue, of: str = "zhejiang", by: str = "yiwu_handler") -> Decision:
    return services.ask_instruction(
        clue_id=clue.pk,
        asked_of_id=getattr(world, of).pk,
        question="可否立案",
        own_opinion="可以",
        by=getattr(world, by),
        at=world.now,
    )


def sign(world: World, decision: Decision) -> Instruction:
    for by in (world.yiwu_head, world.yiwu_chief):
        services.approve(decision.pk, by=by, at=world.now)
    return Instruction.objects.latest("id")


def asked(world: World, of: str = "zhejiang", **changes: Any) -> Instruction:
    return sign(world, ask(world, world.clue("evaluating", **changes), of))


def forward(world: World, question: Instruction, by: str) -> Instruction:
    return services.forward_instruction(
        question.pk, opinion="同意下级院意见", by=getattr(world, by), at=world.now
    )


def answer(world: World, question: Instruction, by: str) -> Instruction:
    return services.answer_instruction(
        question.pk, agreed=True, answer="同意", by=getattr(world, by), at=world.now
    )


def waiting(question: Instruction) -> list[Any]:
    """Whose target runs."""
    assert question.clue is not None
    return [clock.duty_office for clock in question.clue.deadlines.filter(rule="N05", ended_on=None)]


def test_the_own_chief_signs_a_question_before_it_goes_out(world: World) -> None:
    decision = ask(world, world.clue("evaluating"))
    assert decision.chain == ["head", "chief"] and not Instruction.objects.exists()
    question = sign(world, decision)
    assert question.document is not None and question.document.signed_by == world.yiwu_chief
    assert (question.document.kind, question.asked_by) == ("question", world.yiwu_handler)
    assert "行公请〔2026〕1号" in question.document.number


def test_a_question_that_the_own_chief_returns_never_goes_out(world: World) -> None:
    decision = ask(world, world.clue("evaluating"))
    services.send_back(decision.pk, text="再研究", by=world.yiwu_head, at=world.now)
    assert not Instruction.objects.exists()


def test_it_goes_up_level_by_level_and_its_answer_comes_back_down(world: World) -> None:
    question = asked(world)
    assert (question.waits_at, waiting(question)) == (world.jinhua, [world.jinhua])
    assert world.jinhua_chief.notices.filter(key=f"instruction:{question.pk}:{world.jinhua.pk}").exists()
    assert not world.zhejiang_chief.notices.filter(url=f"/instructions/{question.pk}/").exists()

    question = forward(world, question, "jinhua_chief")
    assert (question.waits_at, waiting(question)) == (world.zhejiang, [world.zhejiang])

    question = answer(world, question, "zhejiang_chief")
    assert (question.state, question.agreed, question.waits_at) == ("answered", True, None)
    assert [(leg.office, leg.outcome, leg.by) for leg in question.legs.all()] == [
        (world.jinhua, "forwarded", world.jinhua_chief), (world.zhejiang, "answered", world.zhejiang_chief),
    ]  # fmt: skip
    assert waiting(question) == []
    for told in (world.yiwu_handler, world.yiwu_chief, world.jinhua_chief):
        assert told.notices.filter(key=f"instruction:{question.pk}:answered").exists(), told


def test_the_answer_is_a_numbered_paper_of_the_office_that_answers(world: World) -> None:
    question = answer(world, asked(world, "jinhua"), "jinhua_chief")
    paper = question.answer_document
    assert paper is not None and question.document is not None
    assert (paper.office, paper.kind, paper.clue) == (world.jinhua, "answer", question.clue)
    assert paper.contents["asked"] == question.document.number


@pytest.mark.parametrize("of", ["yiwu", "dongyang", "jiangsu"])
def test_a_question_goes_upward_only(world: World, of: str) -> None:
    with invalid("asked_of_id"):
        ask(world, world.clue("evaluating"), of)


def test_one_question_at_a_time(world: World) -> None:
    clue = world.clue("evaluating")
    decision = ask(world, clue)
    with refused("第一百零四条", "正在审批"):
        ask(world, clue, "jinhua")
    sign(world, decision)
    with refused("办案规则第一百零四条", "尚待答复"):
        ask(world, clue, "jinhua")


def test_only_the_chief_whose_turn_it_is_forwards_or_answers(world: World) -> None:
    question = asked(world)
    for by in ("zhejiang_chief", "spp_chief", "jinhua_head", "yiwu_chief"):
        with pytest.raises(PermissionDenied):
            answer(world, question, by)
        with pytest.raises(PermissionDenied):
            forward(world, question, by)
    for by in ("jiangsu_chief", "dongyang_handler"):
        with pytest.raises(Unseen):
            forward(world, question, by)


def test_it_is_forwarded_once_by_each_level_and_not_beyond_whom_it_is_meant_for(world: World) -> None:
    question = forward(world, asked(world), "jinhua_chief")
    with pytest.raises(PermissionDenied):
        forward(world, question, "jinhua_chief")
    with refused("办案规则第一百零四条", "不再转报"):
        forward(world, question, "zhejiang_chief")


def test_a_level_between_may_answer_unless_that_is_switched_off(world: World, settings: Any) -> None:
    settings.LEVELS_BETWEEN_ANSWER = False
    question = asked(world)
    with refused("办案规则第一百零四条", "转报"):
        answer(world, question, "jinhua_chief")
    settings.LEVELS_BETWEEN_ANSWER = True
    assert answer(world, question, "jinhua_chief").legs.get().office == world.jinhua


def test_a_question_is_answered_once(world: World) -> None:
    question = answer(world, asked(world, "jinhua"), "jinhua_chief")
    with refused("办案规则第一百零四条"):
        answer(world, question, "jinhua_chief")
    with refused("办案规则第一百零四条"):
        forward(world, question, "jinhua_chief")


def test_who_may_not_ask(world: World) -> None:
    with pytest.raises(PermissionDenied):
        ask(world, world.clue("evaluating"), by="yiwu_clerk")


def test_nothing_new_is_filed_before_an_office_above_agreed(world: World) -> None:
    """A clue of no field that the law names is asked about first; so is one that is to be filed under none."""
    told = world.told("20 register 15 evaluate", field="other")
    data = {"title": "案", "track": "administrative", "field": "other", "facts": "事实", "basis": "依据"}
    filing = {"data": data, "by": world.yiwu_handler, "at": world.now}
    with refused("办案规则第一百零四条", "新类型"):
        services.make_clue_move(told.clue.pk, "file", **filing)
    with refused("办案规则第一百零四条", "新类型"):
        services.make_clue_move(world.clue("evaluating").pk, "file", **filing)
    told.tell("14 instruct:jinhua 10 answer")
    assert services.make_clue_move(told.clue.pk, "file", **filing).decision


@pytest.fixture
def case(world: World) -> Case:
    return world.case("investigating")


def test_the_handler_of_a_case_asks_too_and_the_case_goes_on_when_it_was_signed(
    world: World, case: Case
) -> None:
    said = {"asked_of_id": world.jinhua.pk, "question": "可否", "own_opinion": "可以", "at": world.now}
    with pytest.raises(PermissionDenied):
        services.ask_instruction(case_id=case.pk, by=world.yiwu_head, **said)
    question = sign(world, services.ask_instruction(case_id=case.pk, by=world.yiwu_handler, **said))
    assert (question.subject, question.clue) == (case, None)
    assert case.deadlines.get(rule="N05").duty_office == world.jinhua
    answer(world, question, "jinhua_chief")
    assert case.deadlines.get(rule="N05").state == "met"


def test_a_report_goes_the_same_way_and_is_only_taken_note_of(world: World, case: Case) -> None:
    report = services.send_report(
        case_id=case.pk, asked_of_id=world.zhejiang.pk, question="已完成现场调查", by=world.yiwu_handler,
        at=world.now,
    )  # fmt: skip
    assert (report.waits_at, report.document) == (world.jinhua, None)
    assert not case.deadlines.filter(rule="N05").exists()
    with refused("办案规则第一百零四条", "转报"):
        services.note_report(report.pk, by=world.jinhua_chief, at=world.now)
    forward(world, report, "jinhua_chief")
    with refused("办案规则第一百零四条", "阅知"):
        answer(world, report, "zhejiang_chief")
    noted = services.note_report(report.pk, by=world.zhejiang_chief, at=world.now)
    assert (noted.answer, noted.state_label, noted.answer_document) == ("已阅", "已阅", None)


def test_nobody_answers_the_question_they_asked(world: World) -> None:
    """Rule 7: the handler who asked is chief of the office above by now, or stands in there for who asked."""
    question = world.told("20 register 15 evaluate 5 instruct:jinhua").clue.instructions.get()
    world.yiwu_handler.posts.create(post="chief", office=world.jinhua, starts_on=world.ago(9).date())
    handler = world.fresh(world.yiwu_handler)
    with refused("第七条", "本人提请"):
        services.answer_instruction(question.pk, agreed=True, answer="同意", by=handler, at=world.now)
    done = services.answer_instruction(
        question.pk, agreed=True, answer="同意", by=world.jinhua_chief, at=world.now
    )
    assert done.state == "answered"
