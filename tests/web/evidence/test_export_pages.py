"""The page of exports: asked for with a purpose, fetched for a day, the public key to hand on."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence import sealing
from evidence import services as evidence
from evidence.models import Export
from tests.web.portal.place import Place, ago, upload

BUDGET = 12


@pytest.fixture
def handler(client: Client, place: Place) -> Client:
    """The case has two files of evidence, checked."""
    evidence.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场", collected_on=ago(5).date(),
        files=[upload("笔录.pdf"), upload("照片.pdf")], by=place["handler"], at=ago(5),
    )  # fmt: skip
    evidence.check_waiting(at=ago(4))
    client.force_login(place["handler"])
    return client


def test_an_archive_is_asked_for_with_a_purpose_and_fetched(handler: Client, place: Place) -> None:
    pages = f"/cases/{place.case.pk}/evidence/exports/"
    assert "还没有导出过" in handler.get(pages).content.decode()
    assert handler.post(f"{pages}new/", {"purpose": ""}).status_code == 422
    shown = handler.post(f"{pages}new/", {"purpose": "随起诉书移送法院"}, follow=True).content.decode()
    export = Export.objects.get()
    for words in ("随起诉书移送法院", "文件 2 个", export.digest, export.signature, sealing.public_key()):
        assert words in shown, words
    answer = handler.get(f"/evidence/exports/{export.pk}/")
    assert answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == int(answer["Content-Length"])
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 6


def test_who_may_not_export_sees_none_of_it(handler: Client, place: Place) -> None:
    export = evidence.export_evidence(place.case.pk, purpose="移送", by=place["handler"], at=ago(0, 0))
    pages = f"/cases/{place.case.pk}/evidence/exports/"
    handler.force_login(place["head"])
    assert "只有导出人可以下载" in handler.get(pages).content.decode()
    assert handler.get(f"/evidence/exports/{export.pk}/").status_code == 403
    for who, status in (("chief", 403), ("assistant", 403), ("post.liaison", 404)):
        handler.force_login(place[who])
        for url in (pages, f"{pages}new/", f"/evidence/exports/{export.pk}/"):
            assert handler.get(url).status_code == status, (who, url)


def test_an_old_export_is_no_longer_fetched(handler: Client, place: Place) -> None:
    export = evidence.export_evidence(place.case.pk, purpose="移送", by=place["handler"], at=ago(3))
    answer = handler.get(f"/evidence/exports/{export.pk}/")
    assert answer.status_code == 409 and "重新导出" in answer.content.decode()
    assert "已过 24 小时" in handler.get(f"/cases/{place.case.pk}/evidence/exports/").content.decode()


def test_the_public_key_is_a_file(handler: Client) -> None:
    answer = handler.get("/evidence/signing-key/")
    assert answer.content.decode() == f"Ed25519 {sealing.public_key()}\n"
    assert answer["Content-Disposition"] == 'attachment; filename="yisu-evidence-public-key.txt"'


def test_the_page_asks_the_database_a_fixed_number_of_times(handler: Client, place: Place) -> None:
    pages = f"/cases/{place.case.pk}/evidence/exports/"
    counts = []
    for days in (3, 2, 1):
        evidence.export_evidence(place.case.pk, purpose="移送", by=place["handler"], at=ago(days))
        with CaptureQueriesContext(connection) as asked:
            handler.get(pages)
        counts.append(len(asked))
    assert counts[1] == counts[2] <= BUDGET
