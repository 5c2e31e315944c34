"""PDF documents: read by qpdf (pikepdf), object by object, for everything that acts by itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import pikepdf

from evidence.checking import attached
from evidence.checking.rules import MOST_OBJECTS, Finding, Stop

TEXT: Final = re.compile(rb"\((?:\\.|[^\\()])*\)", re.S)
JAVASCRIPT: Final = re.compile(rb"/(?:JavaScript|JS)\b")
LAUNCH: Final = re.compile(rb"/S /(?:Launch|ImportData)\b")
ACTIVE: Final = re.compile(rb"/(?:RichMedia|Movie|Rendition|Flash)\b")
LEAVES: Final = re.compile(rb"/S /(?:URI|SubmitForm|GoToR|GoToE)\b")
ATTACHED: Final = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|EF)\b")
FORM: Final = re.compile(rb"/XFA\b")
REFUSES: Final = ((JAVASCRIPT, "pdf_javascript"), (LAUNCH, "pdf_launch"), (ACTIVE, "pdf_active"))
NOTES: Final = ((ATTACHED, "pdf_attachment"), (FORM, "pdf_form"))


def look(source: Path | BinaryIO, folder: Path | None = None, *, within: bool = False) -> Iterator[Finding]:
    """What a PDF does beside showing its pages, and the files in it, written into the folder; Stop when it may not.

    A PDF within a PDF may hold no files of its own.
    """
    try:
        document = pikepdf.open(source, access_mode=pikepdf.AccessMode.stream)
    except pikepdf.PasswordError as error:
        raise Stop("pdf_locked") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise Stop("unreadable") from error
    with document:
        try:
            for finding in _judged(document):
                yield finding
                if finding.code == "pdf_attachment":
                    if within:
                        raise Stop("pdf_attached")
                    yield from attached.look(document, folder)
        except (pikepdf.PdfError, RuntimeError, ValueError) as error:
            raise Stop("unreadable") from error


def _judged(document: pikepdf.Pdf) -> Iterator[Finding]:
    if len(document.objects) > MOST_OBJECTS:
        raise Stop("pdf_objects", f"{len(document.objects)}")
    noted = set()
    for shown in _written(document):
        for pattern, code in REFUSES:
            if pattern.search(shown):
                raise Stop(code)
        noted |= {code for pattern, code in NOTES if pattern.search(shown)}
    if any(LEAVES.search(action) for action in _by_itself(document)):
        raise Stop("pdf_opens")
    if not len(document.pages):
        raise Stop("unreadable")
    yield from (Finding(code) for code in sorted(noted))


def _written(document: pikepdf.Pdf) -> Iterator[bytes]:
    """Every object as qpdf would write it: names in one spelling, texts left out."""
    for each in document.objects:
        told = each.stream_dict if isinstance(each, pikepdf.Stream) else each
        yield TEXT.sub(b"", told.unparse(resolved=True))


def _by_itself(document: pikepdf.Pdf) -> Iterator[bytes]:
    """What happens without a click: on opening the document or turning to a page."""
    places = [document.Root, *(page.obj for page in document.pages)]
    for place in places:
        for key in ("/OpenAction", "/AA"):
            if key in place:
                yield _deep(place[key])


def _deep(action: pikepdf.Object, left: int = 8) -> bytes:
    """An action with those that follow it."""
    if not left:
        return b""
    told = TEXT.sub(b"", action.unparse(resolved=True))
    if isinstance(action, pikepdf.Dictionary):
        told += b"".join(_deep(value, left - 1) for _key, value in action.items() if _is_action(value))
    return told


def _is_action(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and "/S" in value
