"""What hangs from a case: agencies, what is served and judged, obligations, people, papers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.cases.conftest import Browser
from tests.world import World

TODAY = timezone.localdate


def said(answer) -> str:
    return str(answer.content.decode())


def test_a_paper_is_served_and_the_clock_starts(world: World, of: Browser) -> None:
    case = world.case("recommended")
    row = world.respondent(case)
    url = f"/respondents/{row.pk}/serve/recommendation/"
    browser = of(world.yiwu_handler)
    wrong = browser.post(url, {"method": "left", "served_on": TODAY(), "recipient": "", "note": ""})
    assert wrong.status_code == 422 and "留置送达应当记明" in said(wrong)
    early = browser.post(url, {"method": "direct", "served_on": "2020-01-01", "recipient": "陈收发"})
    assert early.status_code == 422 and "不能早于签发日期" in said(early) and "陈收发" in said(early)
    right = browser.post(url, {"method": "direct", "served_on": TODAY(), "recipient": "陈收发"}, follow=True)
    assert "已登记检察建议书送达" in said(right)
    row.refresh_from_db()
    assert row.state == "served" and row.due_on is not None
    again = browser.post(url, {"method": "direct", "served_on": TODAY(), "recipient": "陈收发"})
    assert again.status_code == 409 and "已经送达" in said(again)


def test_an_agency_is_judged_only_after_its_time(world: World, of: Browser) -> None:
    row = world.respondent(world.case("rectifying"))
    data = {"performed": "false", "failing": "partial", "verdict": "仅完成一部分"}
    answer = of(world.yiwu_handler).post(f"/respondents/{row.pk}/judge/", data)
    assert answer.status_code == 409
    assert "办案规则第八十二条" in said(answer) and "仅完成一部分" in said(answer)


def test_a_written_reply_is_taken_in(world: World, of: Browser) -> None:
    row = world.respondent(world.case("rectifying"))
    data = {"text": "已全部整改", "received_on": TODAY()}
    assert "书面回复" in said(of(world.yiwu_handler).post(f"/respondents/{row.pk}/reply/", data, follow=True))
    row.refresh_from_db()
    assert row.state == "replied"


def test_an_obligation_with_its_figure_is_set(world: World, of: Browser) -> None:
    case = world.case("rectifying")
    row = world.respondent(case)
    data = {
        "respondent_id": row.pk,
        "measure": "加装回收箱",
        "category": "restoration",
        "due_on": TODAY() + timedelta(30),
    }
    browser = of(world.yiwu_handler)
    half = browser.post(f"/cases/{case.pk}/obligations/", {**data, "indicator_name": "回收箱"})
    assert half.status_code == 422 and "设定指标时此项必填" in said(half) and "加装回收箱" in said(half)
    figure = {"indicator_name": "回收箱", "indicator_unit": "个", "indicator_target": "300"}
    assert browser.post(f"/cases/{case.pk}/obligations/", data | figure).status_code == 302
    made = case.obligations.get(measure="加装回收箱")
    assert made.indicators.get().target == 300
    assert "加装回收箱" in said(browser.get(f"/cases/{case.pk}/"))


def test_an_agency_is_added_once(world: World, of: Browser) -> None:
    case = world.case("investigating")
    browser, url = of(world.yiwu_handler), f"/cases/{case.pk}/respondents/"
    new, old = world.agency("yiwu-police"), world.agency("yiwu-post")
    assert browser.post(url, {"agency_id": old.pk}).status_code == 422
    assert browser.post(url, {"agency_id": new.pk}).status_code == 302
    assert case.respondents.filter(agency=new).exists()


def test_the_head_staffs_the_case_and_others_do_not(world: World, of: Browser) -> None:
    case = world.case("filed")
    url = f"/cases/{case.pk}/members/"
    data = {"user_id": world.yiwu_clerk.pk, "duty": "电子数据取证", "starts_on": TODAY()}
    assert of(world.yiwu_handler).post(url, data).status_code == 403
    head = of(world.yiwu_head)
    assert head.post(url, {**data, "ends_on": "2020-01-01"}).status_code == 422
    assert "已加入办案组" in said(head.post(url, data, follow=True))
    member = case.members.get(user=world.yiwu_clerk)
    assert "已退出办案组" in said(head.post(f"/members/{member.pk}/end/", {"_": ""}, follow=True))


def test_staff_of_another_office_come_by_a_written_decision(world: World, of: Browser) -> None:
    case = world.case("filed")
    url = f"/cases/{case.pk}/members/"
    data = {"user_id": world.yuyao_handler.pk, "duty": "异地调查", "starts_on": TODAY()}
    chief = of(world.zhejiang_chief)
    answer = chief.post(url, data)
    assert answer.status_code == 422 and "办案规则第十一条" in said(answer)
    assert chief.post(url, {**data, "order": "浙检调〔2026〕3号"}).status_code == 302
    assert of(world.yuyao_handler).get(f"/cases/{case.pk}/").status_code == 200


@pytest.mark.parametrize("state", ["suspended", "sued", "closed"])
def test_every_paper_can_be_printed(world: World, of: Browser, state: str) -> None:
    case = world.case(state)
    browser = of(world.yiwu_handler)
    for document in case.documents.all():
        page = said(browser.get(f"/documents/{document.pk}/"))
        assert document.number in page and "一、" in page and case.office.name in page
        assert of(world.dongyang_handler).get(f"/documents/{document.pk}/").status_code == 404


def test_a_recommendation_reads_in_the_order_of_the_law(world: World, of: Browser) -> None:
    paper = world.respondent(world.case("rectifying")).recommendation.document
    page = said(of(world.yiwu_handler).get(f"/documents/{paper.pk}/"))
    order = [
        "一、行政机关名称",
        "二、案件来源",
        "五、提出检察建议的法律依据",
        "七、行政机关整改期限",
        "八、其他需要说明的事项",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_paper_is_recorded_up_once(world: World, of: Browser) -> None:
    case = world.case("rectifying")
    url = f"/documents/{world.respondent(case).recommendation.document.pk}/record-up/"
    browser = of(world.yiwu_handler)
    assert browser.post(url, {"sent_on": "2020-01-01"}).status_code == 422
    assert "已报金华" in said(browser.post(url, {"sent_on": TODAY()}, follow=True))
    assert browser.post(url, {"sent_on": TODAY()}).status_code == 409


def test_the_complaint_reaches_the_court_once(world: World, of: Browser) -> None:
    case = world.case("sued")
    answer = of(world.yiwu_handler).post(f"/cases/{case.pk}/delivery/", {"delivered_on": TODAY()})
    assert answer.status_code == 409 and "已经登记" in said(answer)


def test_strangers_find_no_form(world: World, of: Browser) -> None:
    case = world.case("rectifying")
    row = world.respondent(case)
    browser = of(world.dongyang_handler)
    for url in (
        f"/respondents/{row.pk}/serve/filing/",
        f"/respondents/{row.pk}/reply/",
        f"/respondents/{row.pk}/judge/",
        f"/cases/{case.pk}/respondents/",
        f"/cases/{case.pk}/obligations/",
        f"/cases/{case.pk}/members/",
        f"/cases/{case.pk}/handler/",
        f"/cases/{case.pk}/delivery/",
    ):
        assert browser.get(url).status_code == 404, url
    assert of(world.yiwu_handler).get(f"/respondents/{row.pk}/serve/nonsense/").status_code == 404
