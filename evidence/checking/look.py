"""One file, looked at by everything that its ending asks for."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Final

from evidence.checking import names, office, pdf, pictures, shapes, zips
from evidence.checking.kinds import ALLOWED, OLE
from evidence.checking.rules import Finding, Stop

Look = Callable[[Path, IO[bytes], int], Iterator[Finding]]


def look(path: Path, name: str, folder: Path | None = None) -> list[Finding]:
    """All findings of a file; the last one refuses it, if any does. Files within a PDF are written into the folder."""
    found: list[Finding] = []
    try:
        for finding in _findings(path, name, folder):
            if finding not in found:
                found.append(finding)
    except Stop as stop:
        found.append(stop.finding)
    return found


def _findings(path: Path, name: str, folder: Path | None) -> Iterator[Finding]:
    yield from names.look(name)
    kind = names.ending(name)
    if kind not in ALLOWED:
        raise Stop("unknown_type", kind)
    marks = ALLOWED[kind][1]
    with path.open("rb") as file:
        size = shapes.size_of(file)
        if not size:
            raise Stop("empty")
        file.seek(0)
        head = file.read(16)
        if marks and not any(head.startswith(mark, at) for at, mark in marks):
            raise Stop("not_what_it_says")
        looks = partial(_pdf, folder=folder) if kind == "pdf" else LOOKS[kind]
        yield from looks(path, file, size)


def _pdf(path: Path, file: IO[bytes], size: int, *, folder: Path | None) -> Iterator[Finding]:
    yield from shapes.pdf(file, size)
    yield from pdf.look(path, folder)


def _png(path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from shapes.png(file, size)
    yield from pictures.look(path, "png")


def _jpeg(path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from shapes.jpeg(file, size)
    yield from pictures.look(path, "jpg")


def _archive(_path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from zips.look(file, size, budget=zips.Budget())


def _document(path: Path, file: IO[bytes], size: int, *, inside: str = "") -> Iterator[Finding]:
    """A document that is an archive inside, of the kind that it calls itself."""
    found = zips.opened(file, size)
    if not found.is_document or not any(name.lower().startswith(inside) for name in found.names):
        raise Stop("not_what_it_says")
    yield from _archive(path, file, size)


def _old(path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    file.seek(0)
    if file.read(4) != OLE:
        yield from _document(path, file, size)
        return
    file.seek(0)
    yield from office.old(file)
    yield from shapes.elsewhere(file)


def _text(_path: Path, file: IO[bytes], _size: int, *, table: bool = False) -> Iterator[Finding]:
    yield from shapes.text(file, table=table)


def _film(_path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from shapes.boxes(file, size)


def _wave(_path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from shapes.wave(file, size)


def _sound(_path: Path, file: IO[bytes], size: int) -> Iterator[Finding]:
    yield from shapes.behind(file, size, size)


LOOKS: Final[dict[str, Look]] = {
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "docx": partial(_document, inside="word/"),
    "xlsx": partial(_document, inside="xl/"),
    "pptx": partial(_document, inside="ppt/"),
    "ofd": partial(_document, inside="ofd.xml"),
    "doc": _old,
    "xls": _old,
    "wps": _old,
    "zip": _archive,
    "txt": _text,
    "csv": partial(_text, table=True),
    "mp4": _film,
    "mov": _film,
    "mp3": _sound,
    "wav": _wave,
}
