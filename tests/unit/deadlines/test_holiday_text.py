"""The notice as published: every year we have the text of comes out as the calendar of that year, and nothing is guessed."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants

from deadlines.calendar import Calendar, packaged
from deadlines.holiday_text import Reading, read

DAY = timedelta(days=1)

TEXTS = {
    2018: "一、元旦：1月1日放假，与周末连休。二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。"
    "三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。"
    "五、端午节：6月18日放假，与周末连休。六、中秋节：9月24日放假，与周末连休。七、国庆节：10月1日至7日放假调休，共7天。"
    "9月29日（星期六）、9月30日（星期日）上班。",
    2019: "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。二、春节：2月4日至10日放假调休，共7天。"
    "2月2日（星期六）、2月3日（星期日）上班。三、清明节：4月5日放假，与周末连休。四、劳动节：5月1日至4日放假调休，共4天。"
    "4月28日（星期日）、5月5日（星期日）上班。五、端午节：6月7日放假，与周末连休。六、中秋节：9月13日放假，与周末连休。"
    "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。",
    2020: "一、元旦：2020年1月1日放假，共1天。二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。"
    "三、清明节：4月4日至6日放假调休，共3天。四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。"
    "五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。六、国庆节、中秋节：10月1日至8日放假调休，共8天。"
    "9月27日（星期日）、10月10日（星期六）上班。",
    2021: "一、元旦：2021年1月1日至3日放假，共3天。二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。"
    "三、清明节：4月3日至5日放假调休，共3天。四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。"
    "五、端午节：6月12日至14日放假，共3天。六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。"
    "七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。",
    2022: "一、元旦：2022年1月1日至3日放假，共3天。二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。"
    "三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。四、劳动节：4月30日至5月4日放假调休，共5天。"
    "4月24日（星期日）、5月7日（星期六）上班。五、端午节：6月3日至5日放假，共3天。六、中秋节：9月10日至12日放假，共3天。"
    "七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。",
    2023: "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。二、春节：1月21日至27日放假调休，共7天。"
    "1月28日（星期六）、1月29日（星期日）上班。三、清明节：4月5日放假，共1天。四、劳动节：4月29日至5月3日放假调休，共5天。"
    "4月23日（星期日）、5月6日（星期六）上班。五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。"
    "六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。",
    2024: "一、元旦：1月1日放假，与周末连休。二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
    "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。"
    "四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。五、端午节：6月10日放假，与周末连休。"
    "六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。七、国庆节：10月1日至7日放假调休，共7天。"
    "9月29日（星期日）、10月12日（星期六）上班。",
    2025: "一、元旦：1月1日（周三）放假1天，不调休。二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。"
    "1月26日（周日）、2月8日（周六）上班。三、清明节：4月4日（周五）至6日（周日）放假，共3天。四、劳动节：5月1日（周四）至5日（周一）"
    "放假调休，共5天。4月27日（周日）上班。五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。六、国庆节、中秋节："
    "10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。",
    2026: "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。二、春节：2月15日（农历腊月二十八、周日）至23日"
    "（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。三、清明节：4月4日（周六）至6日（周一）放假，共3天。"
    "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。五、端午节：6月19日（周五）至21日（周日）放假，共3天。"
    "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。"
    "9月20日（周日）、10月10日（周六）上班。",
}  # fmt: skip
# A notice of its own, of January 2020, made the Spring Festival longer.
LONGER = {2020: {date(2020, 1, 31), date(2020, 2, 1)}}

HEAD = (
    "国务院办公厅关于{year}年\n部分节假日安排的通知\n国办发明电〔{before}〕７号\n\n各省、自治区、直辖市人民政府，国务院各部委、"
    "各直属机构：\n\n经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n\n"
)
TAIL = (
    "\n\n节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，"
    "确保人民群众祥和平安度过节日假期。\n\n国务院办公厅\n{before}年11月4日\n责任编辑：某某 2025年11月5日"
)


def whole(year: int) -> str:
    """The notice as it stands on the page, each holiday in a paragraph of its own."""
    body = TEXTS[year]
    for number in "二三四五六七":
        body = body.replace(f"。{number}、", f"。\n\n　　{number}、")
    values = {"year": year, "before": year - 1}
    return HEAD.format(**values) + body + TAIL.format(**values)


@pytest.mark.parametrize("year", TEXTS)
def test_every_notice_comes_out_as_the_calendar_of_its_year(year: int) -> None:
    said = read(whole(year), year)
    assert not said.unread and (said.year, said.number) == (year, f"国办发明电〔{year - 1}〕7号")
    following = read(TEXTS[year + 1], year + 1).days if year + 1 in TEXTS else ()
    ours = Calendar().with_rows([*said.days, *following])
    first = date(year - 1, 12, 25) if year > 2018 else date(year, 1, 1)
    last = date(year, 12, 31 if following or year == 2026 else 25)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    differing = {day for day in days if ours.is_rest(day) != packaged().is_rest(day)}
    assert differing == LONGER.get(year, set())
    worked = {day.date for day in said.days if not day.is_rest} - LONGER.get(year, set())
    assert worked == {day for day in constants.workdays if first <= day <= last} - {
        day.date for day in following if not day.is_rest
    }


def test_names_go_with_the_days() -> None:
    days = {day.date: day for day in read(whole(2026), 2026).days}
    assert (days[date(2026, 1, 4)].name, days[date(2026, 1, 4)].is_rest) == ("元旦", False)
    assert days[date(2026, 2, 28)].name == "春节" and days[date(2026, 10, 10)].name == "国庆节"


def only(words: str, year: int = 2027) -> Reading:
    return read(words, year)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("元旦：2026年12月31日至2027年1月3日放假，共4天。", ["12-31", "01-01", "01-02", "01-03"]),
        ("元旦：12月31日至1月2日放假调休。", ["12-31", "01-01", "01-02"]),
        ("元旦:1月1日(星期五)放假,与周末连休", ["01-01"]),
        ("一、元旦：１月１日（周五）放假，共１天。", ["01-01"]),
        ("1. 元旦: 1 月 1 日 放假 1 天", ["01-01"]),
        ("元旦：1月1日放假，1月4日（星期一）补休。", ["01-01", "01-04"]),
        ("元旦：1月1日放\n假，共\n1天。", ["01-01"]),
        ("春节：1月30日至2月2日放假，共4天", ["01-30", "01-31", "02-01", "02-02"]),
    ],
)
def test_forms_in_which_days_are_written(words: str, days: list[str]) -> None:
    said = only(words)
    assert [day.date.isoformat()[5:] for day in said.days] == days
    assert {row.why for row in said.unread} <= {"没有读到这个节日的安排"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("元旦：1月1日（周四）放假，共1天。", "写的是周四，2027年1月1日实为周五，请核对年份"),
        ("元旦：1月1日至3日放假，共4天。", "写的是共4天，实为3天"),
        ("春节：2月30日放假。", "没有2月30日这一天"),
        ("春节：2月9日至5日放假。", "“2月9日至5日”的起止日期不对"),
        ("春节：2月5日至10日放假。2月8日上班。", "2027年2月8日不是周末，不会是调休上班日"),
        ("春节：2月5日至10日放假。2月6日上班。", "2027年2月6日既写放假又写上班"),
        ("春节：2028年2月5日放假。", "2028年2月5日不在2027年的放假安排内"),
        ("春节：3日放假。", "“3日”前面没有月份"),
        ("春节：延长2027年春节假期至2月14日。", "没有读懂“延长2027年春节假期至2月14日”"),
        ("春节：2月5日（初九前后）放假。", "没有读懂“初九前后”"),
        ("春节：2月5日至10日放假，初七照常值守。", "没有读懂“初七照常值守”"),
        ("端午节：6月9日放假，与周末连休。", "写的是与周末连休，但前后都不是周末"),
    ],
)
def test_what_is_unclear_is_handed_back_and_not_guessed(words: str, why: str) -> None:
    assert why in [row.why for row in only(words).unread]


def test_a_sentence_with_a_fault_gives_no_days_at_all() -> None:
    assert only("元旦：1月1日至3日放假，共4天。").days == ()


def test_a_holiday_that_the_text_forgets_is_named() -> None:
    missing = [row.sentence for row in only("元旦：1月1日放假，共1天。").unread]
    assert missing == ["春节", "清明", "劳动", "端午", "中秋", "国庆"]


@pytest.mark.parametrize(
    "words", ["", "你好", "1" * 5000, "（" * 500, "1月" * 3000, "1月1日、" * 3000, "\x00日"]
)
def test_nonsense_is_read_as_nothing(words: str) -> None:
    assert only(words).days == ()
