"""What must be put right, as programs see and judge it."""

from datetime import timedelta

from agencies.models import Enterprise
from desk.demo import files
from desk.demo.paths import SERVED
from tests.api.conftest import Program, refusal
from tests.world import World

REPORTED = f"{SERVED} 40 reply 35 submit"


def test_a_part_of_a_report_is_accepted(world: World, of: Program) -> None:
    sent = world.submission(world.told(REPORTED).case)
    path, client = f"/api/v1/submissions/{sent.pk}/accept_part/", of(world.yiwu_handler)
    assert set(refusal(client.post(path, {"reasons": "农村未接入"}), 400)["errors"]) == {"accepted_part"}
    due = (world.now + timedelta(days=20)).date().isoformat()
    answer = client.post(path, {"accepted_part": "城区到位", "reasons": "农村未接入", "due_on": due})
    assert answer.status_code == 200, answer.content.decode()
    found = answer.json()
    assert (found["state"], found["accepted_part"], found["reasons"]) == ("partly", "城区到位", "农村未接入")
    asked = client.get(f"/api/v1/obligations/{sent.obligation_id}/").json()
    assert (asked["state"], asked["state_label"], asked["due_on"]) == ("partly", "部分验收", due)
    refusal(client.post(path, {"accepted_part": "甲", "reasons": "乙"}), 409)


def test_who_must_act_is_entered_settled_and_reopened(world: World, of: Program) -> None:
    case, client = world.case("consulting"), of(world.yiwu_handler)
    path = f"/api/v1/cases/{case.pk}/duties/"
    matter = client.post(path, {"name": "寄递监管"}).json()
    one = f"/api/v1/matters/{matter['id']}"
    assert matter["missing"][0]["text"] == "没有机关牵头"
    agency = world.agency("yiwu-post").pk
    assert set(
        refusal(client.post(f"{one}/share/", {"agency_id": agency, "part": "leads"}), 400)["errors"]
    ) == {"basis"}
    said = {"agency_id": agency, "part": "leads", "basis": "《快递暂行条例》第四条"}
    [share] = client.post(f"{one}/share/", said).json()["shares"]
    assert (share["part_label"], share["agency"]["id"]) == ("牵头", agency)
    pk, due = share["id"], (world.now + timedelta(days=30)).date().isoformat()
    task = {f"measure_{pk}": "推广隐私面单", f"category_{pk}": "privacy_waybill", f"due_on_{pk}": due}
    settled = client.post(f"{one}/settle/", task)
    assert settled.status_code == 200 and settled.json()["settled_on"], settled.content.decode()
    refusal(client.post(f"{one}/settle/", {}), 409)
    refusal(client.post(f"/api/v1/shares/{pk}/drop/"), 409)
    assert client.post(f"{one}/reopen/", {"reason": "职责划转"}).json()["settled_on"] is None
    assert client.post(f"/api/v1/shares/{pk}/drop/").json()["shares"] == []
    assert client.post(f"{one}/drop/").status_code == 204
    assert client.get(path).json()["results"] == []
    [obligation] = client.get(f"/api/v1/cases/{case.pk}/obligations/").json()["results"]
    assert (obligation["measure"], obligation["enterprise"]) == ("推广隐私面单", None)


def test_figures_are_entered_and_put_right(world: World, of: Program) -> None:
    case, client = world.case("rectifying"), of(world.yiwu_handler)
    rate = world.obligation(case).indicators.get()
    said = {"on": world.now.date().isoformat(), "value": 71.5, "source": "现场抽查"}
    kept = client.post(f"/api/v1/indicators/{rate.pk}/values/", said)
    assert kept.status_code == 201 and kept.json()["submission"] is None, kept.content.decode()
    assert "on" in refusal(client.post(f"/api/v1/indicators/{rate.pk}/values/", said), 400)["errors"]
    path = f"/api/v1/values/{kept.json()['id']}/correct/"
    assert client.post(path, {"value": 72, "reason": "笔误"}).json()["value"] == "72.00"
    assert of(world.yiwu_post_liaison).post(path, {"value": 99, "reason": "笔误"}).status_code == 403


def test_looks_on_the_spot_come_with_photos(world: World, of: Program) -> None:
    case, client = world.case("rectifying"), of(world.yiwu_handler)
    path = f"/api/v1/cases/{case.pk}/site-checks/"
    said = {
        "kind": "site", "on": world.now.date().isoformat(), "place": "驿站", "findings": "抽查", "result": "done",
        "team": [world.yiwu_handler.pk, world.yiwu_assistant.pk], "files": [files.png("一.png", share=5)],
    }  # fmt: skip
    made = client.post(path, said, format="multipart")
    assert made.status_code == 201, made.content.decode()
    assert len(made.json()["evidence"]) == 1 and len(made.json()["people"]) == 2
    assert [row["id"] for row in client.get(path).json()["results"]] == [made.json()["id"]]
    assert (
        "team"
        in refusal(client.post(path, {**said, "team": [], "files": []}, format="multipart"), 400)["errors"]
    )
    refusal(client.post(f"/api/v1/checks/{made.json()['id']}/relapse/", {"title": "甲", "facts": "乙"}), 409)
    assert of(world.dongyang_handler).get(path).status_code == 404


def test_enterprises_of_a_case(world: World, of: Program) -> None:
    case, client = world.case("rectifying"), of(world.yiwu_handler)
    firm = Enterprise.objects.create(name="云仓甲", sector="仓储", area=world.yiwu, scale="medium")
    path = f"/api/v1/cases/{case.pk}/enterprises/"
    made = client.post(path, {"enterprise_id": firm.pk, "role": "leaked"})
    assert made.status_code == 201 and made.json()["enterprise"]["name"] == "云仓甲", made.content.decode()
    asked = {
        "respondent_id": world.respondent(case).pk, "measure": "更换模板", "category": "rules",
        "due_on": (world.now + timedelta(days=9)).date().isoformat(), "enterprise_id": firm.pk,
    }  # fmt: skip
    obligation = client.post(f"/api/v1/cases/{case.pk}/obligations/", asked)
    assert obligation.json()["enterprise"] == {"id": firm.pk, "name": "云仓甲"}, obligation.content.decode()
    refusal(client.post(f"/api/v1/involvements/{made.json()['id']}/release/"), 409)
    assert len(client.get(path).json()["results"]) == 1
