"""Documents of Office programs: the new ones are archives of XML, the old ones small file systems (OLE); OFD is the former."""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

import olefile

from evidence.checking.rules import DEEPEST_XML, MOST_XML, Finding, MiB, Stop, shown

if TYPE_CHECKING:
    from evidence.checking.zips import Container

BULK: Final = re.compile(
    r"/xl/(?:worksheets|sharedstrings|pivotcache|calcchain)"
)  # cells alone: only its beginning is read
MOST_DIRECTORY: Final = 10_000
DANGEROUS: Final = frozenset({"attachedtemplate", "oleobject", "frame", "subdocument", "control", "package"})
DDE: Final = re.compile(r"\bDDE(?:AUTO)?\b")
DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00?!\x00[DE]\x00[ON]\x00[CT]")
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
    content = found.read(name, 2 * MiB if BULK.match("/" + name.lower()) else MOST_XML)
    if DTD.search(content):
        raise Stop("xml_entities", shown(name))
    reader = _Reader(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begins, reader.ends
    parser.CharacterDataHandler = reader.says
    try:
        parser.Parse(content, len(content) == found.names[name].file_size)
    except expat.ExpatError as error:
        raise Stop("unreadable", shown(name)) from error
    if DDE.search("".join(reader.codes)):
        raise Stop("template_outside", shown(name))
    yield from reader.found


class _Reader:
    """Reads one part: how deep it is, what it points to, and the codes of its fields, however they are cut up."""

    def __init__(self, name: str) -> None:
        self.name = shown(name)
        self.depth = 0
        self.in_code = False
        self.codes: list[str] = []
        self.found: list[Finding] = []

    def begins(self, tag: str, attributes: dict[str, str]) -> None:
        """An element; Stop when it may not be there."""
        self.depth += 1
        if self.depth > DEEPEST_XML:
            raise Stop("xml_deep", self.name)
        local = tag.rpartition(":")[2]
        self.in_code = local == "instrText"
        if local == "ddeLink":
            raise Stop("template_outside", self.name)
        if local == "fldSimple":
            self.codes += [value for key, value in attributes.items() if key.rpartition(":")[2] == "instr"]
        if local == "Relationship" and attributes.get("TargetMode", "").lower() == "external":
            self._points(attributes.get("Type", "").rpartition("/")[2].lower())

    def ends(self, _tag: str) -> None:
        """The end of an element."""
        self.depth -= 1
        self.in_code = False

    def says(self, text: str) -> None:
        """Text; kept where it is a code."""
        if self.in_code:
            self.codes.append(text)

    def _points(self, kind: str) -> None:
        if kind in DANGEROUS:
            raise Stop("template_outside", self.name)
        if kind != "hyperlink":
            self.found.append(Finding("links_outside", self.name))
