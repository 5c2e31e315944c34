"""Who sees what: 404 for what is not theirs, 403 for what they may only see, and an agency nothing but its own."""

import pytest

from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

OF_A_CASE = (
    "cases",
    "decisions",
    "obligations",
    "submissions",
    "recommendations",
    "hearings",
    "evidence",
    "deadlines",
)


def one_of_each(world: World, of: Program) -> dict[str, int]:
    case = world.case("hearing")
    client, found = of(world.yiwu_handler), {"cases": case.pk}
    for name in OF_A_CASE[1:]:
        found[name] = client.get(f"/api/v1/{name}/?case={case.pk}").json()["results"][0]["id"]
    return found


@pytest.mark.parametrize(
    "stranger", ["dongyang_handler", "jiangsu_chief", "yiwu_sysadmin", "yiwu_secadmin", "yiwu_auditor"]
)
def test_strangers_and_administrators_find_nothing(world: World, of: Program, stranger: str) -> None:
    rows = one_of_each(world, of)
    client = of(getattr(world, stranger))
    for name, pk in rows.items():
        assert client.get(f"/api/v1/{name}/").json()["results"] == [], name
        refusal(client.get(f"/api/v1/{name}/{pk}/"), 404)
    refusal(client.get(f"/api/v1/cases/{rows['cases']}/documents/"), 404)
    refusal(client.post(f"/api/v1/cases/{rows['cases']}/moves/close/", {}), 404)


def test_those_above_see_and_may_not_act(world: World, of: Program) -> None:
    case = world.case("rectifying")
    client = of(world.zhejiang_head)
    assert client.get(f"/api/v1/cases/{case.pk}/").json()["id"] == case.pk
    refusal(client.post(f"/api/v1/cases/{case.pk}/moves/review/", {}), 403)
    refusal(
        client.post(
            f"/api/v1/respondents/{world.respondent(case).pk}/judge/", {"performed": True, "verdict": "好"}
        ),
        403,
    )
    refusal(client.post(f"/api/v1/cases/{case.pk}/obligations/", {}), 403)


def test_an_agency_sees_only_its_own_rows(world: World, of: Program) -> None:
    case = world.case("hearing")
    own, other = world.obligation(case, "yiwu-post"), world.obligation(case, "yiwu-cac")
    client = of(world.yiwu_post_liaison)
    assert [row["id"] for row in client.get("/api/v1/obligations/").json()["results"]] == [own.pk]
    refusal(client.get(f"/api/v1/obligations/{other.pk}/"), 404)
    refusal(client.post(f"/api/v1/obligations/{other.pk}/submissions/", {"text": "已整改"}), 404)
    refusal(client.get(f"/api/v1/obligations/{other.pk}/submissions/"), 404)
    for name in ("clues", "cases", "decisions"):
        assert client.get(f"/api/v1/{name}/").json()["results"] == []
    refusal(client.get(f"/api/v1/cases/{case.pk}/"), 404)
    for name in ("recommendations", "submissions", "deadlines"):
        rows = client.get(f"/api/v1/{name}/").json()["results"]
        assert rows, name
    agencies = {row["agency"]["name"] for row in client.get("/api/v1/submissions/").json()["results"]}
    assert agencies == {own.respondent.agency.name}
    reports = {row.obligation_id: row.pk for row in case.submissions.all()}
    refusal(client.post(f"/api/v1/submissions/{reports[own.pk]}/accept/", {}), 403)
    refusal(client.post(f"/api/v1/submissions/{reports[other.pk]}/accept/", {}), 404)


def test_an_agency_sees_a_recommendation_once_it_was_served(world: World, of: Program) -> None:
    waiting = world.case("recommended")
    paper = waiting.recommendations.get(respondent=world.respondent(waiting))
    client = of(world.yiwu_post_liaison)
    refusal(client.get(f"/api/v1/recommendations/{paper.pk}/"), 404)
    refusal(client.get(f"/api/v1/documents/{paper.document_id}/docx/"), 404)
    served = world.case("rectifying")
    own = served.recommendations.get(respondent=world.respondent(served))
    other = served.recommendations.get(respondent=world.respondent(served, "yiwu-cac"))
    assert client.get(f"/api/v1/recommendations/{own.pk}/").json()["id"] == own.pk
    assert client.get(f"/api/v1/documents/{own.document_id}/pdf/").status_code == 200
    refusal(client.get(f"/api/v1/documents/{other.document_id}/pdf/"), 404)


def test_an_agency_hears_of_a_consultation_what_concerns_it(world: World, of: Program) -> None:
    case = world.case("consulting")
    mine = of(world.yiwu_handler).get(f"/api/v1/consultations/?case={case.pk}").json()["results"][0]
    told = of(world.yiwu_post_liaison).get(f"/api/v1/consultations/{mine['id']}/").json()
    assert mine["minutes"]
    assert told["minutes"] is None
    assert len(mine["invitees"]) > len(told["invitees"]) == 1


def test_who_gave_a_clue_is_told_only_to_those_who_may_know(world: World, of: Program) -> None:
    sent = {
        "title": "快递面单泄露", "source": "report", "field": "personal_data", "facts": "事实",
        "received_on": world.ago(1).date().isoformat(), "giver": "王某某",
    }  # fmt: skip
    made = of(world.yiwu_handler).post("/api/v1/clues/", sent)
    assert made.status_code == 201, made.content.decode()
    path = f"/api/v1/clues/{made.json()['id']}/"
    assert of(world.yiwu_head).get(path).json()["giver"] == "王**"
    for other in (world.yiwu_clerk, world.jinhua_head, world.spp_chief):
        found = of(other).get(path)
        assert found.json()["giver"] is None
        assert "王某某" not in found.content.decode()
    assert "王某某" not in of(world.yiwu_handler).get("/api/v1/clues/").content.decode()


def test_only_who_may_registers_a_clue(world: World, of: Program) -> None:
    refusal(of(world.yiwu_post_liaison).post("/api/v1/clues/", {}), 403)
    refusal(of(world.yiwu_auditor).post("/api/v1/clues/", {}), 403)


def test_me_says_who_one_is(world: World, of: Program) -> None:
    body = of(world.yiwu_handler).get("/api/v1/me/").json()
    assert body["username"] == "yiwu.handler"
    assert body["posts"][0]["post"] == "handler"
    assert body["posts"][0]["office"]["short_name"] == world.yiwu.short_name
    assert of(world.yiwu_post_liaison).get("/api/v1/me/").json()["posts"][0]["agency"]
