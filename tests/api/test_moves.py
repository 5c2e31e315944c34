"""Steps by API: taken, put before deciders, refused with the article, stale, sent twice."""

from typing import Any

import pytest

from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

TEXTS = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "内容")


def move(client: Any, case: Any, name: str, data: Any = None, **headers: str) -> Any:
    return client.post(f"/api/v1/cases/{case.pk}/moves/{name}/", data or {}, format="json", headers=headers)


def test_a_case_says_what_comes_next_and_what_is_missing(world: World, of: Program) -> None:
    case = world.case("rectifying")
    body = of(world.yiwu_handler).get(f"/api/v1/cases/{case.pk}/")
    assert body["ETag"] == f'"{case.version}"'
    moves = {row["name"]: row for row in body.json()["moves"]}
    assert moves["review"]["allowed"] is False
    assert moves["review"]["reasons"][0]["source"] == "办案规则第七十七条"
    assert moves["suspend"]["allowed"] is True
    assert "all_served" not in moves


def test_a_step_that_nobody_decides_is_taken_at_once(world: World, of: Program) -> None:
    case = world.case("filed")
    done = move(
        of(world.yiwu_handler), case, "investigate", {"plan": "走访驿站"}, **{"If-Match": f'"{case.version}"'}
    )
    assert done.status_code == 200, done.content.decode()
    assert done.json()["state"] == "investigating"
    assert done["ETag"] == f'"{case.version + 1}"'


def test_a_step_that_others_decide_opens_a_decision(world: World, of: Program) -> None:
    case = world.case("investigating")
    ids = [row.pk for row in case.respondents.all()]
    opened = move(of(world.yiwu_handler), case, "recommend", {**TEXTS, "respondents": ids, "urgent": False})
    assert opened.status_code == 202, opened.content.decode()
    decision = opened.json()
    assert (decision["move"], decision["state"], decision["waits_for"]) == ("recommend", "pending", "head")
    path = f"/api/v1/decisions/{decision['id']}"
    refusal(of(world.yiwu_chief).post(f"{path}/approve/", {}), 409)
    assert of(world.yiwu_head).post(f"{path}/approve/", {"text": "同意"}).json()["waits_for"] == "chief"
    assert of(world.yiwu_chief).post(f"{path}/approve/", {}).json()["state"] == "approved"
    case.refresh_from_db()
    assert case.state == "recommended"
    refusal(of(world.yiwu_chief).post(f"{path}/approve/", {}), 409)


def test_a_decision_is_returned_with_reasons_or_taken_back(world: World, of: Program) -> None:
    case = world.case("rectifying")
    asked = world.suspension(case)
    first = move(of(world.yiwu_handler), case, "suspend", asked).json()
    refusal(move(of(world.yiwu_handler), case, "suspend", asked), 409)
    path = f"/api/v1/decisions/{first['id']}"
    assert "text" in refusal(of(world.yiwu_head).post(f"{path}/return/", {}), 400)["errors"]
    back = of(world.yiwu_head).post(f"{path}/return/", {"text": "理由不足"}).json()
    assert (back["state"], back["opinions"][0]["text"]) == ("returned", "理由不足")
    second = move(of(world.yiwu_handler), case, "suspend", asked).json()
    refusal(of(world.yiwu_head).post(f"/api/v1/decisions/{second['id']}/withdraw/"), 403)
    gone = of(world.yiwu_handler).post(f"/api/v1/decisions/{second['id']}/withdraw/")
    assert gone.json()["state"] == "withdrawn"


def test_a_refused_step_says_why_before_it_asks_for_a_form(world: World, of: Program) -> None:
    case = world.case("rectifying")
    body = refusal(move(of(world.yiwu_handler), case, "review"), 409)
    assert body["reasons"] == [{"text": body["reasons"][0]["text"], "source": "办案规则第七十七条"}]
    body = refusal(move(of(world.yiwu_handler), case, "sue"), 409)
    assert "办案规则第八十一条" in body["reasons"][0]["source"]
    case.refresh_from_db()
    assert case.state == "rectifying"


def test_a_form_that_does_not_hold_names_its_fields(world: World, of: Program) -> None:
    case = world.case("investigating")
    body = refusal(
        move(of(world.yiwu_handler), case, "recommend", {"respondents": [999999], "harm": ["x"]}), 400
    )
    assert {"respondents", "harm"} <= set(body["errors"])


