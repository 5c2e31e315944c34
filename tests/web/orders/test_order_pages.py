"""The pages of written orders: drafted from the matter's page, received below, listed above and below."""

import re
from typing import Any

import pytest

from cases.models import Case, Order
from tests.services.cases.ordering import draft, in_days, ordered, supervised
from tests.web.people import cost, page, send
from tests.world import World


def test_the_office_above_drafts_it_on_the_page_of_the_case(world: World) -> None:
    case = world.case("investigating")
    said = page(world.jinhua_handler, f"/cases/{case.pk}/")
    for kind in ("supervise", "designate", "take_up", "revoke"):
        assert f'href="/cases/{case.pk}/orders/{kind}/"' in said
    assert f"/cases/{case.pk}/orders/" not in page(world.yiwu_handler, f"/cases/{case.pk}/")
    form = page(world.jinhua_handler, f"/cases/{case.pk}/orders/supervise/")
    assert "督办函" in form and "办案规则第十一条" in form and "所涉下级院文书" not in form
    values = {"reason": "群众反映强烈", "demands": "查清", "report_by": in_days(world, 9).isoformat()}
    where = send(world.jinhua_handler, f"/cases/{case.pk}/orders/supervise/", **values)
    order = Order.objects.get()
    assert where == f"/between/orders/{order.pk}/"
    assert "审批中" in page(world.jinhua_handler, where)
    assert "督办" in page(world.jinhua_head, f"/decisions/{order.decision.pk}/")
    page(world.yiwu_head, where, 404)
    assert where not in page(world.yiwu_handler, f"/cases/{case.pk}/")


def test_it_is_signed_for_objected_to_and_reported_on(world: World) -> None:
    order = supervised(world, world.case("investigating"))
    where = f"/between/orders/{order.pk}/"
    assert f"{where}receive/" in page(world.yiwu_head, where)
    assert f"{where}receive/" not in page(world.yiwu_chief, where)
    assert f"{where}receive/" not in page(world.jinhua_head, where)
    assert "签收 · 督办" in page(world.yiwu_head, "/") and "签收 · 督办" in page(world.yiwu_handler, "/")
    send(world.yiwu_head, f"{where}receive/")
    send(world.yiwu_head, f"{where}object/", objection="期限过短。")
    assert "报告办理结果 · 督办" in page(world.yiwu_handler, "/")
    send(world.yiwu_handler, f"{where}finish/", result="已经查清。")
    above = page(world.jinhua_handler, where)
    assert "期限过短。" in above and "已经查清。" in above and "已办结" in above
    assert "督办" not in page(world.yiwu_handler, "/")
    assert "现处“已办结”" in send(world.yiwu_head, f"{where}finish/", 409, result="又查")


def test_before_and_after_a_case_passed_on(world: World) -> None:
    case = world.case("investigating")
    page(world.yiwu_handler, f"/cases/{case.pk}/")
    page(world.dongyang_handler, f"/cases/{case.pk}/", 404)
    order = ordered(world, "designate", case, to_office_id=world.dongyang.pk)
    page(world.yiwu_handler, f"/cases/{case.pk}/", 404)
    seen = page(world.yiwu_handler, f"/between/orders/{order.pk}/")
    assert f"/cases/{case.pk}/" not in seen and "金检行公指" in seen
    for who in (world.dongyang_handler, world.jinhua_handler):
        assert "指定管辖" in page(who, f"/cases/{case.pk}/")
    where = f"/between/orders/{order.pk}/receive/"
    assert "请确定本院的承办检察官" not in page(world.dongyang_head, where)
    assert "此项必填" in send(world.dongyang_head, where, 422) or "必填" in send(
        world.dongyang_head, where, 422
    )
    send(world.dongyang_head, where, handler_id=world.dongyang_handler.pk)
    assert Case.objects.get(pk=case.pk).handler == world.dongyang_handler


def test_a_revoked_filing_has_its_page(world: World) -> None:
    case = world.case("revoked")
    said = page(world.yiwu_handler, f"/cases/{case.pk}/")
    assert "立案已撤销" in said and "撤销下级院决定" in said


def test_a_change_says_what_must_still_be_issued(world: World) -> None:
    clue = world.clue("not_filed")
    order = ordered(
        world, "change", clue, target_id=clue.documents.get(kind="not_filing").pk, demands="依法立案",
        report_by=in_days(world, 15),
    )  # fmt: skip
    where = f"/between/orders/{order.pk}/"
    send(world.yiwu_head, f"{where}receive/")
    said = page(world.yiwu_handler, where)
    assert "尚未重新作出立案决定书" in said and f"{where}finish/" not in said


