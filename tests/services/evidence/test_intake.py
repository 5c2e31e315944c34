"""Which files come in, under which name, and that a failed upload leaves nothing behind."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from evidence import intake, services, storage
from evidence.models import File, Item
from tests.web.portal.place import PDF, Place, ago, upload


def file(name: str, content: bytes = PDF) -> "ContentFile[bytes]":
    return ContentFile(content, name=name)


def stored() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("报告.pdf", "报告.pdf"),
        ("a/b\\c.pdf", "c.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("\u2066\u200fa\u2069.pdf", "a.pdf"),
        ("two\r\nlines\t.pdf", "two lines .pdf"),
        (".htaccess", "htaccess"),
        ("\x00", "未命名"),
        ("", "未命名"),
        ("n" * 400 + ".docx", "n" * 195 + ".docx"),
        ("." * 400, "未命名"),
    ],
)
def test_names(name: str, kept: str) -> None:
    assert intake.name_of(file(name)) == kept


@given(st.text(max_size=400))
def test_no_name_breaks_it(name: str) -> None:
    kept = intake.name_of(file(name))
    assert 0 < len(kept) <= intake.LONGEST_NAME
    assert not set(kept) & {"/", "\\", "\n", "\x00", "\u202e", "\u200b"}


GOOD = {
    "a.pdf": PDF, "a.PNG": b"\x89PNG\r\n\x1a\n", "a.jpeg": b"\xff\xd8\xff\xe0", "a.docx": b"PK\x03\x04", "a.doc": b"\xd0\xcf\x11\xe0",
    "a.wps": b"PK\x03\x04", "a.txt": "文字".encode(), "b.txt": "文字".encode("utf-16"), "a.csv": b"1,2", "a.mp4": b"\0\0\0\x18ftypisom",
    "a.mov": b"\0\0\0\x08wide", "a.mp3": b"ID3\x03", "a.wav": b"RIFF", "a.zip": b"PK\x05\x06",
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_comes_in(name: str) -> None:
    assert intake.check([file(name, GOOD[name])])


@pytest.mark.parametrize(
    "name", [name for name in GOOD if name[0] == "a" and name[-3:] not in ("txt", "csv")]
)
def test_what_is_not_what_it_says(name: str) -> None:
    with pytest.raises(ValidationError, match="内容与文件类型不符"):
        intake.check([file(name, b"<html></html>")])


def test_a_failure_half_way_leaves_no_bytes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before, kept = stored(), storage.keep

    def breaks(upload: "ContentFile[bytes]") -> tuple[str, storage.Digest]:
        if upload.name == "二.pdf":
            raise OSError("disk full")
        return kept(upload)

    monkeypatch.setattr(storage, "keep", breaks)
    with pytest.raises(OSError, match="disk full"):
        services.receive_submission(
            place.obligation.pk,
            text="一",
            files=[upload("一.pdf"), upload("二.pdf")],
            by=place["post.liaison"],
            at=ago(1),
        )
    assert stored() == before and not File.objects.exists() and not Item.objects.exists()
    assert place.obligation.state == "open"


def test_a_bad_file_after_a_good_one_leaves_no_bytes(place: Place) -> None:
    before = stored()
    with pytest.raises(ValidationError):
        services.receive_reply(
            place.respondent.pk,
            text="一",
            received_on=ago(1).date(),
            files=[upload("一.pdf"), upload("二.pdf", b"x")],
            by=place["post.leader"],
            at=ago(1),
        )
    assert stored() == before and not File.objects.exists() and place.respondent.state == "served"
