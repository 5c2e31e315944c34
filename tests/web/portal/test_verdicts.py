"""The procuratorate looks at what was sent: the page of an obligation, the verdict, asking again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import services as cases
from cases.models import Submission
from evidence import services as evidence
from tests.web.portal.place import Place, ago, today, upload

BUDGET = 20


@pytest.fixture
def report(place: Place) -> Submission:
    return evidence.receive_submission(
        place.obligation.pk,
        text="已完成整改",
        files=[upload()],
        values={place.obligation.indicators.get().pk: Decimal(91)},
        by=place["post.liaison"],
        at=ago(3),
    )


def test_the_page_shows_what_was_sent_and_what_can_be_done(
    client: Client, place: Place, report: Submission
) -> None:
    client.force_login(place["handler"])
    page = client.get(f"/obligations/{place.obligation.pk}/").content.decode()
    assert "已完成整改" in page and "培训签到表.pdf" in page and f"/submissions/{report.pk}/judge/" in page
    client.force_login(place["chief"])
    page = client.get(f"/obligations/{place.obligation.pk}/").content.decode()
    assert "已完成整改" in page and "/judge/" not in page


def test_a_report_is_accepted(client: Client, place: Place, report: Submission) -> None:
    client.force_login(place["handler"])
    url = f"/submissions/{report.pk}/judge/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"verdict": "accept", "reasons": ""}).status_code == 302
    assert place.obligation.state == "accepted"
    assert client.post(url, {"verdict": "accept", "reasons": ""}).status_code == 409


def test_a_report_goes_back_with_reasons_only(client: Client, place: Place, report: Submission) -> None:
    client.force_login(place["handler"])
    url = f"/submissions/{report.pk}/judge/"
    answer = client.post(url, {"verdict": "return", "reasons": ""})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"reasons"}
    due = today() + timedelta(days=9)
    assert client.post(url, {"verdict": "return", "reasons": "缺记录", "due_on": due}).status_code == 302
    assert place.obligation.state == "returned" and place.obligation.due_on == due


def test_a_part_is_accepted_and_the_agency_reads_what_is_still_missing(
    client: Client, place: Place, report: Submission
) -> None:
    client.force_login(place["handler"])
    url = f"/submissions/{report.pk}/judge/"
    answer = client.post(url, {"verdict": "accept_part"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"accepted_part"}
    due = today() + timedelta(days=9)
    said = {"verdict": "accept_part", "accepted_part": "城区全部应用", "reasons": "农村未接入", "due_on": due}
    assert client.post(url, said).status_code == 302
    assert place.obligation.state == "partly" and place.obligation.due_on == due
    mine = client.get(f"/obligations/{place.obligation.pk}/").content.decode()
    assert "检察机关部分验收" in mine and "城区全部应用" in mine
    assert "部分验收" in client.get(f"/cases/{place.case.pk}/").content.decode()
    client.force_login(place["post.liaison"])
    for theirs in ("/portal/", f"/portal/obligations/{place.obligation.pk}/"):
        page = client.get(theirs).content.decode()
        assert "城区全部应用" in page and "农村未接入" in page and "填写整改材料" in page


def test_others_give_no_verdict(client: Client, place: Place, report: Submission) -> None:
    url = f"/submissions/{report.pk}/judge/"
    for who, status in (("chief", 403), ("post.liaison", 403), ("cac.liaison", 404)):
        client.force_login(place[who])
        assert client.post(url, {"verdict": "accept"}).status_code == status, who
    assert place.obligation.state == "submitted"


def test_what_relapsed_is_opened_again(client: Client, place: Place, report: Submission) -> None:
    client.force_login(place["handler"])
    url = f"/obligations/{place.obligation.pk}/reopen/"
    due = today() + timedelta(days=9)
    assert client.post(url, {"reasons": "反弹", "due_on": due}).status_code == 409
    cases.accept(report.pk, by=place["handler"], at=ago(2))
    assert url in client.get(f"/obligations/{place.obligation.pk}/").content.decode()
    assert client.post(url, {"reasons": "", "due_on": "昨天"}).status_code == 422
    assert client.post(url, {"reasons": "反弹", "due_on": due}).status_code == 302
    assert place.obligation.state == "open"


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, place: Place, report: Submission
) -> None:
    client.force_login(place["handler"])
    url = f"/obligations/{place.obligation.pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3):
        one = Submission.objects.filter(state="sent").get()
        cases.return_submission(one.pk, reasons="再补", by=place["handler"], at=ago(2))
        evidence.receive_submission(
            place.obligation.pk,
            text=str(number),
            files=[upload(), upload("二.pdf")],
            by=place["post.liaison"],
            at=ago(1),
        )
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few) <= BUDGET
