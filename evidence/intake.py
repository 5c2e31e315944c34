"""Which files are let in: by number, by size, by name, by ending, and by what their bytes say they are."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from evidence.checking.kinds import ALLOWED

Upload: TypeAlias = "File[bytes]"

MOST_FILES = 50
LONGEST_NAME = 200
HEAD = 4096

ACCEPT = ",".join(f".{ending}" for ending in ALLOWED)
FOLDER = re.compile(r"^.*[/\\]", re.DOTALL)


def name_of(upload: Upload) -> str:
    """The file's own name, as it may be kept."""
    return clean_name(upload.name or "")


def clean_name(name: str) -> str:
    """A file's name: no folders, nothing unseen (control and direction characters), not too long."""
    said = unicodedata.normalize("NFC", FOLDER.sub("", name))
    seen = "".join(" " if char.isspace() else char for char in said if not _unseen(char))
    name = " ".join(seen.split()).strip(".") or _("未命名")
    stem, dot, ending = name.rpartition(".")
    return (
        name
        if len(name) <= LONGEST_NAME
        else f"{stem[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"[-LONGEST_NAME:]
    )


def check(uploads: Sequence[Upload], *, field: str = "files") -> list[str]:
    """The media types of files that may come in; ValidationError at `field` that names each one that may not."""
    if len(uploads) > MOST_FILES:
        text = _("一次最多提交 %(most)d 个文件，这次有 %(n)d 个，请分几次提交")
        raise ValidationError({field: text % {"most": MOST_FILES, "n": len(uploads)}})
    found = [_fault(name_of(upload), upload.size, upload) for upload in uploads]
    if wrong := [fault for fault in found if fault is not None]:
        raise ValidationError({field: wrong})
    return [ALLOWED[_ending(name_of(upload))][0] for upload in uploads]


def check_announced(name: str, size: int, *, field: str = "files") -> None:
    """Whether a file of that name and size may be sent at all; ValidationError at `field` when not."""
    if (fault := _fault(name, size)) is not None:
        raise ValidationError({field: fault})


def _fault(name: str, size: int, upload: "Upload | None" = None) -> ValidationError | None:
    """What is wrong with a file, in words, with its code; its bytes are looked at when they are there."""
    ending = _ending(name)
    if ending not in ALLOWED:
        text = _("不接收“%(name)s”这种文件，请上传文档、表格、图片或音视频")
        return ValidationError(text % {"name": name}, code="kind")
    if not size:
        return ValidationError(_("“%(name)s”是空文件，请检查后重新选择") % {"name": name}, code="empty")
    if size > settings.EVIDENCE_MAX_BYTES:
        limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        text = _("“%(name)s”超过单个文件 %(limit)s 的上限，请压缩或者拆分")
        return ValidationError(text % {"name": name, "limit": limit}, code="too_big")
    if upload is not None and not _is_what_it_says(_head(upload), ALLOWED[ending][1]):
        text = _("“%(name)s”的内容与文件类型不符，请检查后重新上传")
        return ValidationError(text % {"name": name}, code="kind")
    return None


def _is_what_it_says(head: bytes, marks: tuple[tuple[int, bytes], ...]) -> bool:
    if marks:
        return any(head.startswith(mark, offset) for offset, mark in marks)
    return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _head(upload: Upload) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(HEAD)
    upload.seek(0)
    return head


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _unseen(char: str) -> bool:
    """Control, format (bidirectional marks, zero width), private and broken characters; white space is kept."""
    return unicodedata.category(char)[0] == "C" and char not in "\t\n\r"
