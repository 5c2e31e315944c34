"""All that must be put right in a case on one page; figures, looks on the spot and enterprises on their pages."""

from datetime import timedelta
from decimal import Decimal

from agencies.models import Enterprise
from cases import services
from cases.models import Case, IndicatorValue
from desk.demo import files
from desk.demo.matter import Measure
from desk.demo.paths import SERVED
from evidence import services as evidence
from tests.web.people import cost, page, send
from tests.world import World

MIXED = f"{SERVED} 40 reply 35 submit:1"


def url(case: Case) -> str:
    return f"/cases/{case.pk}/rectification/"


def look(world: World, case: Case, **said: object) -> None:
    team = [world.yiwu_handler.pk, world.yiwu_assistant.pk]
    said = {
        "kind": "site",
        "on": world.now.date(),
        "place": "驿站",
        "findings": "抽查",
        "result": "partly",
        **said,
    }
    evidence.record_check(case.pk, **said, team=team, by=world.yiwu_handler, at=world.now)


def test_agencies_stand_in_the_order_of_what_is_most_urgent(world: World) -> None:
    case = world.told(MIXED).case
    shown = page(world.yiwu_handler, url(case))
    judged = shown.index("市邮政管理局")
    assert judged < shown.index("开展个人信息保护联合执法检查")
    sent = case.submissions.get()
    assert f"/submissions/{sent.pk}/judge/" in shown and "逾期" in shown and "time-bar" in shown
    assert "隐私面单应用率" in shown and "目标 90" in shown


def test_it_is_narrowed_to_a_state_and_knows_no_nonsense(world: World) -> None:
    case = world.told(MIXED).case
    handler = world.yiwu_handler
    assert "推广应用隐私面单" in page(handler, f"{url(case)}?show=submitted")
    assert "推广应用隐私面单" not in page(handler, f"{url(case)}?show=waiting")
    assert "没有这样的整改事项" in page(handler, f"{url(case)}?show=done")
    assert "推广应用隐私面单" in page(handler, f"{url(case)}?show=%00字")


def test_it_says_what_was_accepted_in_part_and_found_on_the_spot(world: World) -> None:
    case = world.told(MIXED).case
    said = {"accepted_part": "城区到位", "reasons": "农村网点未接入"}
    services.accept_part(case.submissions.get().pk, **said, by=world.yiwu_handler, at=world.now)
    look(world, case, obligation_id=world.obligation(case).pk)
    look(world, case, findings="全市走访三家")
    shown = page(world.zhejiang_handler, url(case))
    assert "部分验收：农村网点未接入" in shown and "现场核查：部分到位" in shown and "全市走访三家" in shown
    assert "增加整改事项" not in shown and "登记现场核查" not in shown
    page(world.yiwu_post_liaison, url(case), status=404)


def test_it_costs_the_same_whatever_it_holds(world: World) -> None:
    few = world.told(MIXED).case
    look(world, few)
    many = world.told(
        MIXED,
        title="多机关案件",
        agencies=("yiwu-post", "yiwu-cac", "yiwu-police"),
        measures=tuple(
            Measure(agency, f"整改措施{n}", "rules", ("检查家数", "家", "0", "60"))
            for agency in ("yiwu-post", "yiwu-cac", "yiwu-police")
            for n in (1, 2)
        ),
    ).case
    for obligation in many.obligations.all():
        look(world, many, obligation_id=obligation.pk, files=[files.png("一.png", share=3)])
    costs = [cost(world.yiwu_handler, url(case)) for case in (few, many)]
    assert costs[0] == costs[1] <= 20
    one = many.obligations.all()[0]
    assert cost(world.yiwu_handler, f"/obligations/{one.pk}/") <= 20


def test_a_figure_is_entered_corrected_and_read_beside_its_chart(world: World) -> None:
    case = world.case("rectifying")
    obligation = world.obligation(case)
    rate, path = obligation.indicators.get(), f"/obligations/{obligation.pk}/"
    handler, value = world.yiwu_handler, {"value": "17.5", "source": "现场抽查"}
    later = (world.now + timedelta(days=1)).date().isoformat()
    assert "日期不能晚于今天" in send(handler, f"/indicators/{rate.pk}/values/", 422, on=later, **value)
    send(handler, f"/indicators/{rate.pk}/values/", on=world.now.date().isoformat(), **value)
    kept = IndicatorValue.objects.get()
    put_right = {"value": "71.5", "source": "现场抽查", "reason": "数字颠倒"}
    send(handler, f"/values/{kept.pk}/correct/", **put_right)
    shown = page(handler, path)
    assert "data-chart=" in shown and "71.5%" in shown and "17.5%" not in shown and "现场抽查" in shown
    assert f"{handler.name}登记" in shown
    assert "71.5" in page(handler, f"/cases/{case.pk}/") and "更正指标数值" in page(
        handler, f"/cases/{case.pk}/"
    )
    assert f"/values/{kept.pk}/correct/" not in page(world.zhejiang_handler, path)


