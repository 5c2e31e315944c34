"""Files within a PDF: found wherever they hang in it, unpacked within bounds, and looked at like what comes in by itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pikepdf

from evidence.checking import names, office, shapes, zips
from evidence.checking.kinds import ARCHIVES, OLE, ZIP
from evidence.checking.rules import (
    LARGEST_ATTACHMENT,
    MOST_ATTACHED,
    MOST_ATTACHMENTS,
    Finding,
    Stop,
    shown,
)

MARK: Final = re.compile(rb"/(?:EF|EmbeddedFile)\b")
CALLED: Final = ("/UF", "/F", "/Unix", "/DOS", "/Mac")
WEB: Final = names.PAGES - {"xml"}
DRAWN: Final = re.compile(rb"<\?xml-stylesheet|www\.w3\.org/(?:1999/xhtml|2000/svg|1999/XSL)", re.I)
OWN: Final = {"hides_page": "pdf_page", "pdf_attached": "pdf_attached"}
BOMS: Final = b"\xef\xbb\xbf\xff\xfe"
FILE: Final = "attached-{}"  # what the scanner is given, in the folder of the previews


def look(document: pikepdf.Pdf, folder: Path | None) -> Iterator[Finding]:
    """What is wrong with the files in a PDF; Stop at the first that must not come in. They are written into the folder."""
    found, left, budget = _found(document), MOST_ATTACHED, zips.Budget()
    if len(found) > MOST_ATTACHMENTS:
        raise Stop("pdf_attachments", f"{len(found)}")
    for number, (stream, called) in enumerate(found):
        # what is packed as only pictures are is no file that anybody could open
        content = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
        left -= len(content)
        if left < 0 or len(content) > LARGEST_ATTACHMENT:
            raise Stop("pdf_attachments", _first(called))
        yield from _judged(called, content, budget)
        if folder is not None:
            (folder / FILE.format(number)).write_bytes(content)


def _found(document: pikepdf.Pdf) -> list[tuple[pikepdf.Stream, list[str]]]:
    """Every file in it with all of its names: by the dictionaries that name them, and by what they call themselves."""
    found: dict[tuple[int, int], tuple[pikepdf.Stream, list[str]]] = {}
    for each in document.objects:
        told = each.stream_dict if isinstance(each, pikepdf.Stream) else each
        if not MARK.search(told.unparse(resolved=True)):
            continue
        if isinstance(each, pikepdf.Stream) and told.get("/Type") == pikepdf.Name.EmbeddedFile:
            found.setdefault(each.objgen, (each, []))
        for spec in _specifications(told):
            for stream in (one for one in spec.EF.values() if isinstance(one, pikepdf.Stream)):
                _stream, called = found.setdefault(stream.objgen, (stream, []))
                called += [str(spec[key]) for key in CALLED if key in spec]
    return list(found.values())


def _specifications(node: object) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries in one object that name a file in the document."""
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Dictionary):
            if isinstance(node.get("/EF"), pikepdf.Dictionary):
                yield node
            todo += [child for _key, child in node.items() if _direct(child)]
        elif isinstance(node, pikepdf.Array):
            todo += [child for child in node if _direct(child)]


def _direct(child: object) -> bool:
    return isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect


def _judged(called: list[str], content: bytes, budget: zips.Budget) -> Iterator[Finding]:
    """One of them. What refuses it says where, and the file it hangs in is refused with it."""
    name = _first(called)
    head = content[: shapes.EDGE]
    if any(zips.runs(one, head) for one in called or [""]) or shapes.PROGRAM.match(head):
        raise Stop("pdf_program", name)
    if any(names.opens_as(one) in WEB for one in called):
        raise Stop("pdf_page", name)
    try:
        for finding in _within(content, budget):
            yield replace(finding, detail=f"{name} {finding.detail}".strip())
    except Stop as stop:
        code, detail = stop.finding.code, stop.finding.detail
        if code in OWN:
            raise Stop(OWN[code], name) from stop
        yield Finding(code, f"{name} {detail}".strip())
        raise Stop("pdf_attached", name) from stop


def _within(content: bytes, budget: zips.Budget) -> Iterator[Finding]:
    """What it is by its first bytes, and what is wrong with it as such."""
    from evidence.checking import pdf

    file = io.BytesIO(content)
    if content.startswith(ZIP):
        yield from zips.look(file, len(content), budget=budget)
    elif content.startswith(OLE):
        yield from office.old(file)
        yield from shapes.elsewhere(file)
    elif content.startswith(b"%PDF-"):
        yield from shapes.pdf(file, len(content))
        yield from pdf.look(file, within=True)
    elif content.startswith(ARCHIVES):
        raise Stop("hides_archive")
    else:
        plain = content.replace(b"\x00", b"").lstrip(BOMS)
        if shapes.PAGE.search(plain) or shapes.OPENING.match(plain) or DRAWN.search(plain):
            raise Stop("hides_page")
        yield from shapes.elsewhere(file)


def _first(called: list[str]) -> str:
    return shown(called[0]) if called else ""
