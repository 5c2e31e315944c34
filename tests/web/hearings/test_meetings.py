"""Consultations and hearings in the browser: called or planned, prepared, held, written down."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import allowed
from accounts.answers import carry_out
from cases import services as cases
from consultations import services as consultations
from consultations.forms import Call
from consultations.models import Consultation
from evidence import services as evidence
from hearings import services as hearings
from hearings.forms import Plan
from hearings.models import Hearing
from tests.web.portal.place import Place, ago, approve, build, today

BUDGET = 20


def filled(**more: object) -> dict[str, object]:
    officers = {f"officer_{n}_name": name for n, name in enumerate("甲乙丙", 1)}
    return {
        "purpose": "effect", "held_on": today() + timedelta(days=9), "place": "检察听证室", "public": "true",
        **officers, "officer_1_kind": "deputy", **more,
    }  # fmt: skip


@pytest.fixture
def hearing(place: Place) -> Hearing:
    """A hearing nine days ahead, of a case whose obligations are all settled; the chief was asked."""
    handler = place["handler"]
    for name, who in (("obligation", "post.leader"), ("others", "cac.leader")):
        sent = evidence.receive_submission(place.made[name], text="完成", by=place[who], at=ago(20))
        cases.accept(sent.pk, by=handler, at=ago(19))
        cases.judge(sent.obligation.respondent_id, performed=True, verdict="已履职", by=handler, at=ago(18))
    cases.make_case_move(place.case.pk, "review", data={}, by=handler, at=ago(17))
    form = Plan(filled(), subject=place.case, by=handler)
    assert form.is_valid(), form.errors
    return hearings.plan_hearing(place.case.pk, **form.service_values(), by=handler, at=ago(5))


def test_the_forms_give_what_the_services_take(place: Place) -> None:
    said = {"form": "meeting", "held_on": today(), "agenda": "方案", "place": "会议室"}
    call = Call({**said, "guests_platform": "平台甲\n\n 平台乙 "}, subject=place.case, by=place["handler"])
    assert call.is_valid()
    assert [(guest.name, guest.kind) for guest in call.service_values()["guests"]] == [
        ("平台甲", "platform"),
        ("平台乙", "platform"),
    ]
    long = Call({**said, "guests_other": "长" * 101}, subject=place.case, by=place["handler"])
    assert long.errors.keys() == {"guests_other"}
    plan = Plan(filled(public=False, closed_reason="个人隐私"), subject=place.case, by=place["handler"])
    assert plan.is_valid() and plan.service_values()["public"] is False
    assert [officer.kind for officer in plan.service_values()["officers"]] == ["deputy", "other", "other"]
    assert Plan({}, subject=place.case, by=place["handler"]).errors.keys() >= {"purpose", "officer_3_name"}


def test_a_unit_is_invited_once(db: None) -> None:
    place = build()
    case, handler = place.case, place["handler"]
    said = {"form": "letter", "held_on": today(), "agenda": "方案", "guests_other": place.agency.name}
    form = Call(said, subject=case, by=handler)
    assert form.is_valid()
    place.case.steps.all().delete()
    with pgtrigger.ignore("cases.Case:case_flow"):
        type(case).objects.update(**{"state": "investigating"})
    answer = carry_out(
        form, lambda values: consultations.call_consultation(case.pk, **values, by=handler, at=ago(0))
    )
    assert answer.status == 422 and form.errors.keys() == {"guests_enterprise"}
    assert Consultation.objects.count() == 1


def test_a_consultation_is_written_down(client: Client, db: None) -> None:
    place = build()
    client.force_login(place["handler"])
    page, url = (
        f"/consultations/{place.consultation.pk}/",
        f"/consultations/{place.consultation.pk}/conclude/",
    )
    first, _second, guest = place.consultation.invitees.order_by("id")
    assert "快递企业甲" in client.get(page).content.decode() and client.get(url).status_code == 200
    assert client.post(url, {"minutes": "", "agreed": "一致"}).status_code == 422
    assert client.post(url, {"minutes": "记录", "attended": ["999999"]}).status_code == 422
    said = {"minutes": "会议记录全文", "agreed": "三个月内改造", "attended": [first.pk, guest.pk]}
    assert client.post(url, {**said, f"position_{guest.pk}": "愿意配合"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "三个月内改造" in shown and "愿意配合" in shown and "未到会" in shown
    assert f"/cases/{place.case.pk}/obligations/" in shown
    assert client.post(url, said).status_code == 409


def test_minutes_wait_for_the_day(client: Client, db: None) -> None:
    place = build()
    Consultation.objects.update(held_on=today() + timedelta(days=2))
    client.force_login(place["handler"])
    shown = client.get(f"/consultations/{place.consultation.pk}/").content.decode()
    assert "磋商尚未举行" in shown and "办案规则第七十条" in shown
    answer = client.post(f"/consultations/{place.consultation.pk}/conclude/", {"minutes": "记录"})
    assert answer.status_code == 409 and "磋商尚未举行" in answer.content.decode()


def test_a_hearing_from_plan_to_result(client: Client, place: Place, hearing: Hearing) -> None:
    client.force_login(place["handler"])
    page, notice, result = (f"/hearings/{hearing.pk}/{end}" for end in ("", "notice/", "conclude/"))
    shown = client.get(page).content.decode()
    assert "审批中" in shown and "听证尚未经检察长批准" in shown and notice not in shown
    assert client.post(notice, {"noticed_on": today()}).status_code == 409
    approve(hearing.decision, place["head"], place["chief"], ago(4))
    assert notice in client.get(page).content.decode() and "最迟应在" in client.get(notice).content.decode()
    assert client.post(notice, {"noticed_on": today() + timedelta(days=1)}).status_code == 422
    assert client.post(notice, {"noticed_on": today()}).status_code == 302
    _agency_is_told(client, place)
    client.force_login(place["handler"])
    said = _said(hearing)
    assert "听证尚未举行" in client.post(result, said).content.decode()
    Hearing.objects.update(held_on=today())
    assert client.post(result, {**said, "record_text": ""}).status_code == 422
    assert client.post(result, said).status_code == 302
    shown = client.get(page).content.decode()
    assert "多数不同意检察机关的拟处理意见（3 人中 2 人不同意）" in shown and "报检察长同意" in shown
    assert client.post(result, said).status_code == 409


def _said(hearing: Hearing) -> dict[str, str]:
    said = {"record_text": "笔录全文", "result": "建议继续整改"}
    for number, officer in enumerate(hearing.officers.order_by("id")):
        said[f"officer_{officer.pk}_supports"] = "true" if number == 0 else "false"
        said[f"officer_{officer.pk}_opinion"] = "意见"
    return said


def _agency_is_told(client: Client, place: Place) -> None:
    client.force_login(place["post.liaison"])
    shown = client.get("/portal/").content.decode()
    assert "检察听证室" in shown and "甲（人大代表）" in shown
    hearing = allowed(place["post.liaison"], "hearing.view", Hearing, at=ago(0)).distinct().get()
    assert client.get(f"/hearings/{hearing.pk}/").status_code == 404


def test_others_only_look(client: Client, place: Place, hearing: Hearing) -> None:
    for who, status in (("chief", 403), ("post.leader", 404)):
        client.force_login(place[who])
        assert client.post(f"/hearings/{hearing.pk}/notice/", {"noticed_on": today()}).status_code == status
        assert client.post(f"/hearings/{hearing.pk}/conclude/", {}).status_code == status
        assert client.post(f"/consultations/{place.consultation.pk}/conclude/", {}).status_code == status
    client.force_login(place["chief"])
    for url in (f"/hearings/{hearing.pk}/", f"/consultations/{place.consultation.pk}/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= BUDGET + 1, url


def test_a_hearing_is_moved_to_another_day_and_told_anew(
    client: Client, place: Place, hearing: Hearing
) -> None:
    approve(hearing.decision, place["head"], place["chief"], ago(4))
    client.force_login(place["handler"], backend="accounts.backends.People")
    page = f"/hearings/{hearing.pk}/postpone/"
    assert client.post(page, {"held_on": today() + timedelta(days=1)}).status_code == 422
    assert client.post(page, {"held_on": today() + timedelta(days=20)}).status_code == 302
    hearing.refresh_from_db()
    assert (hearing.held_on, hearing.noticed_on) == (today() + timedelta(days=20), None)
