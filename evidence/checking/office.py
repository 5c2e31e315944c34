"""Documents of Office programs: the new ones are archives of XML, the old ones small file systems (OLE); OFD is the former."""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

import olefile

from evidence.checking.rules import DEEPEST_XML, MOST_XML, Finding, MiB, Stop, shown

if TYPE_CHECKING:
    from evidence.checking.zips import Container

MOST_RELATIONS: Final = 4 * MiB
MOST_DIRECTORY: Final = 10_000
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
TYPE: Final = re.compile(rb"\bType\s*=\s*[\"']([^\"']*)")
OUTSIDE: Final = re.compile(rb"\bTargetMode\s*=\s*[\"']External[\"']")
DANGEROUS: Final = (b"attachedtemplate", b"oleobject", b"frame", b"subdocument", b"control", b"package")
HARMLESS: Final = (b"hyperlink",)
DDE: Final = re.compile(rb"<(?:\w+:)?ddeLink\b|\bDDEAUTO\b|<(?:\w+:)?instrText[^>]*>\s*DDE\b")
DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00?!\x00D\x00O\x00C\x00T|<\x00!\x00E\x00N\x00T")
MACROS: Final = re.compile(r"vbaproject\.bin|vbadata\.xml|macrosheets/|customui/.*\.bin")
ACTIVE: Final = re.compile(r"/activex/")
EMBEDDED: Final = re.compile(r"/embeddings/.")


def look(found: "Container") -> Iterator[Finding]:
    """What an archive of XML parts brings along; Stop when it is more than text and pictures."""
    for name in found.names:
        low = "/" + name.lower()
        if MACROS.search(low):
            raise Stop("macros", shown(name))
        if ACTIVE.search(low):
            raise Stop("active_parts", shown(name))
        if EMBEDDED.search(low):
            yield Finding("embedded_object", shown(name))
            if low.endswith(".bin"):
                yield from _embedded(found, name)
        if low.endswith((".xml", ".rels", ".vml")):
            yield from _part(found, name)


def old(file: IO[bytes]) -> Iterator[Finding]:
    """What a document of the old kind brings along."""
    try:
        ole = olefile.OleFileIO(file)
        entries = ole.listdir(streams=True, storages=True)
    except Exception as error:
        raise Stop("unreadable") from error
    if len(entries) > MOST_DIRECTORY:
        raise Stop("over_limits", f"{len(entries)}")
    parts = {part.lower() for entry in entries for part in entry}
    if parts & {"encryptedpackage", "encryptioninfo"} or _word_is_locked(ole):
        raise Stop("office_locked")
    if parts & {"vba", "_vba_project", "_vba_project_cur", "macros"}:
        raise Stop("macros")
    if "\x01ole10native" in parts:
        raise Stop("active_parts")
    if "objectpool" in parts or any(part.startswith("mbd") for part in parts):
        yield Finding("embedded_object")


def _word_is_locked(ole: "olefile.OleFileIO") -> bool:
    """Word says so in the flags of its first block, Excel by a FilePass record near the beginning of its book."""
    if ole.exists("WordDocument"):
        head = ole.openstream("WordDocument").read(12)
        return len(head) == 12 and bool(head[11] & 1)
    for book in ("Workbook", "Book"):
        if ole.exists(book):
            return b"\x2f\x00\x36\x00\x01\x00" in ole.openstream(book).read(4096)
    return False


def _embedded(found: "Container", name: str) -> Iterator[Finding]:
    """An OLE object inside: a packaged file is opened by a double click, a picture of a table is not."""
    inside = found.read(name, 16 * MiB)
    if not inside.startswith(olefile.MAGIC):
        return
    yield from old(_file(inside))


def _file(content: bytes) -> IO[bytes]:
    import io

    return io.BytesIO(content)


def _part(found: "Container", name: str) -> Iterator[Finding]:
    content = found.read(name, MOST_XML)
    if DTD.search(content):
        raise Stop("xml_entities", shown(name))
    if DDE.search(content):
        raise Stop("template_outside", shown(name))
    if name.lower().endswith(".rels"):
        yield from _relations(content, name)
    _depth(content, name)


def _relations(content: bytes, name: str) -> Iterator[Finding]:
    for tag in RELATION.findall(content[:MOST_RELATIONS]):
        if not OUTSIDE.search(tag):
            continue
        kind = TYPE.search(tag)
        word = kind.group(1).rpartition(b"/")[2].lower() if kind else b""
        if word in DANGEROUS:
            raise Stop("template_outside", shown(name))
        if word not in HARMLESS:
            yield Finding("links_outside", shown(name))


def _depth(content: bytes, name: str) -> None:
    depth = 0

    def begins(_tag: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_XML:
            raise Stop("xml_deep", shown(name))

    def ends(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    try:
        parser.Parse(content, len(content) < MOST_XML)
    except expat.ExpatError as error:
        raise Stop("unreadable", shown(name)) from error
