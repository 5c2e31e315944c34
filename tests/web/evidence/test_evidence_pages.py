"""The evidence of a case: entered with its files, handed out as attachments, verified, every touch on record."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence import services as evidence
from evidence.models import Custody, File, Item
from tests.web.portal.place import PDF, Place, ago, today, upload

BUDGET = 20


@pytest.fixture
def handler(client: Client, place: Place) -> Client:
    client.force_login(place["handler"])
    return client


@pytest.fixture
def file(place: Place) -> File:
    item = evidence.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场提取", collected_on=ago(5).date(),
        proves="面单泄露", element="harm", files=[upload("提取 笔录.pdf")], by=place["handler"], at=ago(5),
    )  # fmt: skip
    evidence.check_waiting(at=ago(4))
    return item.files.get()


def bytes_of(file: File) -> Path:
    return Path(settings.MEDIA_ROOT) / file.key


def entered(place: Place, *files: SimpleUploadedFile, **said: str) -> dict[str, object]:
    return {
        "kind": "documentary", "element": "harm", "title": "笔录", "source": "现场", "collected_on": today(),
        "proves": "", "files": list(files), **said,
    }  # fmt: skip


def test_the_list_shows_what_it_proves_and_who_had_it(handler: Client, place: Place, file: File) -> None:
    page = handler.get(f"/cases/{place.case.pk}/evidence/").content.decode()
    for words in ("提取笔录", "书证", "公益损害", "面单泄露", file.sha256, file.sm3, "接收", "承办检察官h"):
        assert words in page, words
    assert "提取笔录" in handler.get(f"/cases/{place.case.pk}/evidence/?element=harm").content.decode()
    assert "提取笔录" not in handler.get(f"/cases/{place.case.pk}/evidence/?element=duty").content.decode()
    assert handler.get(f"/cases/{place.case.pk}/evidence/?element=x'&page=zz").status_code == 200


def test_evidence_is_entered_with_its_files(handler: Client, place: Place) -> None:
    url = f"/cases/{place.case.pk}/evidence/new/"
    assert handler.get(url).status_code == 200
    assert (
        handler.post(url, entered(place, upload(), upload("照片.png", b"\x89PNG\r\n\x1a\nx"))).status_code
        == 302
    )
    assert [file.media_type for file in File.objects.order_by("id")] == ["application/pdf", "image/png"]


WRONG = (
    ("collected_on", {"collected_on": "2999-01-01"}),
    ("collected_on", {"collected_on": "不知道"}),
    ("kind", {"kind": "rumour"}),
    ("title", {"title": "长" * 201}),
    ("source", {"source": ""}),
)


def test_what_is_wrong_is_said_at_its_field(handler: Client, place: Place) -> None:
    for field, said in WRONG:
        answer = handler.post(f"/cases/{place.case.pk}/evidence/new/", entered(place, upload(), **said))
        assert answer.status_code == 422 and answer.context["form"].errors.keys() == {field}, field
    assert not Item.objects.exists() and not File.objects.exists()


def test_evidence_comes_with_a_file(handler: Client, place: Place) -> None:
    answer = handler.post(f"/cases/{place.case.pk}/evidence/new/", entered(place))
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"files"}


def test_a_file_is_handed_out_as_an_attachment_and_written_down(handler: Client, file: File) -> None:
    answer = handler.get(f"/evidence/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%8F%90")
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert list(file.custody.values_list("event", flat=True)) == ["received", "checked", "downloaded"]


def test_a_file_that_is_no_longer_the_same_is_not_handed_out_and_people_are_told(
    handler: Client, place: Place, file: File
) -> None:
    flipped = bytes([PDF[0] ^ 1]) + PDF[1:]
    for content in (flipped, PDF + b"more"):
        bytes_of(file).write_bytes(content)
        answer = handler.get(f"/evidence/files/{file.pk}/")
        assert answer.status_code == 409 and "与接收时不一致" in answer.content.decode()
    bytes_of(file).unlink()
    assert handler.get(f"/evidence/files/{file.pk}/").status_code == 409
    file.refresh_from_db()
    assert file.state == "altered" and not file.custody.filter(event="downloaded").exists()
    link = file.custody.get(event="verified")
    assert (link.note, link.by) == ("与接收时不一致", place["handler"])
    assert place["handler"].notices.get(kind="alarm").title == "证据文件与接收时不一致：提取 笔录.pdf"
    assert handler.get(f"/evidence/files/{file.pk}/preview/1/").status_code == 404
    assert "与接收时不一致" in handler.get(f"/cases/{place.case.pk}/evidence/").content.decode()


def test_a_download_that_broke_off_goes_on(handler: Client, file: File) -> None:
    def part(said: str, **more: str) -> Any:
        return handler.get(f"/evidence/files/{file.pk}/", headers={"range": said, **more})

    def content(answer: Any) -> bytes:
        return b"".join(answer.streaming_content)

    whole = handler.get(f"/evidence/files/{file.pk}/")
    assert whole["Accept-Ranges"] == "bytes" and whole["ETag"] == f'"{file.sha256}"' and content(whole) == PDF
    rest = part("bytes=100-")
    assert (rest.status_code, content(rest)) == (206, PDF[100:])
    assert rest["Content-Range"] == f"bytes 100-{len(PDF) - 1}/{len(PDF)}"
    assert rest["Content-Length"] == str(len(PDF) - 100) and rest["X-Content-Type-Options"] == "nosniff"
    assert content(part("bytes=0-9")) == PDF[:10] and content(part("bytes=-7")) == PDF[-7:]
    assert part(f"bytes={len(PDF)}-").status_code == part("bytes=9-3").status_code == 416
    for said, more in (
        ("bytes=0-1,4-5", {}),
        ("lines=1-2", {}),
        ("bytes=-", {}),
        ("bytes=5-", {"if-range": '"x"'}),
    ):
        answer = part(said, **more)
        assert answer.status_code == 200 and content(answer) == PDF
    assert file.custody.filter(event="downloaded").count() == 6  # going on is not written down a second time


def test_a_file_that_waits_for_its_check_is_not_handed_out(handler: Client, place: Place) -> None:
    handler.post(f"/cases/{place.case.pk}/evidence/new/", entered(place, upload()))
    file = File.objects.get()
    assert "待检" in handler.get(f"/evidence/files/{file.pk}/").content.decode()


def test_the_files_of_a_case_are_verified_together(handler: Client, place: Place, file: File) -> None:
    url = f"/cases/{place.case.pk}/evidence/verify/"
    assert "已核验 1 个文件，与接收时全部一致" in handler.post(url, follow=True).content.decode()
    bytes_of(file).write_bytes(b"changed")
    File.objects.update(verified_at=ago(2))
    assert "“提取 笔录.pdf”与接收时不一致" in handler.post(url, follow=True).content.decode()


def test_the_list_is_narrowed(handler: Client, place: Place, file: File) -> None:
    evidence.receive_submission(
        place.obligation.pk, text="一", files=[upload("台账.pdf")], by=place["post.leader"], at=ago(3)
    )
    sent, own = Item.objects.exclude(respondent=None).get(), Item.objects.get(respondent=None)
    url, leader = f"/cases/{place.case.pk}/evidence/", place["post.leader"].pk
    for query, found in (
        ("kind=documentary", [own]), ("source=own", [own]), (f"source={sent.respondent_id}", [sent]),
        (f"collector={leader}", [sent]), ("state=pending", [sent]), ("state=clean", [own]),
        ("state=unverified&element=harm", [own]), ("kind=physical", []), ("kind=x&source=77&state=y", [sent, own]),
    ):  # fmt: skip
        assert list(handler.get(f"{url}?{query}").context["page"]) == found, query


def test_a_file_is_replaced_and_the_one_before_is_marked(handler: Client, place: Place, file: File) -> None:
    url = f"/evidence/files/{file.pk}/replace/"
    assert handler.get(url).status_code == 200
    assert handler.post(url, {"reason": "盖章", "files": [upload(), upload("二.pdf")]}).status_code == 422
    shown = handler.post(url, {"reason": "盖章", "files": upload("盖章.pdf", PDF + b"\n")}, follow=True)
    for words in ("盖章.pdf", "第 2 版", "旧版 1 个", "提取 笔录.pdf"):
        assert words in shown.content.decode(), words
    assert handler.post(url, {"reason": "再次", "files": upload("三.pdf", PDF + b"x")}).status_code == 409


def test_what_it_proves_is_amended(handler: Client, place: Place, file: File) -> None:
    url = f"/evidence/{file.item_id}/proves/"
    assert "面单泄露" in handler.get(url).content.decode()
    shown = handler.post(url, {"element": "link", "proves": "因果关系清楚"}, follow=True).content.decode()
    assert "因果关系清楚" in shown and "前后内容都已留痕" in shown
    assert handler.post(url, {"element": "x"}).status_code == 422


def test_a_flipped_bit_is_found(handler: Client, place: Place, file: File) -> None:
    url = f"/evidence/{file.item_id}/verify/"
    page = handler.post(url, follow=True).content.decode()
    assert "核验一致" in page
    bytes_of(file).write_bytes(bytes([PDF[0] ^ 1]) + PDF[1:])
    page = handler.post(url, follow=True).content.decode()
    assert "核验不一致" in page and "不一致" in page
    assert [link.altered for link in Custody.objects.filter(event="verified").order_by("id")] == [False, True]
    assert handler.get(url).status_code == 405


def test_others_are_kept_out(client: Client, place: Place, file: File) -> None:
    new = f"/cases/{place.case.pk}/evidence/new/"
    client.force_login(place["chief"])
    assert b"".join(client.get(f"/evidence/files/{file.pk}/").streaming_content) == PDF  # type: ignore[attr-defined]
    assert client.get(new).status_code == 403
    for who in ("post.liaison", "cac.leader"):
        client.force_login(place[who])
        for url in (f"/cases/{place.case.pk}/evidence/", new, f"/evidence/files/{file.pk}/"):
            assert client.get(url).status_code == 404, (who, url)
        assert client.post(f"/evidence/{file.item_id}/verify/").status_code == 404
    client.logout()
    assert client.get(f"/evidence/files/{file.pk}/").status_code == 302


def test_an_agency_gets_its_own_files_back(client: Client, place: Place) -> None:
    sent = evidence.receive_submission(
        place.obligation.pk, text="一", files=[upload()], by=place["post.leader"], at=ago(3)
    )
    own = sent.evidence.get().files.get()
    evidence.check_waiting(at=ago(2))
    client.force_login(place["post.liaison"])
    answer = client.get(f"/evidence/files/{own.pk}/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == own.sha256


def test_the_list_asks_the_database_a_fixed_number_of_times(
    handler: Client, place: Place, file: File
) -> None:
    url = f"/cases/{place.case.pk}/evidence/"
    handler.get(url)
    with CaptureQueriesContext(connection) as few:
        handler.get(url)
    for number in range(5):
        item = evidence.add_item(
            place.case.pk, kind="physical", title=f"物证{number}", source="现场", collected_on=ago(5).date(),
            files=[upload(), upload("二.pdf")], by=place["handler"], at=ago(4),
        )  # fmt: skip
        evidence.verify(item.pk, by=place["handler"], at=ago(3))
    with CaptureQueriesContext(connection) as many:
        handler.get(url)
    assert len(many) == len(few) <= BUDGET
