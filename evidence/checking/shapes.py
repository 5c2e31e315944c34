"""What a file is by its bytes, from the first to the last; and whether it is something else besides."""

import os
import re
import struct
from collections.abc import Iterator
from typing import IO, Final

from evidence.checking import zips
from evidence.checking.kinds import ARCHIVES
from evidence.checking.rules import Finding, MiB, Stop

CHUNK: Final = 4 * MiB
EDGE: Final = 64 * 1024
PAGE: Final = re.compile(rb"<script[\s>/]|<!doctype\s+html|<html[\s>]|<svg[\s>]|<\?php\s|<iframe[\s>]", re.I)
OPENING: Final = re.compile(
    rb"^\s*(?:<(?:!doctype|html|head|body|script|svg|iframe|img|math|\?php|%@)|#!\s*/)", re.I
)
PROGRAM: Final = re.compile(rb"^\s*(?:MZ.{0,4096}?PE\x00\x00|\x7fELF|#!\s*/|\xca\xfe\xba\xbe)", re.S)
FORMULA: Final = re.compile(rb"^[\"']?[=+@-][A-Za-z@]", re.M)
COMMAND: Final = re.compile(  # bounded everywhere: a line may be a gigabyte long
    rb"(?:^|[,;\t])\s{0,9}[\"']?[=+@-](?:[^\r\n]{0,200}?(?:WEBSERVICE|CALL|REGISTER)\(|[\w'\" .]{1,60}\|[^\r\n]{0,200}?!)",
    re.M | re.I,
)
JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def size_of(file: IO[bytes]) -> int:
    """How long an open file is."""
    return file.seek(0, os.SEEK_END)


def text(file: IO[bytes], *, table: bool) -> Iterator[Finding]:
    """Text and tables: words all the way, and no page that a browser would take them for."""
    file.seek(0)
    head = file.read(EDGE)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    plain = head.replace(b"\x00", b"") if wide else head.removeprefix(b"\xef\xbb\xbf")
    if OPENING.match(plain):
        raise Stop("hides_page")
    for chunk in _all(file):
        if not wide and b"\x00" in chunk:
            raise Stop("not_what_it_says")
        if table and COMMAND.search(chunk):
            raise Stop("table_command")
        if table and FORMULA.search(chunk):
            yield Finding("table_formula")
    yield from elsewhere(file)


def png(file: IO[bytes], size: int) -> Iterator[Finding]:
    """Chunk by chunk to IEND, and what stands behind it."""
    at = 8
    while at + 12 <= size:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        at += 12 + length
        if kind == b"IEND":
            yield from picture(file, size, at)
            return
    raise Stop("unreadable")


def jpeg(file: IO[bytes], size: int) -> Iterator[Finding]:
    """Segment by segment to the mark of the end, and what stands behind it."""
    at = 2
    while at + 2 <= size:
        file.seek(at)
        mark = file.read(4)
        if mark[0] != 0xFF:
            raise Stop("unreadable")
        if mark[1] == 0xFF:  # filling
            at += 1
        elif mark[1] == 0xD9:
            yield from picture(file, size, at + 2)
            return
        elif mark[1] in JPEG_ALONE:
            at += 2
        elif len(mark) < 4:
            break
        else:
            at += 2 + int.from_bytes(mark[2:], "big")
            if mark[1] == 0xDA:
                at = _after_scan(file, at)
    raise Stop("unreadable")


def _after_scan(file: IO[bytes], at: int) -> int:
    """The next mark that is not part of the picture's data."""
    file.seek(at)
    kept = b""
    while chunk := file.read(CHUNK):
        data, begin = kept + chunk, at - len(kept)
        for found in re.finditer(rb"\xff[^\x00\xd0-\xd7\xff]", data):
            return begin + found.start()
        at += len(chunk)
        kept = data[-1:]
    raise Stop("unreadable")


def picture(file: IO[bytes], size: int, end: int) -> Iterator[Finding]:
    """A picture that ends at `end`: nothing that runs in it, and nothing dangerous behind it."""
    for chunk in _all(file):
        if PAGE.search(chunk):
            raise Stop("hides_page")
    yield from behind(file, size, end)


def boxes(file: IO[bytes], size: int) -> Iterator[Finding]:
    """Films (MP4, MOV): boxes from the first byte to the last."""
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head[:8])
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        if length == 0:  # to the end of the file
            at = size
        elif length < 8 or not all(32 <= byte < 127 or byte == 0xA9 for byte in kind):
            break
        else:
            at += length
    if at > size:
        raise Stop("unreadable")
    yield from behind(file, size, at)


def wave(file: IO[bytes], size: int) -> Iterator[Finding]:
    """Sound in a RIFF box."""
    file.seek(0)
    kind, length, form = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\x00"))
    if form != b"WAVE":
        raise Stop("not_what_it_says")
    end = size if kind == b"RF64" or length in (0, 0xFFFFFFFF) else min(size, 8 + length + length % 2)
    yield from behind(file, size, end)


def pdf(file: IO[bytes], size: int) -> Iterator[Finding]:
    """A PDF from its first byte to its last mark of the end."""
    file.seek(max(0, size - EDGE))
    tail = file.read()
    at = tail.rfind(b"%%EOF")
    if at < 0:
        raise Stop("unreadable")
    yield from behind(file, size, size - len(tail) + at + 5, documents=False)


def behind(file: IO[bytes], size: int, end: int, *, documents: bool = True) -> Iterator[Finding]:
    """What stands behind the end of a file: nothing that any program would run or open."""
    file.seek(end)
    rest = file.read(EDGE).lstrip(b"\x00\r\n\t ")
    more = f"{size - end}"
    if PROGRAM.match(rest):
        raise Stop("hides_program", more)
    if PAGE.search(rest):
        raise Stop("hides_page", more)
    if b"%PDF-" in rest:
        raise Stop("hides_document", more)
    if rest.startswith(ARCHIVES):
        raise Stop("hides_archive", more)
    yield from elsewhere(file, documents=documents)
    if rest:
        yield Finding("more_behind", more)


def elsewhere(file: IO[bytes], *, documents: bool = True) -> Iterator[Finding]:
    """Whether another program would find another file in this one."""
    file.seek(0)
    if documents and b"%PDF-" in file.read(1024):  # readers look for it there
        raise Stop("hides_document")
    if zips.is_one(file):
        raise Stop("hides_archive")
    yield from ()


def _all(file: IO[bytes]) -> Iterator[bytes]:
    """The whole file, piece by piece; each begins with the end of the one before."""
    file.seek(0)
    kept = b""
    while chunk := file.read(CHUNK):
        yield kept + chunk
        kept = chunk[-64:]
