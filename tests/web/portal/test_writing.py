"""Agencies write in the portal: saved as typed, two hands at once, the leader's page, an objection."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Post
from cases.models import Objection, Submission
from evidence import services
from evidence.drafting import Subject
from evidence.models import Draft
from tests.web.portal.place import Place, ago

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def liaison(client: Client, place: Place) -> Client:
    client.force_login(place["post.liaison"])
    return client


def at(place: Place) -> str:
    return f"/portal/obligations/{place.obligation.pk}/"


def typed(
    client: Client, place: Place, text: str, version: Any = 0, **more: str
) -> tuple[int, dict[str, Any]]:
    said = {"act": "save", "text": text, "version": version, **more}
    answer = client.post(at(place), said, **JSON)
    return answer.status_code, json.loads(answer.content)


def page(client: Client, place: Place, who: str, url: str, status: int = 200) -> str:
    client.force_login(place[who])
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def offered(place: Place, **more: Any) -> Draft:
    subject = Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)
    values = {str(place.obligation.indicators.get().pk): "91.2"}
    said = {"text": "已推广隐私面单", "values": values, "by": place["post.liaison"], "at": ago(2), **more}
    return services.hand_in(subject, **said)


def test_what_is_typed_is_saved_and_there_after_a_reload(liaison: Client, place: Place) -> None:
    field = f"value_{place.obligation.indicators.get().pk}"
    status, said = typed(liaison, place, "写到一半 <b>", **{field: "九成"})
    assert (status, said["version"]) == (200, 1) and said["saved"].startswith("已保存 ")
    shown = liaison.get(at(place)).content.decode()
    assert "写到一半 &lt;b&gt;" in shown and 'name="version" value="1"' in shown and "草稿已保存" in shown
    assert "九成" in shown


def test_the_button_saves_without_javascript(liaison: Client, place: Place) -> None:
    answer = liaison.post(at(place), {"act": "save", "text": "写到一半", "version": 0})
    assert answer.status_code == 302 and answer["Location"].startswith(at(place))
    assert "草稿已保存" in liaison.get(at(place)).content.decode()
    assert not Submission.objects.exists()


def test_of_two_at_once_both_texts_are_shown(liaison: Client, place: Place) -> None:
    typed(liaison, place, "甲写的")
    other = Client()
    other.force_login(place["post.leader"])
    status, said = typed(other, place, "乙写的")
    assert status == 409 and said["version"] == 1 and "甲写的" in said["html"]
    answer = other.post(at(place), {"text": "乙写的", "version": 0})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "甲写的" in shown and "乙写的" in shown
    assert 'name="version" value="1"' in shown, "sent again, it is meant"
    assert typed(other, place, "合在一起", 1)[0] == 200
    assert Draft.objects.get().text == "合在一起"


def test_what_is_far_too_long_is_said_and_nothing_lost(liaison: Client, place: Place) -> None:
    typed(liaison, place, "短的")
    status, said = typed(liaison, place, "长" * 20_000, 1)
    assert status == 422 and said["reasons"]
    assert Draft.objects.get().text == "短的"


def test_the_leader_sees_everything_and_sends(client: Client, place: Place) -> None:
    draft = offered(place)
    url = f"/portal/drafts/{draft.pk}/"
    home = page(client, place, "post.leader", "/portal/")
    assert "等您确认报送" in home and url in home
    shown = page(client, place, "post.leader", url)
    for words in ("已推广隐私面单", "91.2%", place["post.liaison"].name, "确认报送", "退回修改"):
        assert words in shown, words
    answer = client.post(f"{url}send/", {"version": draft.version})
    sent = Submission.objects.get()
    assert answer["Location"] == f"/receipts/submissions/{sent.pk}/"
    assert (sent.written_by, sent.sent_by) == (place["post.liaison"], place["post.leader"])
    assert client.get(url).status_code == 302
    assert client.post(f"{url}send/", {"version": draft.version}).status_code == 409


def test_the_liaison_waits_and_may_take_it_back(client: Client, place: Place) -> None:
    draft = offered(place)
    url = f"/portal/drafts/{draft.pk}/"
    shown = page(client, place, "post.liaison", url)
    assert "取回修改" in shown and "退回修改" not in shown and "send/" not in shown
    assert client.post(f"{url}send/", {"version": draft.version}).status_code == 409
    assert client.post(f"{url}return/", {"remark": "自己"}).status_code == 403
    writing = client.get(at(place)).content.decode()
    assert "待领导确认" in writing and "<textarea" not in writing
    assert client.post(f"{url}take-back/", {}).status_code == 302
    assert "<textarea" in client.get(at(place)).content.decode()


def test_what_the_leader_gave_back_comes_first(client: Client, place: Place) -> None:
    draft = offered(place)
    client.force_login(place["post.leader"])
    url = f"/portal/drafts/{draft.pk}/return/"
    assert client.post(url, {"remark": ""}).status_code == 422
    assert client.post(url, {"remark": "请补充数据来源"}).status_code == 302
    home = page(client, place, "post.liaison", "/portal/")
    assert home.index("领导退回修改") < home.index("还缺：") and "请补充数据来源" in home
    assert "请补充数据来源" in page(client, place, "post.liaison", at(place))


def test_the_home_says_what_is_still_missing(liaison: Client, place: Place) -> None:
    home = liaison.get("/portal/").content.decode()
    assert "整改情况、隐私面单应用率的数值、证据材料" in home
    assert "回复内容、加盖公章的回复文件" in home
    typed(liaison, place, "已推广")
    home = liaison.get("/portal/").content.decode()
    assert "</b>隐私面单应用率的数值、证据材料" in home and "继续填写" in home


def test_the_form_says_who_sends(liaison: Client, place: Place) -> None:
    leader = place["post.leader"].name
    assert f"由分管领导{leader}确认后报送" in liaison.get(at(place)).content.decode()
    assert "您是分管领导，可以直接报送" in page(liaison, place, "post.leader", at(place))
    Post.objects.filter(group=place.agency.group, post="leader").update(ends_on=ago(9).date())
    shown = page(liaison, place, "post.liaison", at(place))
    assert "由您直接报送" in shown and "提交整改材料" in shown


def test_an_objection_is_written_answered_and_seen_on_both_sides(client: Client, place: Place) -> None:
    client.force_login(place["post.leader"])
    url = f"/portal/respondents/{place.respondent.pk}/object/"
    shown = client.get(url).content.decode()
    assert "提出异议不停止期限的计算" in shown and "第二十三条" in shown
    assert client.post(url, {"text": "该点位不属于本局职责"}).status_code == 302
    objection = Objection.objects.get()
    case = page(client, place, "handler", f"/cases/{place.case.pk}/")
    assert "复核异议" in case and f"/objections/{objection.pk}/" in case
    assert "该点位不属于本局职责" in page(client, place, "handler", f"/objections/{objection.pk}/")
    answer = {"upheld": "false", "answer": "经复核，属于你局职责"}
    assert client.post(f"/objections/{objection.pk}/answer/", answer).status_code == 302
    assert client.post(f"/objections/{objection.pk}/answer/", answer).status_code == 409
    theirs = page(client, place, "post.liaison", f"/portal/objections/{objection.pk}/")
    assert "经复核，属于你局职责" in theirs and "不予采纳" in theirs
    assert f"/portal/objections/{objection.pk}/" in client.get("/portal/").content.decode()
    page(client, place, "cac.liaison", f"/portal/objections/{objection.pk}/", 404)
    page(client, place, "post.liaison", f"/objections/{objection.pk}/", 404)


def test_the_home_costs_the_same_with_many_drafts(client: Client, place: Place) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/portal/").status_code == 200
        return len(asked)

    offered(place)
    client.force_login(place["post.liaison"])
    client.get("/portal/")
    few = count()
    for subject in (
        Subject(Draft.Kind.REPLY, place.respondent.pk),
        Subject(Draft.Kind.OBJECTION, place.respondent.pk),
        Subject(Draft.Kind.OBJECTION, place.respondent.pk, place.obligation.pk),
    ):
        services.save_draft(subject, text="写", by=place["post.liaison"], at=ago(1))
    assert count() == few <= 20
