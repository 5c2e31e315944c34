"""Questions to an office above and their answers (rule 104)."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from cases import services
from cases.models import Clue, Instruction
from tests.refusals import invalid, refused
from tests.world import World


def ask(world: World, clue: Clue, of: str = "zhejiang", by: str = "yiwu_handler") -> Instruction:
    return services.ask_instruction(
        clue.pk,
        asked_of_id=getattr(world, of).pk,
        question="可否立案",
        own_opinion="可以",
        by=getattr(world, by),
        at=world.now,
    )


def answer(world: World, question: Instruction, by: str) -> Instruction:
    return services.answer_instruction(
        question.pk, agreed=True, answer="同意", by=getattr(world, by), at=world.now
    )


def test_a_question_reaches_the_chief_above_and_comes_back(world: World) -> None:
    question = ask(world, world.clue("evaluating"))
    assert world.zhejiang_chief.notices.filter(key=f"instruction:{question.pk}").exists()
    answered = answer(world, question, "zhejiang_chief")
    assert (answered.state, answered.agreed, answered.answered_by) == ("answered", True, world.zhejiang_chief)
    assert world.yiwu_handler.notices.filter(key=f"instruction:{question.pk}:answered").exists()


@pytest.mark.parametrize("of", ["yiwu", "dongyang", "jiangsu"])
def test_a_question_goes_upward_only(world: World, of: str) -> None:
    with invalid("asked_of_id"):
        ask(world, world.clue("evaluating"), of)


def test_one_question_at_a_time(world: World) -> None:
    clue = world.clue("evaluating")
    ask(world, clue)
    with refused("办案规则第一百零四条"):
        ask(world, clue, "jinhua")


def test_only_the_chief_who_was_asked_answers(world: World) -> None:
    question = ask(world, world.clue("evaluating"))
    for by in ("jinhua_chief", "spp_chief", "zhejiang_head", "yiwu_chief"):
        with pytest.raises(PermissionDenied):
            answer(world, question, by)
    with pytest.raises(Unseen):
        answer(world, question, "jiangsu_chief")


def test_a_question_is_answered_once(world: World) -> None:
    question = ask(world, world.clue("evaluating"))
    answer(world, question, "zhejiang_chief")
    with refused("办案规则第一百零四条"):
        answer(world, question, "zhejiang_chief")


def test_who_may_not_ask(world: World) -> None:
    with pytest.raises(PermissionDenied):
        ask(world, world.clue("evaluating"), by="yiwu_clerk")