def test_a_look_on_the_spot_with_photos_stands_where_it_belongs(world: World) -> None:
    case = world.case("rectifying")
    obligation, handler = world.obligation(case), world.yiwu_handler
    path = f"/cases/{case.pk}/checks/?obligation={obligation.pk}"
    form = page(handler, path)
    assert f'<option value="{obligation.pk}" selected>' in form and "回头看" not in form
    said = {
        "kind": "site", "obligation_id": obligation.pk, "on": world.now.date().isoformat(), "place": "稠城驿站",
        "findings": "抽查二十单", "result": "done", "others": "邮政管理局",
    }  # fmt: skip
    alone = send(handler, path, 422, **said, team=[handler.pk])
    assert "两名以上" in alone
    team = [handler.pk, world.yiwu_assistant.pk]
    send(handler, path, **said, team=team, files=[files.png("门口.png", share=40)])
    for where in (f"/obligations/{obligation.pk}/", f"/cases/{case.pk}/", url(case)):
        assert "整改到位" in page(handler, where), where
    assert "门口.png" in page(handler, f"/obligations/{obligation.pk}/")
    theirs = page(world.yiwu_post_liaison, f"/portal/obligations/{obligation.pk}/")
    assert "门口.png" not in theirs and "抽查二十单" not in theirs


def test_after_the_end_one_looks_back_and_registers_a_clue(world: World) -> None:
    case = world.case("closed")
    obligation, handler = world.obligation(case), world.yiwu_handler
    assert "登记回头看" in page(handler, f"/cases/{case.pk}/")
    said = {
        "kind": "look_back", "obligation_id": obligation.pk, "on": world.now.date().isoformat(), "place": "驿站",
        "findings": "又见明文面单", "result": "relapsed", "team": [handler.pk, world.yiwu_assistant.pk],
    }  # fmt: skip
    send(handler, f"/cases/{case.pk}/checks/", **said)
    check = case.site_checks.get()
    path = f"/checks/{check.pk}/relapse/"
    shown = page(handler, f"/obligations/{obligation.pk}/")
    assert path in shown and "要求重新整改" not in shown
    assert "又见明文面单" in page(handler, path)
    clue = send(handler, path, title="面单泄露反弹", facts="又见明文面单")
    assert case.number in page(handler, clue)
    check.refresh_from_db()
    assert check.clue is not None
    assert check.clue.number in page(handler, f"/obligations/{obligation.pk}/")
    assert check.clue.number in page(handler, f"/cases/{case.pk}/")


def test_an_enterprise_is_listed_and_its_task_shown_as_such(world: World) -> None:
    case, handler = world.case("rectifying"), world.yiwu_handler
    firm = Enterprise.objects.create(name="云仓甲", sector="仓储", area=world.yiwu, scale="medium")
    far = Enterprise.objects.create(name="外地企业", sector="仓储", area=world.dongyang, scale="small")
    form = page(handler, f"/cases/{case.pk}/enterprises/")
    assert firm.name in form and far.name not in form
    send(handler, f"/cases/{case.pk}/enterprises/", enterprise_id=firm.pk, role="leaked")
    due = (world.now + timedelta(days=30)).date().isoformat()
    asked = {
        "respondent_id": world.respondent(case).pk,
        "measure": "更换面单模板",
        "category": "privacy_waybill",
    }
    send(handler, f"/cases/{case.pk}/obligations/", **asked, due_on=due, enterprise_id=firm.pk)
    made = case.obligations.get(enterprise=firm)
    for where in (f"/cases/{case.pk}/", url(case), f"/obligations/{made.pk}/"):
        assert "云仓甲" in page(handler, where), where
    for where in ("/portal/", f"/portal/obligations/{made.pk}/"):
        assert "云仓甲" in page(world.yiwu_post_liaison, where), where
    involved = case.involvements.get()
    assert "整改任务" in send(handler, f"/involvements/{involved.pk}/release/", 409)


def test_falling_figures_reach_their_target_from_above(world: World) -> None:
    case = world.case(
        "rectifying", measures=(Measure("yiwu-post", "减少投诉", "rules", ("投诉", "件", "40", "5")),)
    )
    rate = case.obligations.get().indicators.get()
    by = {"by": world.yiwu_handler, "at": world.now}
    services.enter_value(rate.pk, on=world.now.date(), value=Decimal(4), source="12305平台", **by)
    shown = page(world.yiwu_handler, url(case))
    assert "已达目标 5件" in shown
    assert "目标 降至 5件" in page(world.yiwu_handler, f"/obligations/{case.obligations.get().pk}/")
