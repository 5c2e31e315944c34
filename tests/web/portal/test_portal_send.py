"""An agency's leader sends reports and replies: kept with their hashes, once, and nothing is kept of what is refused."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import IndicatorValue, Reply, Submission
from evidence.models import File, Item
from tests.web.portal.place import PDF, Place, upload


@pytest.fixture
def sender(client: Client, place: Place) -> Client:
    client.force_login(place["post.leader"])
    return client


def stored() -> int:
    """How many files lie in the vault."""
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def url(place: Place) -> str:
    return f"/portal/obligations/{place.obligation.pk}/"


def send(client: Client, place: Place, *files: SimpleUploadedFile, **said: str):
    return client.post(url(place), {"text": "已完成整改", "files": list(files), **said})


def test_a_report_is_kept_with_both_hashes(sender: Client, place: Place) -> None:
    indicator = place.obligation.indicators.get()
    answer = send(
        sender,
        place,
        upload(),
        upload("录像.mp4", b"\0\0\0\x18ftypmp42xx"),
        **{f"value_{indicator.pk}": "91.2"},
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/receipts/submissions/{Submission.objects.get().pk}/"
    first, second = File.objects.exclude(name="录像.mp4").get(), File.objects.get(name="录像.mp4")
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert first.sm3 == hashlib.new("sm3", PDF).hexdigest()
    assert first.size == len(PDF) and second.state == "pending"
    assert IndicatorValue.objects.get(submission__isnull=False).value == Decimal("91.20")
    assert place.obligation.state == "submitted"
    assert {item.respondent for item in Item.objects.all()} == {place.respondent}


def test_a_form_sent_twice_is_done_once(sender: Client, place: Place) -> None:
    said = {"text": "已完成整改", "_key": "0123456789abcdef"}
    answers = [sender.post(url(place), {**said, "files": [upload()]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Submission.objects.count() == 1 and File.objects.count() == 1


def test_a_second_report_waits_for_the_verdict(sender: Client, place: Place) -> None:
    before = stored()
    send(sender, place, upload())
    answer = send(sender, place, upload("又一份.pdf"))
    assert answer.status_code == 409 and "不能提交整改材料" in answer.content.decode()
    assert Submission.objects.count() == 1 and File.objects.count() == 1 and stored() == before + 1


HTML = b"<html><script>alert(1)</script></html>"
BAD = {
    "html named jpg": (("照片.jpg", HTML), "的内容与文件类型不符"),
    "type not taken": (("页面.html", HTML), "不接收“页面.html”这种文件"),
    "program": (("安装.exe", b"MZ\0\0"), "不接收"),
    "program named txt": (("说明.txt", b"MZ\x90\0\x03\0"), "的内容与文件类型不符"),
    "empty": (("空.pdf", b""), "是空文件"),
    "no ending": (("无后缀", PDF), "不接收"),
    "hidden ending": (("照片\u202egpj.exe", b"MZ\0\0"), "不接收“照片gpj.exe”"),
}


def test_bad_files_are_refused_at_their_field_and_nothing_is_kept(sender: Client, place: Place) -> None:
    before = stored()
    for bad, ((name, content), words) in BAD.items():
        answer = send(sender, place, upload(), SimpleUploadedFile(name, content))
        page = answer.content.decode()
        assert answer.status_code == 422 and words in page and "已完成整改" in page, bad
        assert answer.context["form"].errors.keys() == {"files"}, bad
    assert not Submission.objects.exists() and not File.objects.exists() and stored() == before


def test_too_large_and_too_many(sender: Client, place: Place, settings) -> None:
    page = send(sender, place, upload("一.pdf", b""), upload("二.exe", b"x")).content.decode()
    assert "“一.pdf”是空文件" in page and "不接收“二.exe”" in page
    settings.EVIDENCE_MAX_BYTES = 100
    answer = send(sender, place, upload())
    assert answer.status_code == 422 and "的上限" in answer.content.decode()
    answer = send(sender, place, *(upload(f"{n}.pdf") for n in range(60)))
    assert answer.status_code == 422 and "一次最多提交 50 个文件，这次有 60 个" in answer.content.decode()
    assert not File.objects.exists()


def test_names_lose_what_is_not_a_name(sender: Client, place: Place) -> None:
    said = (
        "../../etc/passwd.pdf",
        "C:\\材料\\报告.pdf",
        "发票\u202efdp.pdf",
        "零\u200b宽.pdf",
        "长" * 300 + ".pdf",
    )
    files = [upload() for _ in said]
    for file, name in zip(files, said, strict=True):
        file._name = name  # type: ignore[attr-defined]  # past what the test client would clean
    assert send(sender, place, *files).status_code == 302
    kept = set(File.objects.values_list("name", flat=True))
    assert kept == {"passwd.pdf", "报告.pdf", "发票fdp.pdf", "零宽.pdf", "长" * 196 + ".pdf"}


def test_without_words_it_is_not_sent_and_figures_must_be_figures(sender: Client, place: Place) -> None:
    field = f"value_{place.obligation.indicators.get().pk}"
    answer = send(sender, place, text="", **{field: "很多"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"text", field}
    answer = send(sender, place, **{field: "99999999999999"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {field}


def test_a_reply_stops_the_clock_and_is_receipted(client: Client, place: Place) -> None:
    client.force_login(place["post.leader"])
    page = f"/portal/respondents/{place.respondent.pk}/reply/"
    assert "填写回复" in client.get(page).content.decode()
    assert client.post(page, {"text": ""}).status_code == 422
    assert client.post(page, {"text": "已整改到位", "files": [upload("回复函.pdf")]}).status_code == 302
    assert Reply.objects.get().respondent == place.respondent and place.respondent.state == "replied"
    shown = client.get(page).content.decode()
    assert f"/receipts/replies/{Reply.objects.get().pk}/" in shown and "<textarea" not in shown
    again = client.post(page, {"text": "再回复"})
    assert again.status_code == 409 and Reply.objects.count() == 1
