"""Orders by program: listed in scope, drafted, signed for, objected to, reported on."""

from tests.api.conftest import Program, refusal
from tests.services.cases.ordering import in_days, supervised
from tests.world import World


def test_an_order_from_draft_to_result(world: World, of: Program) -> None:
    case, above, below = world.case("filed"), of(world.jinhua_handler), of(world.yiwu_head)
    said = {"reason": "群众反映强烈", "demands": "查清", "report_by": in_days(world, 20).isoformat()}
    path = f"/api/v1/cases/{case.pk}/orders/supervise/"
    made = above.post(path, said, format="json")
    assert made.status_code == 201, made.json()
    assert (made.json()["state"], made.json()["number"]) == ("drafted", None)
    refusal(above.post(path, said, format="json"), 409)
    order = f"/api/v1/orders/{made.json()['id']}/"
    assert below.get(order).status_code == 404
    decision = above.get("/api/v1/decisions/?move=supervise").json()["results"][0]["id"]
    for who in (world.jinhua_head, world.jinhua_chief):
        assert of(who).post(f"/api/v1/decisions/{decision}/approve/", {}, format="json").status_code == 200
    seen = below.get(order).json()
    assert (seen["state"], seen["number"]) == ("issued", "金检行公督〔2026〕1号")
    refusal(above.post(f"{order}receive/", {}, format="json"), 403)
    assert below.post(f"{order}receive/", {}, format="json").json()["state"] == "received"
    refusal(below.post(f"{order}object/", {}, format="json"), 400)
    assert (
        below.post(f"{order}object/", {"objection": "不同意"}, format="json").json()["objection"] == "不同意"
    )
    done = below.post(f"{order}finish/", {"result": "已查清"}, format="json").json()
    assert (done["state"], done["result"]) == ("done", "已查清")


def test_a_case_is_given_to_an_office_by_its_name(world: World, of: Program) -> None:
    path = f"/api/v1/cases/{world.case('filed').pk}/orders/designate/"
    said = {"reason": "便于查清事实", "to_office_id": world.dongyang.pk}
    wrong = refusal(
        of(world.jinhua_handler).post(path, {**said, "to_office_id": world.yuyao.pk}, format="json"), 400
    )
    assert "to_office_id" in str(wrong)
    made = of(world.jinhua_handler).post(path, said, format="json").json()
    assert made["to_office"]["id"] == world.dongyang.pk and made["from_office"]["id"] == world.yiwu.pk


def test_who_may_not_draft_and_what_is_no_order(world: World, of: Program) -> None:
    case = world.case("filed")
    path = f"/api/v1/cases/{case.pk}/orders/"
    assert of(world.jinhua_chief).post(f"{path}supervise/", {}, format="json").status_code == 403
    assert of(world.dongyang_handler).post(f"{path}supervise/", {}, format="json").status_code == 404
    assert of(world.jinhua_handler).post(f"{path}praise/", {}, format="json").status_code == 404
    refusal(of(world.yiwu_handler).post(f"{path}supervise/", {}, format="json"), 409)


def test_the_list_shows_each_office_what_concerns_it(world: World, of: Program) -> None:
    supervised(world, world.case("filed"))
    for who, count in ((world.yiwu_handler, 1), (world.jinhua_handler, 1), (world.zhejiang_chief, 1),
                       (world.dongyang_handler, 0), (world.jiangsu_chief, 0)):  # fmt: skip
        assert len(of(who).get("/api/v1/orders/?kind=supervise").json()["results"]) == count
