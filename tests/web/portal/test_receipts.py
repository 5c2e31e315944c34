"""Proof that something was received: for who sent it and for who received it, to print, and the same every time."""

import hashlib
import json

import pypdfium2
import pytest
from django.db import connection
from django.test import Client

from audit.models import Entry
from cases import services as cases
from cases.models import Submission
from config.ui import filesize
from evidence import receipts, services
from evidence.drafting import Subject
from evidence.models import Draft, File
from tests.web.portal.place import PDF, Place, ago, upload

NUMBER, HIDDEN = "13800138000", "138****8000"


@pytest.fixture
def sent(place: Place) -> Submission:
    subject = Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)
    services.save_draft(subject, text="已推广隐私面单", by=place["post.liaison"], at=ago(3))
    values = {str(place.obligation.indicators.get().pk): "91.2"}
    said = {"text": f"已推广隐私面单，三家平台完成对接。联系人{NUMBER}", "values": values, "version": 1}
    draft = services.hand_in(subject, **said, files=[upload()], by=place["post.leader"], at=ago(2))
    assert draft.submission is not None
    return draft.submission


def shown(client: Client, place: Place, who: str, url: str, status: int = 200) -> str:
    client.force_login(place[who])
    answer = client.get(url)
    assert answer.status_code == status, who
    return answer.content.decode()


def pdf_text(content: bytes) -> str:
    """All that stands on the pages of a file, in one line."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_it_names_moment_people_text_figures_and_every_file(
    client: Client, place: Place, sent: Submission
) -> None:
    file = File.objects.get()
    for who in ("post.liaison", "post.leader", "handler", "chief"):
        page = shown(client, place, who, f"/receipts/submissions/{sent.pk}/")
        for words in (
            f"ZG{ago(2):%Y%m%d}-{sent.pk:06d}", f"{ago(2):%Y-%m-%d %H:%M:%S}", place.agency.name,
            place["post.leader"].name, "三家平台完成对接", "91.2%", file.name, file.sha256, file.sm3, filesize(len(PDF)),
        ):  # fmt: skip
            assert words in page, (who, words)


def test_another_agency_gets_none_even_of_what_is_shared_with_it(
    client: Client, place: Place, sent: Submission
) -> None:
    others = place.case.respondents.exclude(pk=place.respondent.pk)
    cases.share_submission(sent.pk, respondent_ids=[row.pk for row in others], by=place["handler"], at=ago(1))
    shown(client, place, "cac.liaison", f"/receipts/submissions/{sent.pk}/", 404)
    shown(client, place, "cac.liaison", f"/receipts/submissions/{sent.pk}/?as=pdf", 404)


def test_the_hash_is_that_of_all_it_says_and_was_written_down(place: Place, sent: Submission) -> None:
    receipt = receipts.of_submission(sent)
    assert receipt.sha256 == hashlib.sha256(receipt.whole).hexdigest()
    assert receipt.sm3 == hashlib.new("sm3", receipt.whole).hexdigest()
    said = json.loads(receipt.whole)
    assert said["files"][0]["sha256"] == hashlib.sha256(PDF).hexdigest()
    entry = Entry.objects.get(subject_type="evidence.draft", to_state="sent")
    assert entry.data["receipt"] == receipt.sha256


def test_what_was_changed_behind_our_back_is_said(client: Client, place: Place, sent: Submission) -> None:
    url = f"/receipts/submissions/{sent.pk}/"
    assert "不一致" not in shown(client, place, "handler", url)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_submission SET text = 'x' WHERE id = %s", [sent.pk])
    assert "与报送时登记的校验值不一致" in shown(client, place, "handler", url)


def test_it_can_be_had_as_pdf(client: Client, place: Place, sent: Submission) -> None:
    client.force_login(place["post.liaison"])
    first, second = (client.get(f"/receipts/submissions/{sent.pk}/?as=pdf") for _ in range(2))
    assert first["Content-Type"] == "application/pdf" and "attachment" in first["Content-Disposition"]
    assert first.content == second.content and first.content.startswith(b"%PDF-")


@pytest.mark.parametrize(("who", "sees"), [("post.liaison", NUMBER), ("handler", HIDDEN), ("chief", HIDDEN)])
def test_its_own_agency_reads_it_whole_and_the_procuratorate_masked(
    client: Client, place: Place, sent: Submission, who: str, sees: str
) -> None:
    """On the page and in the file; both keep the hash of the whole, and say where something is hidden."""
    client.force_login(place[who])
    url, sha256 = f"/receipts/submissions/{sent.pk}/", receipts.of_submission(sent).sha256
    page, file = client.get(url).content.decode(), pdf_text(client.get(f"{url}?as=pdf").content)
    for text in (page, file):
        assert {number for number in (NUMBER, HIDDEN) if number in text} == {sees}
        assert sha256 in text and ("已隐去个人信息" in text) == (sees == HIDDEN)


def test_replies_and_objections_are_receipted_too(client: Client, place: Place) -> None:
    for kind, name in ((Draft.Kind.REPLY, "replies"), (Draft.Kind.OBJECTION, "objections")):
        subject = Subject(kind, place.respondent.pk)
        draft = services.hand_in(subject, text=f"写明{kind}", by=place["post.leader"], at=ago(2))
        pk = draft.reply_id or draft.objection_id
        for who in ("post.liaison", "handler"):
            page = shown(client, place, who, f"/receipts/{name}/{pk}/")
            assert f"写明{kind}" in page and place.recommendation.document.number in page
        shown(client, place, "cac.leader", f"/receipts/{name}/{pk}/", 404)
