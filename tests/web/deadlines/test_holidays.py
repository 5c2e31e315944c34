"""The pages about holidays: who reads and who enters, what a preview says, and that what was previewed is what holds."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from deadlines import selectors, services
from deadlines.models import Deadline, Holiday, HolidayNotice
from tests.unit.deadlines.test_holiday_text import TEXTS, whole
from tests.web.people import browser, cost, page
from tests.world import World

LIST, ENTER = "/deadlines/holidays/", "/deadlines/holidays/2027/"
TEXT = (
    "国务院办公厅关于2027年部分节假日安排的通知\n国办发明电〔2026〕9号\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）、2月21日（周日）上班。\n"
    "三、清明节：4月3日（周六）至5日（周一）放假，共3天。\n四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。\n"
    "五、端午节：6月9日（周三）放假，共1天。\n六、中秋节：9月15日（周三）放假，共1天。\n"
    "七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。\n"
)


@pytest.fixture
def clock(world: World) -> Deadline:
    """A clock of Yiwu that ends on New Year's Day of a year whose notice is missing."""
    case = world.case("rectifying")
    return services.start(
        rule="T10", case=case, respondent=world.respondent(case), started_on=date(2026, 12, 1), by=None,
        duty_office=world.yiwu, duty_user=world.yiwu_handler, at=world.now.replace(month=12, day=1),
    )  # fmt: skip


def told(answer: Any) -> str:
    return str(answer.content.decode())


def preview(user: User, status: int = 200, **values: Any) -> tuple[Client, str]:
    client = browser(user)
    answer = client.post(ENTER, {"way": "text", "text": TEXT} | values)
    assert answer.status_code == status, told(answer)[:3000]
    return client, told(answer)


def filled(html: str) -> dict[str, str]:
    """What the page with the preview would send."""
    values = dict(re.findall(r'<input type="hidden" name="(text|seen)" value="([^"]*)"', html))
    table = re.search(r'<textarea name="table".*?>\s*(.*?)</textarea>', html, re.S)
    number = re.search(r'name="number" value="([^"]*)"', html)
    assert table
    return {"way": "check", "table": table[1], "number": number[1] if number else "", **values}


def test_everybody_of_a_procuratorate_reads_the_years(world: World) -> None:
    for user in (world.yiwu_handler, world.yiwu_clerk, world.jinhua_chief, world.yiwu_auditor):
        html = page(user, LIST)
        assert "2027年的放假安排尚未录入" in html and "随系统提供" in html
        assert "/deadlines/holidays/2027/" not in html, "only who may enter it finds the way"
    assert 'href="/deadlines/holidays/2027/"' in page(world.spp_casemgr, LIST)
    page(world.yiwu_post_liaison, LIST, status=404)


def test_only_the_head_of_the_tree_enters_a_notice(world: World) -> None:
    for user, status in (
        (world.spp_casemgr, 200), (world.spp_sysadmin, 200), (world.spp_handler, 403), (world.yiwu_casemgr, 403),
        (world.yiwu_sysadmin, 403), (world.zhejiang_chief, 403), (world.yiwu_post_liaison, 404),
    ):  # fmt: skip
        page(user, ENTER, status=status)
        page(user, f"{ENTER}template.csv", status=status)
        assert browser(user).post(ENTER, {"way": "text", "text": TEXT}).status_code == status
    assert not HolidayNotice.objects.exists()


def test_a_year_out_of_reach_is_not_there(world: World) -> None:
    for year in (1999, 2100, 99999999):
        page(world.spp_casemgr, f"/deadlines/holidays/{year}/", status=404)
    for asked in ("1999", "2100"):
        page(world.spp_casemgr, f"{LIST}?year={asked}", status=404)
    page(world.spp_casemgr, f"{LIST}?year=x")


def test_a_year_is_twelve_months_with_marks_in_words(world: World) -> None:
    html = page(world.yiwu_handler, f"{LIST}?year=2026")
    assert html.count('class="month"') == 12
    assert re.search(r'title="国庆节" class="is-work">10<small>班', html)
    assert re.search(r'title="春节" class="is-rest">17<small>休', html)


def test_the_notice_is_read_previewed_and_holds(world: World, clock: Deadline) -> None:
    client, html = preview(world.spp_casemgr)
    assert "没有读懂" not in html and "国办发明电〔2026〕9号" in html
    assert "审查起诉（行政）" in html and clock.heading not in html, (
        "the Supreme's manager sees numbers of it only"
    )
    assert "属其他检察院办理，只计数" in html and not HolidayNotice.objects.exists()
    answer = client.post(ENTER, filled(html) | {"step": "apply"})
    assert answer.status_code == 302 and answer["Location"] == f"{LIST}?year=2027"
    clock.refresh_from_db()
    assert (clock.due_on, clock.uncertain) == (date(2027, 1, 4), False)
    notice = HolidayNotice.objects.get()
    assert (notice.number, notice.text, notice.entered_by) == (
        "国办发明电〔2026〕9号",
        TEXT.strip(),
        world.spp_casemgr,
    )
    after = told(client.get(answer["Location"]))
    assert "已录入2027年放假安排" in after and "2027年的放假安排尚未录入" not in after and "9号" in after
    told_to = world.yiwu_handler.notices.get(key=f"holidays:{notice.pk}")
    assert "因2027年放假安排" in told_to.title


def test_what_changed_since_the_preview_is_shown_again(world: World, clock: Deadline) -> None:
    client, html = preview(world.spp_casemgr)
    services.meet(clock, on=date(2026, 12, 2), by=None, at=world.now.replace(month=12, day=2))
    sent = filled(html) | {"step": "apply"}
    again = client.post(ENTER, sent)
    assert again.status_code == 409 and "请核对后再录入" in told(again) and not HolidayNotice.objects.exists()
    assert filled(told(again))["table"] == sent["table"], "nothing is lost"
    assert client.post(ENTER, filled(told(again)) | {"step": "apply"}).status_code == 302


