"""What an agency sees: what is asked of it, the most urgent first, and nothing of anybody else's."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Post
from agencies.models import Agency
from cases import services as cases
from cases.models import Obligation
from consultations import services as consultations
from consultations.models import Consultation
from deadlines.models import Deadline
from evidence import services as evidence
from tests.web.portal.place import Place, ago, approve, build, today, upload

BUDGET = 20
OF_AGENCIES = {"portal", "deadlines", "notices", "evidence", "password", "receipts"}


def shown(client: Client, place: Place, who: str = "post.liaison", url: str = "/portal/") -> str:
    client.force_login(place[who])
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["post.liaison", "post.leader"])
def test_the_portal_shows_what_is_asked(client: Client, place: Place, who: str) -> None:
    page = shown(client, place, who)
    assert place.obligation.measure in page
    assert place.recommendation.document.number in page
    assert f'href="/portal/respondents/{place.respondent.pk}/reply/"' in page
    assert "这个日期怎么来的" in page


def test_every_link_of_the_portal_leads_somewhere(client: Client, place: Place) -> None:
    evidence.receive_submission(
        place.obligation.pk, text="已完成", files=[upload()], by=place["post.leader"], at=ago(3)
    )
    seen: set[str] = set()
    todo = ["/portal/"]
    while todo:
        url = todo.pop()
        client.force_login(place["post.liaison"])
        answer = client.get(url)
        assert answer.status_code == 200, url
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            continue
        found = set(re.findall(r'href="(/(?!static)[^"#?]*)', answer.content.decode())) - seen - {"/"}
        seen |= found
        todo += found
    assert {url.split("/")[1] for url in seen} <= OF_AGENCIES, seen


def test_one_agency_never_learns_of_the_other(client: Client, place: Place) -> None:
    other = Obligation.objects.get(pk=place.made["others"])
    page = shown(client, place)
    assert other.measure not in page
    assert place.other.name not in page


def test_nothing_else_of_the_case_is_seen(client: Client, place: Place) -> None:
    page = shown(client, place)
    assert "面单泄露" not in page and "调查方案" not in page and "会议记录" not in page


def test_the_pages_of_another_agency_are_not_there(client: Client, place: Place) -> None:
    client.force_login(place["cac.liaison"])
    sent = evidence.receive_submission(
        place.obligation.pk, text="已完成", files=[upload()], by=place["post.liaison"], at=ago(3)
    )
    file = sent.evidence.get().files.get()
    urls = (
        f"/portal/obligations/{place.obligation.pk}/",
        f"/portal/respondents/{place.respondent.pk}/reply/",
        f"/portal/recommendations/{place.recommendation.pk}/",
        f"/evidence/files/{file.pk}/",
    )
    for url in urls:
        assert client.get(url).status_code == 404, url
    assert client.post(urls[0], {"text": "冒充"}).status_code == 404
    assert client.post(urls[1], {"text": "冒充"}).status_code == 404


def test_procuratorate_pages_are_not_there_for_agencies(client: Client, place: Place) -> None:
    client.force_login(place["post.liaison"])
    for url in (
        f"/obligations/{place.obligation.pk}/",
        f"/cases/{place.case.pk}/evidence/",
        f"/cases/{place.case.pk}/evidence/new/",
        f"/consultations/{place.consultation.pk}/",
        f"/consultations/{place.consultation.pk}/conclude/",
    ):
        assert client.get(url).status_code == 404, url


@pytest.mark.parametrize("who", ["handler", "chief"])
def test_the_portal_is_not_there_for_procuratorates(client: Client, place: Place, who: str) -> None:
    client.force_login(place[who])
    for url in (
        "/portal/",
        f"/portal/obligations/{place.obligation.pk}/",
        f"/portal/respondents/{place.respondent.pk}/reply/",
        f"/portal/recommendations/{place.recommendation.pk}/",
    ):
        assert client.get(url).status_code == 404, url


def test_a_recommendation_not_yet_served_is_not_seen(client: Client, db: None) -> None:
    place = build()
    handler = place["handler"]
    consultations.conclude_consultation(
        place.consultation.pk, minutes="会议记录", agreed="", by=handler, at=ago(85)
    )
    texts = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "内容")
    asked = cases.make_case_move(
        place.case.pk,
        "recommend",
        data={"respondents": [place.respondent.pk], **texts},
        by=handler,
        at=ago(9),
    )
    approve(asked.decision, place["head"], place["chief"], ago(8))
    assert place.recommendation.document.number not in shown(client, place)
    assert client.get(f"/portal/recommendations/{place.recommendation.pk}/").status_code == 404
    assert client.get(f"/portal/respondents/{place.respondent.pk}/reply/").status_code == 404


def test_the_recommendation_reads_as_it_was_signed(client: Client, place: Place) -> None:
    page = shown(client, place, url=f"/portal/recommendations/{place.recommendation.pk}/")
    assert "自收到本检察建议书之日起二个月内" in page and "建议的具体内容" in page
    assert place.recommendation.document.number in page


def test_what_is_overdue_is_said_politely(client: Client, place: Place) -> None:
    late = today() - timedelta(days=3)
    Obligation.objects.filter(pk=place.obligation.pk).update(due_on=late)
    Deadline.objects.filter(obligations=place.obligation).update(due_on=late)
    assert "逾期 3 天" in shown(client, place)
    page = shown(client, place, url=f"/portal/obligations/{place.obligation.pk}/")
    assert "完成期限已过，仍可提交" in page


def test_the_reply_counts_down_to_its_last_day(client: Client, place: Place) -> None:
    clock = Deadline.objects.filter(respondent=place.respondent, rule="T08")
    for days, words in (
        (9, "还有 9 天书面回复"),
        (0, "今天是书面回复的最后一天"),
        (-2, "请尽快回复；确有困难的"),
    ):
        clock.update(due_on=today() + timedelta(days=days))
        assert words in shown(client, place), days


def test_a_suspended_case_does_not_press(client: Client, place: Place) -> None:
    proof = evidence.add_item(
        place.case.pk, kind="documentary", title="停工令", source="调取", collected_on=ago(6).date(),
        by=place["handler"], at=ago(5),
    )  # fmt: skip
    cause = {
        "cause": "台风",
        "plan": "已有整改方案",
        "plan_on": ago(6).date(),
        "no_neglect": True,
        "evidence": [proof.pk],
    }
    asked = cases.make_case_move(place.case.pk, "suspend", data=cause, by=place["handler"], at=ago(5))
    approve(asked.decision, place["head"], place["chief"], ago(4))
    assert "期限已停止计算" in shown(client, place)
    assert "期限已停止计算" in shown(client, place, url=f"/portal/obligations/{place.obligation.pk}/")
    assert client.get(f"/portal/respondents/{place.respondent.pk}/reply/").status_code == 200


def test_what_was_returned_comes_with_its_reasons(client: Client, place: Place) -> None:
    sent = evidence.receive_submission(place.obligation.pk, text="一", by=place["post.leader"], at=ago(4))
    assert "检察机关核验中" in shown(client, place)
    cases.return_submission(sent.pk, reasons="请补充核查记录", by=place["handler"], at=ago(3))
    page = shown(client, place)
    assert "请补充核查记录" in page and "已退回，请补充" in page
    assert "请补充核查记录" in shown(client, place, url=f"/portal/obligations/{place.obligation.pk}/")


def test_when_all_is_done_it_says_so(client: Client, place: Place) -> None:
    sent = evidence.receive_submission(place.obligation.pk, text="一", by=place["post.leader"], at=ago(4))
    cases.accept(sent.pk, by=place["handler"], at=ago(3))
    evidence.receive_reply(
        place.respondent.pk, text="已整改", received_on=ago(2).date(), by=place["post.leader"], at=ago(2)
    )
    page = shown(client, place)
    assert "目前没有等待贵单位办理的事项" in page and "整改事项都已办结" in page and "检察机关已验收" in page


def test_what_relapsed_is_asked_again(client: Client, place: Place) -> None:
    sent = evidence.receive_submission(place.obligation.pk, text="一", by=place["post.leader"], at=ago(4))
    cases.accept(sent.pk, by=place["handler"], at=ago(3))
    cases.reopen(
        place.obligation.pk, reasons="回头看发现反弹", due_on=today(), by=place["handler"], at=ago(1)
    )
    page = shown(client, place, url=f"/portal/obligations/{place.obligation.pk}/")
    assert "要求重新整改" in page and "回头看发现反弹" in page and "填写整改材料" in page


def test_an_invitation_is_shown_without_the_minutes(client: Client, db: None) -> None:
    place = build()
    Consultation.objects.update(held_on=today() + timedelta(days=3))
    page = shown(client, place)
    assert "磋商座谈会" in page and "整改方案" in page
    assert "快递企业甲" not in page and place.other.name not in page


def test_an_agency_of_which_nothing_was_asked(client: Client, place: Place) -> None:
    group = Group.objects.create(name="waterworks")
    Agency.objects.create(
        name="义乌市水务局", short_name="水务局", kind="water", area=place.office, group=group
    )
    Post.objects.filter(user=place["cac.liaison"]).update(group=group)
    page = shown(client, place, "cac.liaison")
    assert "还没有需要贵单位办理的事项" in page


def test_the_portal_asks_the_database_a_fixed_number_of_times(client: Client, place: Place) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/portal/").status_code == 200
        return len(asked)

    shown(client, place)
    few = count()
    for number in range(6):
        made = cases.set_obligation(
            place.case.pk, respondent_id=place.respondent.pk, measure=f"事项{number}", category="training",
            due_on=today() + timedelta(days=number), by=place["handler"], at=ago(5),
        )  # fmt: skip
        evidence.receive_submission(made.pk, text="一", files=[upload()], by=place["post.liaison"], at=ago(4))
    assert few <= count() <= few + 1 <= BUDGET  # the files are asked for once there are reports
