"""Which files are let in: by size, by ending, and by what their first bytes say they are."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

# ending: (media type, what the file must begin with; empty where the format has no signature)
ALLOWED: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (ZIP,)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (ZIP,)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", (ZIP,)),
    "doc": ("application/msword", (OLE,)),
    "xls": ("application/vnd.ms-excel", (OLE,)),
    "wps": ("application/vnd.ms-works", (OLE,)),
    "ofd": ("application/ofd", (ZIP,)),
    "zip": ("application/zip", (ZIP, b"PK\x05\x06")),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "mp4": ("video/mp4", ()),
    "mov": ("video/quicktime", ()),
    "mp3": ("audio/mpeg", ()),
    "wav": ("audio/wav", (b"RIFF",)),
}


def media_type(upload: File, *, field: str = "files") -> str:
    """The media type of a file that may come in; ValidationError at `field` for one that may not."""
    name = (upload.name or "").rsplit("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not upload.size:
        raise ValidationError({field: _("“%(name)s”是空文件") % {"name": name}})
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        raise ValidationError({field: _("“%(name)s”超过 %(limit)s 的上限") % {"name": name, "limit": limit}})
    if ending not in ALLOWED:
        raise ValidationError({field: _("不接收“%(name)s”这种文件，请上传文档、表格、图片或音视频") % {"name": name}})
    found, signatures = ALLOWED[ending]
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if signatures and not head.startswith(signatures):
        raise ValidationError({field: _("“%(name)s”的内容与文件类型不符，请检查后重新上传") % {"name": name}})
    return found