def test_a_table_edited_after_the_preview_is_previewed_first(world: World) -> None:
    client, html = preview(world.spp_casemgr)
    sent = filled(html)
    edited = sent | {"table": sent["table"] + "\n2027-06-10,休,端午节", "step": "apply"}
    again = client.post(ENTER, edited)
    assert again.status_code == 409 and not HolidayNotice.objects.exists()
    assert "2027-06-10,休,端午节" in told(again)


def test_what_could_not_be_read_has_to_be_settled(world: World) -> None:
    client, html = preview(world.spp_casemgr, text=TEXT.replace("6月9日（周三）", "6月9日（周四）"))
    assert "写的是周四，2027年6月9日实为周三" in html and "2027-06-09" not in html
    sent = filled(html) | {"step": "apply"}
    sent["table"] += "\n2027-06-09,休,端午节"
    refused = client.post(ENTER, sent)
    assert refused.status_code == 422 and "请先核对没有读懂的句子" in told(refused)
    sent["settled"] = "on"
    seen = told(client.post(ENTER, sent | {"step": "preview"}))
    answer = client.post(ENTER, filled(seen) | {"step": "apply", "settled": "on"})
    assert answer.status_code == 302 and Holiday.objects.filter(date=date(2027, 6, 9), is_rest=True).exists()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"text": whole(2026)}, "这是2026年的通知，而您正在录入2027年的放假安排"),
        ({"text": "今天天气很好"}, "没有读到放假安排"),
        ({"text": TEXTS[2026]}, "没有读到放假安排"),
        ({"text": ""}, "此项必填"),
        ({"text": "元旦：1月1日放假，共1天。", "number": ""}, "原文中没有文号"),
        ({"text": "x" * 30_000}, "20000"),
        ({"way": "table", "number": "1号", "table": "2026-01-01,休,元旦"}, "不在2027年的放假安排内"),
        ({"way": "table", "number": "", "table": "2027-01-01,休,元旦"}, "此项必填"),
        ({"way": "file", "number": "1号"}, "file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, values: dict[str, str], why: str) -> None:
    _client, html = preview(world.spp_casemgr, status=422, **values)
    assert "field-errors" in html and why in html


FILES = {
    "binary": b"PK\x03\x04\x00\x00\x08\x00" * 9,
    "huge": b"2027-01-01,\xe4\xbc\x91,x\n" * 60_000,
    "many": "2027-01-01,休,元旦\n".encode() * 10_000,
    "formula": "2027-01-01,休,=HYPERLINK(1)\n".encode(),
    "columns": "元旦,2027-01-01\n".encode(),
    "other year": "2026-01-01,休,元旦\n".encode(),
    "twice": "2027-01-01,休,元旦\n2027-01-01,休,元旦\n".encode(),
    "empty": b" ",
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_its_field(world: World, name: str) -> None:
    file = SimpleUploadedFile("a.csv", FILES[name])
    _client, html = preview(world.spp_casemgr, status=422, way="file", number="1号", file=file)
    assert "field-errors" in html and not HolidayNotice.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_is_downloaded_filled_in_and_sent_back(world: World, encoding: str) -> None:
    usual = browser(world.spp_casemgr).get("/deadlines/holidays/2026/template.csv")
    lines = usual.content.decode("utf-8-sig")
    assert (
        lines.startswith("日期,休或班,名称\n2026-01-01,休,元旦\n") and len(lines.splitlines()) == 1 + 33 + 6
    )
    table = "日期,休或班,名称\n2027-01-01,休,元旦\n"
    file = SimpleUploadedFile("a.csv", table.encode(encoding))
    client, html = preview(world.spp_casemgr, way="file", number="国办发明电〔2026〕9号", file=file)
    assert client.post(ENTER, filled(html) | {"step": "apply"}).status_code == 302
    assert selectors.holiday_days(2027)[0].name == "元旦"


def test_a_second_notice_shows_what_differs(world: World) -> None:
    client, html = preview(world.spp_casemgr)
    client.post(ENTER, filled(html) | {"step": "apply"})
    table = browser(world.spp_casemgr).get(f"{ENTER}?way=table")
    lines = filled(told(table))["table"]
    assert "2027-10-09,班,国庆节" in lines
    values = {"way": "table", "number": "国办发明电〔2027〕1号"}
    _client, again = preview(world.spp_casemgr, **values, table=lines.replace("2027-10-09,班,国庆节", ""))
    different = again.partition("与现在不同的日期")[2].partition("读出的日期")[0]
    assert "2027年10月9日" in different and "调休上班" in different and "周末休息" in different
    assert different.count("<li") == 1


def test_a_person_reads_the_titles_of_what_they_may_see(world: World, clock: Deadline) -> None:
    days = [services.CalendarDay(date(2027, 1, 1), True, "元旦")]
    seen = selectors.preview_notice(days, year=2027, by=world.yiwu_head, at=world.now)
    assert clock.pk in [row.pk for row, _moved in seen.titles] and seen.hidden == 0
    other = selectors.preview_notice(days, year=2027, by=world.spp_casemgr, at=world.now)
    assert other.titles == [] and other.hidden == other.total == seen.total


def test_the_pages_cost_few_queries(world: World, clock: Deadline) -> None:
    assert cost(world.spp_casemgr, LIST) <= 12
    assert cost(world.spp_casemgr, f"{ENTER}?way=table") <= 12
