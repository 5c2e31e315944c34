"""The ten hard gates of the law, as a program meets them: refused with what is missing and its article; the page says the same."""

from typing import Any

import pytest

from cases.forms.case import Investigate
from cases.models import Case, Clue, Decision, Document
from desk.demo.paths import FAILED, LOOKED
from tests.api.conftest import Program, refusal
from tests.services.cases.test_at_once import at_once
from tests.web.people import page
from tests.world import CIVIL, World, this_moment

pytestmark = pytest.mark.django_db

TEXTS = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "内容")
EIGHT = ("respondents", *TEXTS)
SUIT = {"court": "义乌市人民法院", "claims": "确认违法", "facts": "事实"}
TALKED = f"{LOOKED} 20 consult:7 13 conclude"
NEVER_RECOMMENDED = f"{TALKED} 12 oblige:30 11 rectify 8 submit 7 accept 5 review"


def filing(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "title": "快递面单案", "track": "administrative", "field": "personal_data", "facts": "事实", "basis": "法",
        "agencies": [world.agency("yiwu-post").pk], **changes,
    }  # fmt: skip


class Gate:
    """Who tries what, and what they are told."""

    def __init__(self, world: World, of: Program) -> None:
        self.world, self.of = world, of

    def tries(self, row: Case | Clue, name: str, said: Any = None, by: str = "yiwu_handler") -> Any:
        path = f"/api/v1/{row._meta.model_name}s/{row.pk}/moves/{name}/"
        return self.of(getattr(self.world, by)).post(path, said or {}, format="json")

    def refused(self, row: Case | Clue, name: str, said: Any = None, *, article: str, text: str) -> str:
        """The step is refused (409) by this article with these words, and the row stands where it stood."""
        row.refresh_from_db()
        before = row.state
        found = refusal(self.tries(row, name, said), 409)["reasons"]
        fitting = [one["text"] for one in found if article in one["source"] and text in one["text"]]
        assert fitting, found
        row.refresh_from_db()
        assert row.state == before
        return str(fitting[0])

    def asked(self, row: Case | Clue, name: str, said: Any = None) -> Decision:
        opened = self.tries(row, name, said)
        assert opened.status_code == 202, opened.content.decode()
        return Decision.objects.get(pk=opened.json()["id"])

    def approves(self, decision: Decision, who: str) -> Any:
        client = self.of(getattr(self.world, who))
        return client.post(f"/api/v1/decisions/{decision.pk}/approve/", {"text": "同意"})

    def decided(self, decision: Decision) -> None:
        for who in ("yiwu_head", "yiwu_chief"):
            answer = self.approves(decision, who)
            assert answer.status_code == 200, answer.content.decode()


@pytest.fixture
def gate(world: World, of: Program) -> Gate:
    return Gate(world, of)


def test_g1_no_case_without_its_form_and_the_chiefs_decision(world: World, gate: Gate) -> None:
    gate.refused(world.clue("registered"), "file", filing(world), article="第三十条", text="待评估")
    for name, must in (("file", {"title", "track", "facts", "basis"}), ("decline", {"reason"})):
        clue = world.clue("evaluating")
        assert must <= set(refusal(gate.tries(clue, name, {}), 400)["errors"])
        assert not clue.decisions.exists()
    clue = world.clue("evaluating")
    decision = gate.asked(clue, "file", filing(world))
    assert gate.approves(decision, "yiwu_head").status_code == 200
    clue.refresh_from_db()
    assert clue.state == "evaluating" and not Case.objects.exists() and not Document.objects.exists()
    assert gate.approves(decision, "yiwu_chief").status_code == 200
    assert clue.cases.get().documents.get().kind == "filing"


def test_g2_no_suit_without_a_served_recommendation_and_an_agency_still_failing(
    world: World, gate: Gate
) -> None:
    case = world.told(NEVER_RECOMMENDED).case
    said = gate.refused(case, "sue", SUIT, article="司法解释第二十一条", text="检察建议尚未送达")
    assert said in page(world.yiwu_handler, f"/cases/{case.pk}/")
    gate.refused(world.case("rectifying"), "sue", SUIT, article="第八十一条", text="不能提起诉讼")
    reviewing = world.case("reviewing")
    said = gate.refused(reviewing, "sue", SUIT, article="第八十二条", text="没有依法履行职责")
    assert said in page(world.yiwu_handler, f"/cases/{reviewing.pk}/")
    assert gate.asked(world.told(FAILED).case, "sue", SUIT).state == "pending"