@pytest.mark.parametrize("who", ["yiwu_sysadmin", "dongyang_handler", "jiangsu_chief", "yiwu_post_liaison"])
def test_for_others_an_order_is_not_there(world: World, who: str) -> None:
    order = supervised(world, world.case("filed"))
    for path in ("", "receive/", "object/", "finish/"):
        page(getattr(world, who), f"/between/orders/{order.pk}/{path}", 404)


def test_the_lists_below_and_above_cost_the_same_however_long(world: World) -> None:
    supervised(world, world.case("filed"))
    once = [cost(who, "/between/?tab=" + tab) for who, tab in _lists(world)]
    for state in ("investigating", "filed"):
        supervised(world, world.case(state))
    assert [cost(who, "/between/?tab=" + tab) for who, tab in _lists(world)] == once
    assert max(once) <= 12
    received = page(world.yiwu_head, "/between/")
    assert received.count("去签收") == 3 and '<span class="count">3</span>' in received
    assert page(world.jinhua_head, "/between/?tab=sent").count("督办") >= 3


def _lists(world: World) -> list[tuple[object, str]]:
    return [(world.yiwu_head, "received"), (world.jinhua_handler, "sent"), (world.zhejiang_chief, "sent")]


def test_one_order_costs_at_most_twenty_queries(world: World) -> None:
    order = supervised(world, world.case("investigating"))
    for who in (world.yiwu_head, world.jinhua_handler):
        assert cost(who, f"/between/orders/{order.pk}/") <= 20


DRAFTS: dict[str, tuple[str, str, Any]] = {
    "supervise": ("督办函", "报告期限尚未届满", lambda w, c: {"demands": "逐家走访", "report_by": in_days(w, 9)}),
    "designate": ("指定管辖决定书", "指定的检察院是本院的下级院", lambda w, c: {"to_office_id": w.dongyang.pk}),
    "take_up": ("提办通知书", "已确定本院的承办检察官", lambda w, c: {"handler_id": w.jinhua_handler.pk}),
    "revoke": ("撤销决定通知书", "所涉文书由下级院作出", lambda w, c: {
        "target_id": c.documents.get(kind="filing").pk, "report_by": in_days(w, 9)}),
    "task_force": ("调用检察人员决定书", "来自两个以上检察院", lambda w, c: {"data": {
        "name": "联合专案组", "starts_on": in_days(w, 0), "ends_on": in_days(w, 30),
        "people": [{"user": w.dongyang_handler.pk, "role": "成员"}]}}),
}  # fmt: skip


@pytest.mark.parametrize("kind", DRAFTS)
def test_who_decides_on_an_order_reads_its_conditions_and_the_paper(world: World, kind: str) -> None:
    case = world.case("investigating")
    paper, asked, said = DRAFTS[kind]
    order = draft(world, kind, case, world.jinhua_handler, **said(world, case))
    url = f"/decisions/{order.decision.pk}/"
    seen = page(world.jinhua_head, url)
    assert "法定条件" in seen and asked in seen and "有缺项" not in seen
    assert f"文书预览：{paper}" in seen and "依法有必要由上级院决定。" in seen
    assert cost(world.jinhua_head, url) <= 20
    Case.objects.filter(pk=case.pk).update(office=world.dongyang)
    assert "承办院已经变更，请退回重新拟办" in page(world.jinhua_head, url)


def test_who_decides_is_said_before_the_order_is_drafted(world: World) -> None:
    """The only head drafts it: the chief decides at once, and the page says so beforehand."""
    path = f"/cases/{world.case('investigating').pk}/orders/supervise/"
    assert "提交后由部门负责人、检察长审批" in page(world.jinhua_handler, path)
    assert "提交后由检察长审批" in page(world.jinhua_head, path)


def test_the_page_opens_where_something_waits(world: World) -> None:
    """A chief signs for no orders; a question waits: its tab opens first, unless another one is asked for."""
    world.told("20 register 15 evaluate 5 instruct:jinhua")
    assert current(page(world.jinhua_chief, "/between/")) == "upward"
    assert current(page(world.jinhua_chief, "/between/?tab=sent")) == "sent"
    assert current(page(world.yiwu_clerk, "/between/")) == "received"


def current(said: str) -> str:
    found = re.search(r'href="\?tab=(\w+)" aria-current', said)
    return found[1] if found else ""
