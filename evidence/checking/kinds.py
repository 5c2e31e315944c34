"""Which kinds of files there are: the one list of endings, with what the first bytes must be."""

from typing import Final

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"
ARCHIVES: Final = (  # which nobody can mistake for anything else; only ZIP is looked into
    ZIP, b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"MSCF\x00",
)  # fmt: skip

# ending: (media type, what stands where in the file: offset and bytes, one of them; empty for plain text)
ALLOWED: Final[dict[str, tuple[str, tuple[tuple[int, bytes], ...]]]] = {
    "pdf": ("application/pdf", ((0, b"%PDF-"),)),
    "png": ("image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    "jpg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "jpeg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ((0, ZIP),)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ((0, ZIP),)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ((0, ZIP),)),
    "doc": ("application/msword", ((0, OLE),)),
    "xls": ("application/vnd.ms-excel", ((0, OLE),)),
    "wps": ("application/vnd.ms-works", ((0, OLE), (0, ZIP))),
    "ofd": ("application/ofd", ((0, ZIP),)),
    "zip": ("application/zip", ((0, ZIP), (0, b"PK\x05\x06"))),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "mp4": ("video/mp4", ((4, b"ftyp"),)),
    "mov": ("video/quicktime", ((4, b"ftyp"), (4, b"moov"), (4, b"wide"), (4, b"mdat"), (4, b"free"))),
    "mp3": (
        "audio/mpeg",
        ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")),
    ),
    "wav": ("audio/wav", ((0, b"RIFF"), (0, b"RF64"))),
}
DRAWN: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})


def media_type_of(name: str) -> str:
    """The media type by the ending of a file's name; empty for a kind that is not taken."""
    found = ALLOWED.get(name.rpartition(".")[2].lower())
    return found[0] if found else ""
