"""Personal data on the page: by keyboard, for a reason, for a minute, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import Clue
from tests.browser.desk import Desk
from tests.conftest import DESKTOP, PHONE, keep
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER, MASK = "13900001234", "139****1234"


def test_a_number_is_seen_for_a_minute_and_then_is_gone(desk: Desk, world: World) -> None:
    clue = world.clue(
        "evaluating",
        giver="王秀兰",
        facts="摊主赵某电话13900005678，油桶存放在东侧12号201室。",
        suspected="赵大勇、某餐饮店",
    )
    Clue.objects.filter(pk=clue.pk).update(giver_contact=NUMBER)
    page = desk.page
    desk.sit("yiwu.handler")
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        page.clock.install()
        desk.open(f"/clues/{clue.pk}/")
        desk.sees(MASK)
        keep(page, f"clue-masked-{name}")
        way = page.get_by_role("link", name="查看提供人联系方式的原文")
        way.focus()
        page.keyboard.press("Enter")
        page.get_by_label("具体说明").fill("电话核实举报内容")
        page.get_by_label("办案需要").check()
        keep(page, f"unmask-asked-{name}")
        page.get_by_role("button", name="查看原文").click()
        expect(page.locator("[data-secret]")).to_have_text(NUMBER)
        expect(page.locator("[data-secret]")).to_be_focused()
        keep(page, f"unmask-seen-{name}")
        page.clock.run_for(30_000)
        expect(page.locator("[data-left]")).to_have_text(re.compile(r"^(2\d|30)$"))
        page.clock.run_for(31_000)
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert NUMBER not in page.content()
    desk.sit("yiwu.auditor")
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        desk.open("/record/?action=clue.unmask")
        desk.sees("电话核实举报内容")
        keep(page, f"record-unmask-{name}")
        desk.open("/policy/personal/")
        desk.sees("提供人联系方式")
        keep(page, f"personal-data-{name}")