def test_a_stale_version_is_refused_and_nothing_is_changed(world: World, of: Program) -> None:
    case = world.case("filed")
    for said in ('"0"', '"999"', 'W/"1"', "nonsense", '"' + "9" * 40 + '"'):
        refusal(move(of(world.yiwu_handler), case, "investigate", {"plan": "x"}, **{"If-Match": said}), 412)
    case.refresh_from_db()
    assert case.state == "filed"
    assert (
        move(of(world.yiwu_handler), case, "investigate", {"plan": "x"}, **{"If-Match": "*"}).status_code
        == 200
    )


def test_of_two_people_with_the_same_version_one_wins(world: World, of: Program) -> None:
    case = world.case("filed")
    seen = {"If-Match": f'"{case.version}"'}
    assert move(of(world.yiwu_handler), case, "investigate", {"plan": "x"}, **seen).status_code == 200
    refusal(move(of(world.yiwu_handler), case, "investigate", {"plan": "x"}, **seen), 412)
    refusal(move(of(world.yiwu_handler), case, "investigate", {"plan": "x"}), 409)


def test_an_unknown_step_is_not_there(world: World, of: Program) -> None:
    case = world.case("filed")
    for name in ("fly", "evaluate", "a%00b", "好"):
        refusal(of(world.yiwu_handler).post(f"/api/v1/cases/{case.pk}/moves/{name}/", {}), 404)
    refusal(of(world.yiwu_handler).post(f"/api/v1/cases/{10**30}/moves/close/", {}), 404)


def test_a_clue_goes_from_registered_to_filed(world: World, of: Program) -> None:
    clue, handler = world.clue("registered"), of(world.yiwu_handler)
    said = {"truth": "属实", "checkability": "可查", "opinion": "提请立案"}
    done = handler.post(f"/api/v1/clues/{clue.pk}/moves/evaluate/", said)
    assert done.json()["state"] == "evaluating"
    filing = {
        "title": "快递面单案", "track": "administrative", "field": "personal_data", "facts": "事实", "basis": "法",
        "agencies": [world.agency("yiwu-post").pk], "team": [world.yiwu_assistant.pk], "preventive": True,
    }  # fmt: skip
    opened = handler.post(f"/api/v1/clues/{clue.pk}/moves/file/", filing, format="json")
    assert opened.status_code == 202, opened.content.decode()
    for decider in (world.yiwu_head, world.yiwu_chief):
        of(decider).post(f"/api/v1/decisions/{opened.json()['id']}/approve/", {})
    case = clue.cases.get()
    assert (case.state, case.preventive, case.respondents.count()) == ("filed", True, 1)


def test_consultation_and_hearing_are_moves_of_their_case(world: World, of: Program) -> None:
    case, handler = world.case("investigating"), of(world.yiwu_handler)
    ahead = world.ago(-10).date().isoformat()
    called = move(
        handler, case, "consult",
        {"form": "meeting", "held_on": ahead, "place": "会议室", "agenda": "整改方案", "guests_enterprise": "某公司"},
    )  # fmt: skip
    assert called.status_code == 200, called.content.decode()
    assert len(handler.get(f"/api/v1/consultations/?case={case.pk}").json()["results"][0]["invitees"]) == 3
    reviewing = world.case("reviewing")
    officers = {f"officer_{n}_name": f"听证员{n}" for n in (1, 2, 3)}
    planned = move(
        handler, reviewing, "hear",
        {"purpose": "effect", "held_on": ahead, "place": "听证室", "public": True, **officers},
    )  # fmt: skip
    assert planned.status_code == 202, planned.content.decode()
    assert len(handler.get(f"/api/v1/hearings/?case={reviewing.pk}").json()["results"][0]["officers"]) == 3


def test_the_same_request_twice_is_done_once(world: World, browser_of: Any) -> None:
    client, key = browser_of(world.yiwu_handler), {"Idempotency-Key": "one"}
    sent = {
        "title": "一次", "source": "report", "field": "ecology", "facts": "事实",
        "received_on": world.ago(1).date().isoformat(),
    }  # fmt: skip
    first, again = (
        client.post("/api/v1/clues/", sent, content_type="application/json", headers=key) for _ in range(2)
    )
    assert first.status_code == again.status_code == 201, first.content.decode()
    assert first.json()["id"] == again.json()["id"]
    assert again["Idempotent-Replayed"] == "true"
    other = client.post(
        "/api/v1/clues/", {**sent, "title": "二次"}, content_type="application/json", headers=key
    )
    refusal(other, 422)
