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
    """The file's own name: no folders, nothing unseen (control and direction characters), not too long."""
    said = unicodedata.normalize("NFC", FOLDER.sub("", upload.name or ""))
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
    if wrong := [text for upload in uploads if (text := _fault(upload))]:
        raise ValidationError({field: wrong})
    return [ALLOWED[_ending(upload)][0] for upload in uploads]


def _fault(upload: Upload) -> str:
    """What is wrong with a file, in words; empty when nothing is."""
    name, ending = name_of(upload), _ending(upload)
    if ending not in ALLOWED:
        return _("不接收“%(name)s”这种文件，请上传文档、表格、图片或音视频") % {"name": name}
    if not upload.size:
        return _("“%(name)s”是空文件，请检查后重新选择") % {"name": name}
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        return _("“%(name)s”超过单个文件 %(limit)s 的上限，请压缩或者拆分") % {"name": name, "limit": limit}
    if not _is_what_it_says(_head(upload), ALLOWED[ending][1]):
        return _("“%(name)s”的内容与文件类型不符，请检查后重新上传") % {"name": name}
    return ""


def _is_what_it_says(head: bytes, marks: tuple[tuple[int, bytes], ...]) -> bool:
    if marks:
        return any(head.startswith(mark, offset) for offset, mark in marks)
    return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _head(upload: Upload) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(HEAD)
    upload.seek(0)
    return head


def _ending(upload: Upload) -> str:
    return name_of(upload).rpartition(".")[2].lower()


def _unseen(char: str) -> bool:
    """Control, format (bidirectional marks, zero width), private and broken characters; white space is kept."""
    return unicodedata.category(char)[0] == "C" and char not in "\t\n\r"
