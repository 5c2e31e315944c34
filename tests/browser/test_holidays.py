"""The notice of holidays in a browser: pasted, looked over, entered; and who is told."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.web.deadlines.test_holidays import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_notice_is_pasted_previewed_and_entered(desk: Desk) -> None:
    desk.sit("spp.casemgr")
    desk.open("/deadlines/holidays/")
    desk.follow("录入2027年放假安排")
    desk.send({"text": TEXT}, verb="预览")
    desk.sees("还没有录入")
    expect(desk.page.get_by_label("通知文号")).to_have_value("国办发明电〔2026〕9号")
    desk.page.get_by_role("button", name="录入", exact=True).click()
    desk.sees("已录入2027年放假安排，0 项期限变动")
    expect(desk.page.locator("table.month td.is-rest")).to_have_count(27)
    desk.sit("yiwu.handler")
    desk.open("/deadlines/holidays/?year=2027")
    desk.sees("国办发明电〔2026〕9号")
    expect(desk.page.get_by_role("link", name="更改")).to_have_count(0)
