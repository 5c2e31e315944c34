"""Who must act, on the page of the case and on a page of its own: entered, settled, taken up again."""

from datetime import timedelta
from typing import Any

import pytest

from cases import services
from cases.models import Case, DutyMatter
from tests.web.people import cost, page, send
from tests.world import World

LAW = "《快递暂行条例》第四条"


@pytest.fixture
def case(world: World) -> Case:
    return world.case("consulting")


def url(case: Case) -> str:
    return f"/cases/{case.pk}/duties/"


def entered(
    world: World, case: Case, name: str = "寄递监管", parts: tuple[str, ...] = ("leads",)
) -> DutyMatter:
    by: dict[str, Any] = {"by": world.yiwu_handler, "at": world.now}
    matter = services.enter_matter(case.pk, name=name, **by)
    for slug, part in zip(("yiwu-post", "yiwu-cac", "yiwu-samr"), parts, strict=False):
        agency = world.agency(slug)
        services.enter_share(matter.pk, agency_id=agency.pk, part=part, basis=LAW, **by)
    return matter


def test_a_matter_is_entered_and_each_agency_gets_its_part(world: World, case: Case) -> None:
    handler, post = world.yiwu_handler, world.agency("yiwu-post")
    assert "还没有列出监管事项" in page(handler, url(case))
    assert send(handler, f"{url(case)}new/", name="寄递监管").startswith(url(case))
    matter = case.duty_matters.get()
    path = f"/matters/{matter.pk}/share/?agency={post.pk}"
    assert f'<option value="{post.pk}" selected>' in page(handler, path)
    said = send(handler, path, status=422, agency_id=post.pk, part="leads")
    assert "牵头、配合的职责应当有法律依据" in said
    send(handler, path, agency_id=post.pk, part="leads", basis=LAW, position="没有异议")
    shown = page(handler, url(case))
    assert (
        LAW in shown
        and "没有异议" in shown
        and "待确认" in shown
        and f"/matters/{matter.pk}/settle/" in shown
    )
    assert "没有异议" in page(handler, path)


def test_what_is_unclear_is_said_under_the_step(world: World, case: Case) -> None:
    matter = entered(world, case, parts=("disputed", "leads", "leads"))
    shown = page(world.yiwu_handler, url(case))
    assert "有争议" in shown and "的职责还有争议" in shown and "都列为牵头" in shown
    assert f"/matters/{matter.pk}/settle/" not in shown
    assert "现在还不能办理" in send(world.yiwu_handler, f"/matters/{matter.pk}/settle/", status=409)


def test_settling_asks_what_follows_and_sets_it(world: World, case: Case) -> None:
    matter = entered(world, case, parts=("leads", "shares", "none"))
    path, (leads, helps, none) = f"/matters/{matter.pk}/settle/", matter.shares.order_by("id")
    form = page(world.yiwu_handler, path)
    assert f"measure_{helps.pk}" in form and f"measure_{none.pk}" not in form and "的磋商" in form
    due = (world.now + timedelta(days=30)).date().isoformat()
    half = {f"measure_{leads.pk}": "推广隐私面单", f"figure_name_{leads.pk}": "应用率"}
    said = send(world.yiwu_handler, path, status=422, **half)
    assert said.count("确定整改事项时此项必填") == 4
    whole = half | {f"category_{leads.pk}": "privacy_waybill", f"due_on_{leads.pk}": due,
                    f"figure_unit_{leads.pk}": "%", f"figure_target_{leads.pk}": "90"}  # fmt: skip
    step = case.steps.get(kind="consultation").pk
    assert send(world.yiwu_handler, path, step_id=step, **whole).endswith(f"#matter-{matter.pk}")
    assert case.obligations.get().indicators.get().target == 90
    shown = page(world.yiwu_handler, url(case))
    assert "磋商中确认" in shown and "重新确认" in shown and "移出" not in shown
    send(world.yiwu_handler, f"/matters/{matter.pk}/reopen/", reason="职责划转")
    assert "待确认" in page(world.yiwu_handler, url(case))


def test_the_page_of_the_case_and_of_the_consultation_lead_there(world: World, case: Case) -> None:
    entered(world, case)
    shown = page(world.yiwu_handler, f"/cases/{case.pk}/")
    assert f'href="{url(case)}"' in shown and "寄递监管" in shown and "牵头" in shown
    talk = case.consultations.get()
    assert f'href="{url(case)}"' in page(world.yiwu_handler, f"/consultations/{talk.pk}/")


def test_who_only_sees_changes_nothing(world: World, case: Case) -> None:
    matter = entered(world, case)
    shown = page(world.zhejiang_handler, url(case))
    assert "寄递监管" in shown and "登记机关职责" not in shown and "settle" not in shown
    for who, status in (("zhejiang_handler", 403), ("yiwu_post_liaison", 404)):
        page(getattr(world, who), f"/matters/{matter.pk}/share/", status=status)
    assert "/settle/" not in page(world.yiwu_assistant, url(case))


def test_no_row_costs_a_query(world: World, case: Case) -> None:
    entered(world, case)
    few = cost(world.yiwu_handler, url(case)), cost(world.yiwu_handler, f"/cases/{case.pk}/")
    for name in ("甲", "乙", "丙"):
        entered(world, case, name, ("leads", "shares", "none"))
    many = cost(world.yiwu_handler, url(case)), cost(world.yiwu_handler, f"/cases/{case.pk}/")
    assert few == many and max(many) <= 20