def test_g3_no_civil_suit_before_the_thirty_days_are_over(world: World, gate: Gate) -> None:
    case = world.case("announced")
    said = gate.refused(case, "review_civil", article="第九十一条", text="尚未届满")
    assert said in page(world.yiwu_handler, f"/cases/{case.pk}/")
    gate.refused(case, "sue", SUIT, article="第九十六条", text="不能提起诉讼")
    over = world.told("110 register 105 evaluate 100 file 95 investigate 40 announce", CIVIL).case
    assert gate.tries(over, "review_civil").status_code == 200


def test_g4_a_consultation_may_end_the_case_and_never_stands_in_for_the_recommendation(
    world: World, gate: Gate
) -> None:
    case = world.told(TALKED).case
    gate.refused(case, "sue", SUIT, article="第八十一条", text="磋商")
    gate.decided(gate.asked(case, "close", {"ground": "rectified", "facts": "已全面整改"}))
    case.refresh_from_db()
    assert (case.state, case.closure_ground) == ("closed", "rectified")


@pytest.mark.parametrize("empty", EIGHT)
def test_g5_a_recommendation_says_all_that_it_must(world: World, gate: Gate, empty: str) -> None:
    case = world.case("investigating")
    whole = {**TEXTS, "respondents": [row.pk for row in case.respondents.all()]}
    said = {**whole, empty: [] if empty == "respondents" else ""}
    assert empty in refusal(gate.tries(case, "recommend", said), 409)["errors"]
    assert not case.decisions.exists()
    gate.decided(gate.asked(case, "recommend", whole))
    for paper in case.documents.filter(kind="recommendation"):
        assert all(paper.contents[name] for name in ("agency", "term", *TEXTS))


def test_g6_two_people_look_and_nobody_is_coerced(world: World, gate: Gate) -> None:
    case = world.case("filed")
    case.members.all().delete()
    said = gate.refused(case, "investigate", {"plan": "走访"}, article="第三十六条", text="两名以上")
    assert said in page(world.yiwu_handler, f"/cases/{case.pk}/")
    offered = [str(label) for _value, label in Investigate.base_fields["methods"].choices]  # type: ignore[attr-defined]
    assert len(offered) == 7
    assert not [
        label for label in offered for word in ("限制", "查封", "扣押", "冻结", "拘") if word in label
    ]
    joins = {"user_id": world.yiwu_clerk.pk, "duty": "记录", "starts_on": world.now.date().isoformat()}
    of_head = gate.of(world.yiwu_head)
    assert of_head.post(f"/api/v1/cases/{case.pk}/members/", joins, format="json").status_code == 201
    coerced = {"plan": "走访", "methods": ["seizure"]}
    assert "methods" in refusal(gate.tries(case, "investigate", coerced), 400)["errors"]
    assert gate.tries(case, "investigate", {"plan": "走访", "methods": ["inspection"]}).status_code == 200
    case.refresh_from_db()
    assert case.plan == "调查方式：勘验物证、现场。\n走访"


@pytest.mark.parametrize("name", ["close", "recommend", "suspend", "withdraw"])
def test_g7_the_head_reviews_and_then_the_chief_decides(world: World, gate: Gate, name: str) -> None:
    state = {
        "close": "investigating",
        "recommend": "investigating",
        "suspend": "rectifying",
        "withdraw": "sued",
    }
    case = world.case(state[name])
    said = {
        "close": lambda: {"ground": "lawful", "facts": "事实"},
        "recommend": lambda: {**TEXTS, "respondents": [row.pk for row in case.respondents.all()]},
        "suspend": lambda: world.suspension(case),
        "withdraw": lambda: {"reason": "诉讼请求全部实现"},
    }[name]()
    decision, before = gate.asked(case, name, said), case.state
    assert decision.chain == ["head", "chief"]
    for who in ("yiwu_chief", "yiwu_handler", "jinhua_chief"):
        assert gate.approves(decision, who).status_code in (403, 409), who
    assert gate.approves(decision, "yiwu_head").status_code == 200
    assert gate.approves(decision, "yiwu_head").status_code in (403, 409)
    case.refresh_from_db()
    assert case.state == before
    assert gate.approves(decision, "yiwu_chief").status_code == 200
    case.refresh_from_db()
    assert case.state != before


