"""Commissions, records and a suit handed over, as pages."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, Commission
from desk.demo.paths import FAILED, LOOKED, SERVED
from tests.web.people import cost, page, send
from tests.world import World


def test_a_commission_goes_out_is_taken_in_and_comes_back(world: World) -> None:
    case = world.case("investigating", title="面单泄露")
    new = f"/cases/{case.pk}/commissions/"
    send(world.yiwu_handler, new, 422, to_office_id="天上检察院", matters="调取")
    send(world.yiwu_handler, new, to_office_id=world.dongyang.name, matters="调取打印记录")
    sent = Commission.objects.get()
    here = f"/commissions/{sent.pk}/"
    said = page(world.dongyang_head, here)
    assert "接收委托" in said and "退回" in said and f"/cases/{case.pk}/" not in said
    assert here in page(world.dongyang_handler, "/") and "接收委托调查" in page(world.dongyang_handler, "/")
    taken = {"received_on": world.now.date().isoformat(), "handler_id": world.dongyang_handler.pk}
    send(world.dongyang_head, f"{here}receive/", **taken)
    page(world.dongyang_head, f"{here}decline/", 409)
    file = SimpleUploadedFile("打印记录.pdf", b"%PDF-1.7\n" + b"x" * 99)
    send(world.dongyang_handler, f"{here}finish/", result="已调取三千条", files=[file])
    assert "已调取三千条" in page(world.yiwu_handler, here)
    assert sent.document.number in page(world.yiwu_handler, f"/cases/{case.pk}/evidence/")
    assert "已反馈" in page(world.yiwu_handler, f"/cases/{case.pk}/")
    for who in (world.jiangsu_head, world.yiwu_post_liaison, world.yiwu_sysadmin):
        page(who, here, 404)


def test_the_deadline_of_a_commission_opens_for_who_must_keep_it(world: World) -> None:
    case = world.told(f"{LOOKED} 9 commission:dongyang 8 take_commission").case
    clock = case.deadlines.get(rule="T05")
    assert "异地委托调查" in page(world.dongyang_handler, f"/deadlines/{clock.pk}/")
    page(world.dongyang_handler, f"/cases/{case.pk}/", 404)


def test_records_wait_in_the_day_of_the_office_above(world: World) -> None:
    case = world.told(SERVED).case
    record = case.records_up.order_by("id")[0]
    assert "接收备案" in page(world.jinhua_casemgr, "/")
    tab = "/between/?tab=records"
    assert f"/records/{record.pk}/receive/" in page(world.jinhua_casemgr, tab)
    assert f"/records/{record.pk}/receive/" not in page(world.yiwu_handler, tab)
    send(world.jinhua_casemgr, f"/records/{record.pk}/receive/", remark="期限不明")
    assert "期限不明" in page(world.yiwu_handler, tab)
    assert cost(world.jinhua_casemgr, tab) <= 12


def test_a_major_clue_is_recorded_from_its_page(world: World) -> None:
    clue = world.clue("evaluating", major=True)
    url = f"/clues/{clue.pk}/record-up/"
    assert url in page(world.yiwu_handler, f"/clues/{clue.pk}/")
    send(world.yiwu_handler, url, reason="影响大", own_opinion="拟立案")
    assert "该线索已经备案" in page(world.yiwu_handler, f"/clues/{clue.pk}/")
    page(world.yiwu_handler, url, 409)


def test_both_cases_of_a_suit_handed_over_name_each_other(world: World) -> None:
    first = world.told(f"{FAILED} 6 hand_suit:dongyang").case
    second = Case.objects.get(origin=first)
    there = page(world.dongyang_handler, f"/cases/{second.pk}/")
    assert f"/cases/{first.pk}/" in there and "送达立案决定书" not in there and "在原案中" in there
    here = page(world.yiwu_handler, f"/cases/{first.pk}/")
    assert second.number in here and f"/cases/{second.pk}/" not in here
    assert cost(world.dongyang_handler, f"/cases/{second.pk}/") <= 20
