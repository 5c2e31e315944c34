"""Two tables: what each of the ten gates refuses, and who may not decide, each with its article, by program and on the page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Post
from audit.flow import day
from cases import services
from cases.models import Case, Clue, Decision
from tests.api.conftest import Program, refusal
from tests.api.test_gates import NEVER_RECOMMENDED, SUIT, TALKED, TEXTS, filing
from tests.refusals import refused
from tests.web.people import send
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:asked"


def alone(world: World) -> Case:
    case = world.case("filed")
    case.members.all().delete()
    return case


def received(world: World) -> Clue:
    world.clue("transferred")
    return Clue.objects.get(office=world.dongyang)


def second(world: World) -> Clue:
    world.case("investigating")
    return world.clue("evaluating")


def eight(world: World, case: Case, **changes: Any) -> dict[str, Any]:
    return {**TEXTS, "respondents": [row.pk for row in case.respondents.all()], **changes}


Form = Callable[[World, Any], dict[str, Any]]
NOTHING: Form = lambda world, row: {}  # noqa: E731
GATES: dict[str, tuple[Callable[[World], Any], str, Form, str, str]] = {
    # gate: the row, the step, what is said, the article, the words
    "G1": (lambda w: w.clue("registered"), "file", lambda w, _: filing(w), "第三十条", "待评估"),
    "G2": (lambda w: w.told(NEVER_RECOMMENDED).case, "sue", lambda w, _: SUIT, "司法解释第二十一条", "检察建议尚未送达"),
    "G3": (lambda w: w.case("announced"), "review_civil", NOTHING, "第九十一条", "尚未届满"),
    "G4": (lambda w: w.told(TALKED).case, "sue", lambda w, _: SUIT, "第八十一条", "磋商"),
    "G5": (lambda w: w.case("investigating"), "recommend", lambda w, row: eight(w, row, harm=" "), "第七十五条第三项", "受到侵害的事实"),
    "G6": (alone, "investigate", lambda w, _: {"plan": "走访"}, "第三十六条", "两名以上"),
    "G8": (second, "file", lambda w, _: filing(w), "第六十九条", "同一性质"),
    "G9": (received, "transfer", lambda w, _: {"office": str(w.yiwu.pk), "reason": "管辖"}, "第二十六条", "应当受理"),
}  # fmt: skip


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_is_closed_to_programs_and_on_the_page(world: World, of: Program, gate: str) -> None:
    make, name, said, article, text = GATES[gate]
    row = make(world)
    by, form = world.cast.of(_slug(world, row), "handler"), said(world, row)
    path = f"{row._meta.model_name}s/{row.pk}/moves/{name}/"
    _both(of, by, path, form, article, text)
    row.refresh_from_db()
    assert not row.decisions.filter(state="pending").exists()


def test_g7_the_head_is_not_passed_over(world: World, of: Program) -> None:
    decision = world.pending(world.told(ASKED).case)
    form = {"text": "同意", "version": decision.version}
    _both(of, world.yiwu_chief, f"decisions/{decision.pk}/approve/", form, "第七条", "部门负责人审批")
    assert not decision.opinions.exists()


def test_g10_what_was_not_signed_under_a_number_is_not_served(world: World, of: Program) -> None:
    respondent = world.respondent(world.case("investigating"))
    form = {"method": "direct", "served_on": world.now.date().isoformat(), "recipient": "季春雷"}
    page, program = "serve/recommendation/", {"kind": "recommendation", **form}
    said = refusal(of(world.yiwu_clerk).post(f"/api/v1/respondents/{respondent.pk}/serve/", program), 409)
    assert "检察建议工作规定第七条" in said["reasons"][0]["source"]
    shown = send(world.yiwu_clerk, f"/respondents/{respondent.pk}/{page}", 409, **form)
    assert said["reasons"][0]["text"] in shown


def test_the_field_that_a_gate_misses_is_named(world: World, of: Program) -> None:
    """G5: beside the reasons each field says what it lacks; what was typed stays."""
    case = world.case("investigating")
    path = f"/api/v1/cases/{case.pk}/moves/recommend/"
    told = refusal(of(world.yiwu_handler).post(path, {"harm": "事实"}, format="json"), 409)
    assert set(told["errors"]) == {"respondents", *TEXTS} - {"harm"}
    shown = send(world.yiwu_handler, f"/cases/{case.pk}/moves/recommend/", 409, harm="泄露五百条")
    assert "泄露五百条" in shown and shown.count("检察建议应当写明") > len(TEXTS)


# ---- who may not decide -----------------------------------------------------------------------------------------


def standing_in(world: World, who: str, *, ends: int = 0, starts: int = -5) -> Any:
    """Somebody who stands, stood or will stand in for the head."""
    days = {
        "starts_on": day(world.now) + timedelta(days=starts),
        "ends_on": day(world.now) + timedelta(days=ends),
    }
    user = getattr(world, who)
    Post.objects.create(user=user, post="head", office=world.yiwu, acting_for=world.yiwu_head, **days)
    return world.fresh(user)


def asked(world: World) -> Decision:
    return world.pending(world.told(ASKED).case)


def put_above(world: World) -> Decision:
    """It waits for the chief of the office directly above."""
    decision = asked(world)
    Decision.objects.filter(pk=decision.pk).update(chain=["upper"])
    return Decision.objects.get(pk=decision.pk)


def asked_by_the_head(world: World) -> Decision:
    decision = asked(world)
    Decision.objects.filter(pk=decision.pk).update(requested_by=world.yiwu_head)
    return decision


def reviewed_by_both(world: World) -> Any:
    """The head reviewed and stands in for the chief."""
    Post.objects.create(
        user=world.yiwu_head,
        post="chief",
        office=world.yiwu,
        acting_for=world.yiwu_chief,
        starts_on=day(world.now),
    )
    services.approve(world.pending(Case.objects.get()).pk, by=world.yiwu_head, at=world.now)
    return world.fresh(world.yiwu_head)


CHAINS: dict[str, tuple[Callable[[World], Decision], Callable[[World], Any], str, str]] = {
    "own request": (asked_by_the_head, lambda w: w.yiwu_head, "第七条", "本人提请"),
    "own request, by who stands in": (asked_by_the_head, lambda w: standing_in(w, "yiwu_clerk"), "第七条", "不能代行"),
    "own request, standing in": (asked, lambda w: standing_in(w, "yiwu_handler"), "第七条", "本人提请"),
    "another's turn": (asked, lambda w: w.yiwu_chief, "第七条", "部门负责人审批"),
    "the level above": (asked, lambda w: w.jinhua_chief, "第七条", "部门负责人审批"),
    "two levels above": (asked, lambda w: w.zhejiang_chief, "第七条", "部门负责人审批"),
    "expired delegation": (asked, lambda w: standing_in(w, "yiwu_clerk", ends=-1), "第七条", "不在有效期内"),
    "delegation to come": (asked, lambda w: standing_in(w, "yiwu_clerk", starts=1, ends=5), "第七条", "不在有效期内"),
    "a level skipped": (put_above, lambda w: w.zhejiang_chief, "第七条", "金华市检察院检察长审批"),
    "twice": (asked, reviewed_by_both, "第七条", "先后发表两次"),
}  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS)
def test_who_may_not_decide_is_told_by_service_program_and_page(
    world: World, of: Program, chain: str
) -> None:
    make, who, article, text = CHAINS[chain]
    decision, by = make(world), who(world)
    before = decision.opinions.count()
    with refused(article, text):
        services.approve(decision.pk, text="同意", by=by, at=world.now)
    with refused(article, text):
        services.send_back(decision.pk, text="退回", by=world.fresh(by), at=world.now)
    _both(of, by, f"decisions/{decision.pk}/approve/", {"text": "同意"}, article, text)
    assert decision.opinions.count() == before and Decision.objects.get(pk=decision.pk).state == "pending"


def _both(of: Program, by: Any, path: str, form: dict[str, Any], article: str, text: str) -> None:
    """Refused with the same words and article to a program and on the page of a person."""
    found = refusal(of(by).post(f"/api/v1/{path}", form, format="json"), 409)["reasons"]
    fitting = [one["text"] for one in found if article in one["source"] and text in one["text"]]
    assert fitting, found
    assert fitting[0] in send(by, f"/{path}", 409, **form)


def _slug(world: World, row: Any) -> str:
    return next(name for name, office in world.cast.offices.items() if office.pk == row.office_id)