def test_g7_nobody_decides_on_their_own_request(world: World, gate: Gate) -> None:
    case = world.case("investigating")
    post = world.yiwu_handler.posts.get()
    world.yiwu_handler.posts.create(post="head", office=world.yiwu, starts_on=post.starts_on)
    decision = gate.asked(case, "close", {"ground": "lawful", "facts": "事实"})
    reasons = refusal(gate.approves(decision, "yiwu_handler"), 409)["reasons"]
    assert "第七条" in reasons[0]["source"]


def test_g8_several_violations_of_one_kind_are_one_case(world: World, gate: Gate) -> None:
    case, clue = world.case("investigating"), world.clue("evaluating")
    gate.refused(clue, "file", filing(world), article="第六十九条", text=case.number)
    assert gate.tries(clue, "merge", {"case": case.pk, "reason": "同一性质"}).json()["state"] == "merged"
    other, later = [world.agency("yiwu-samr").pk], world.clue("evaluating")
    assert gate.asked(later, "file", filing(world, agencies=other)).state == "pending"
    apart = {"separate_reason": "一为泄露，一为违规收集"}
    assert gate.asked(world.clue("evaluating"), "file", filing(world, **apart)).state == "pending"


def test_g8_after_the_recommendation_nothing_is_merged(world: World, gate: Gate) -> None:
    case, clue = world.case("recommended"), world.clue("evaluating")
    said = {"case": case.pk, "reason": "同一性质"}
    shown = gate.refused(clue, "merge", said, article="第六十九条", text="尚未发出检察建议")
    assert shown in page(world.yiwu_handler, f"/clues/{clue.pk}/")


def test_g9_a_clue_that_came_by_transfer_only_goes_upward(world: World, gate: Gate) -> None:
    world.clue("transferred")
    received = Clue.objects.get(office=world.dongyang)
    said = {"office": str(world.yiwu.pk), "reason": "不属本院管辖"}
    answer = gate.tries(received, "transfer", said, by="dongyang_handler")
    reasons = refusal(answer, 409)["reasons"]
    assert [one["source"] for one in reasons] == ["办案规则第二十六条"]
    assert reasons[0]["text"] in page(world.dongyang_handler, f"/clues/{received.pk}/")
    upward = gate.tries(received, "report_up", {"opinion": "对移送有异议"}, by="dongyang_handler")
    assert upward.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_g10_numbers_under_the_offices_name_have_no_gaps_and_no_doubles(of: Program) -> None:
    world = World(this_moment())
    gate = Gate(world, of)
    plain = {"agencies": (), "measures": ()}
    waiting = [
        world.pending(world.told("9 register 5 evaluate 2 file:reviewed", **plain).clue) for _n in range(4)
    ]
    ended = at_once([lambda one=one: gate.approves(one, "yiwu_chief") for one in waiting])
    assert ended["done"] == 4
    year = world.now.astimezone().year
    papers = Document.objects.filter(kind="filing").order_by("id")
    assert sorted(paper.number for paper in papers) == [f"义检行公立〔{year}〕{n}号" for n in (1, 2, 3, 4)]
    assert {paper.signed_by for paper in papers} == {world.yiwu_chief}
    assert sorted(case.number for case in Case.objects.all()) == sorted(paper.number for paper in papers)


def test_what_only_an_order_from_above_undoes_nobody_undoes_by_themselves(world: World, gate: Gate) -> None:
    """Rule 10: a closed case is reopened, a filing revoked, a clue evaluated anew by the office above alone."""
    for state, name in (("closed", "reopen"), ("filed", "revoke")):
        refusal(gate.tries(world.case(state), name), 404)
    refusal(gate.tries(world.clue("not_filed"), "reevaluate", {"truth": "x"}), 404)
    page(world.yiwu_handler, f"/cases/{world.case('closed').pk}/moves/reopen/", 404)
    page(world.yiwu_handler, f"/clues/{world.clue('not_filed').pk}/moves/reevaluate/", 404)
