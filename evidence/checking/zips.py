"""Containers: archives, and the documents that are archives inside. Nothing is written out; parts are counted as they unpack."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from evidence.checking import names
from evidence.checking.kinds import ZIP
from evidence.checking.rules import (
    DEEPEST_ARCHIVE,
    MOST_ENTRIES,
    MOST_RATIO,
    MOST_UNPACKED,
    SMALL_ENTRY,
    Finding,
    MiB,
    Stop,
    shown,
)

CHUNK: Final = 256 * 1024
LOCAL: Final = struct.Struct("<4s5H3L2H")
END: Final = struct.Struct("<4s4H2LH")
MOST_INSIDE: Final = 64 * MiB  # an archive in an archive is held in memory while it is looked into
DRIVE: Final = re.compile(r"^[A-Za-z]:")
MARKS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
DOCUMENTS: Final = frozenset({"[content_types].xml", "ofd.xml"})
Broken: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    struct.error,
    zlib.error,
    EOFError,
    NotImplementedError,
)


@dataclass
class Budget:
    """How much all containers in one file may still unpack to."""

    left: int = MOST_UNPACKED


@dataclass
class Container:
    """One archive that was read: its parts by name, and what was found on the way."""

    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @property
    def is_document(self) -> bool:
        """Whether it is a document rather than an archive."""
        return any(name.lower() in DOCUMENTS for name in self.names)

    def read(self, name: str, most: int) -> bytes:
        """The beginning of a part."""
        with self.archive.open(self.names[name]) as part:
            return part.read(most)


def opened(file: IO[bytes], size: int) -> Container:
    """The container, its directory judged. Stop when it must not be unpacked at all."""
    entries = _declared(file, size)
    if entries > MOST_ENTRIES:
        raise Stop("zip_entries", f"{entries}")
    try:
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
    except Broken as error:
        raise Stop("unreadable") from error
    if not infos or len(infos) > MOST_ENTRIES:
        raise Stop("zip_entries" if infos else "empty", f"{len(infos)}")
    _apart(file, infos, archive.start_dir)
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    if unpacked > MOST_UNPACKED:
        raise Stop("zip_size", f"{unpacked // MiB} MB")
    if unpacked > SMALL_ENTRY and unpacked > packed * MOST_RATIO:
        raise Stop("zip_ratio", f"{unpacked // max(packed, 1)}")
    found, known = Container(archive), set[str]()
    for info in infos:
        _entry(info)
        if info.filename.casefold() in known:
            raise Stop("zip_twice", shown(said(info)))
        known.add(info.filename.casefold())
        found.names[info.filename] = info
    return found


def look(
    file: IO[bytes], size: int, *, budget: Budget, archives: int = 0, depth: int = 0
) -> Iterator[Finding]:
    """What is wrong with a container and with what lies in it; Stop at the first thing that refuses it."""
    from evidence.checking import office

    found = opened(file, size)
    level = archives if found.is_document else archives + 1
    if level > DEEPEST_ARCHIVE + 1 or depth > DEEPEST_ARCHIVE + 1:
        raise Stop("zip_nested")
    if found.is_document:
        yield from office.look(found)
    for info in found.names.values():
        head = _unpack(file, info, budget)
        if not found.is_document:
            yield from _material(info, head)
        if head.startswith(ZIP) and not info.is_dir():
            if info.file_size > MOST_INSIDE:
                raise Stop("zip_nested", shown(said(info)))
            inner = io.BytesIO(found.read(info.filename, info.file_size))
            yield from look(inner, info.file_size, budget=budget, archives=level, depth=depth + 1)


def _material(info: zipfile.ZipInfo, head: bytes) -> Iterator[Finding]:
    """What lies in an archive is papers, pictures and recordings."""
    if runs(info.filename, head):
        raise Stop("zip_program", shown(said(info)))
    if names.opens_as(info.filename) in names.PAGES:
        yield Finding("zip_page", shown(said(info)))


def runs(name: str, head: bytes) -> bool:
    """Whether something that lies in a file is a program, by its name or by its first bytes."""
    return names.opens_as(name) in names.PROGRAMS or (head.startswith(MARKS) and b"\x00" in head[:64])


def is_one(file: IO[bytes]) -> bool:
    """Whether some program would open this as an archive: an end record that leads to at least one entry."""
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(archive.infolist())
    except (*Broken, OSError, ValueError, UnicodeDecodeError):
        return False


def said(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: archives of Chinese Windows have no mark for their encoding."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _declared(file: IO[bytes], size: int) -> int:
    """How many entries the end record says there are, before a directory of millions is read; also whether it is the end."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise Stop("unreadable")
    end = END.unpack_from(tail, at)
    if at + END.size + end[7] != len(tail):
        raise Stop("zip_tail", f"{len(tail) - at - END.size - end[7]}")
    return int(end[4])


def _apart(file: IO[bytes], infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Every entry has bytes of its own, from the first byte of the file on, and is called the same in both places."""
    free = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < free:
            raise Stop("zip_overlap", shown(said(info)))
        file.seek(info.header_offset)
        head = file.read(LOCAL.size)
        if len(head) < LOCAL.size or not head.startswith(ZIP):
            raise Stop("zip_lies", shown(said(info)))
        *_rest, name, extra = LOCAL.unpack(head)
        if file.read(name) != info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437"):
            raise Stop("zip_lies", shown(said(info)))
        if free == 0 and info.header_offset:
            raise Stop("hides_archive")
        free = info.header_offset + LOCAL.size + name + extra + info.compress_size
    if free > directory:
        raise Stop("zip_overlap")


def _entry(info: zipfile.ZipInfo) -> None:
    name = said(info).replace("\\", "/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & 0x2041:
        raise Stop("zip_locked", shown(name))
    if name.startswith("/") or DRIVE.match(name) or ".." in name.split("/") or "\x00" in info.orig_filename:
        raise Stop("zip_path", shown(name))
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise Stop("zip_link", shown(name))
    if info.file_size > SMALL_ENTRY and info.file_size > info.compress_size * MOST_RATIO:
        raise Stop("zip_ratio", f"{shown(name)} {info.file_size // max(info.compress_size, 1)}")


def _unpack(file: IO[bytes], info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Unpack an entry into nothing, whatever its directory says of its size; its first bytes."""
    file.seek(info.header_offset)
    *_rest, name, extra = LOCAL.unpack(file.read(LOCAL.size))
    file.seek(name + extra, io.SEEK_CUR)
    head, count = b"", 0
    for chunk in _chunks(file, info):
        head, count = head or chunk[:64], count + len(chunk)
        budget.left -= len(chunk)
        if budget.left < 0:
            raise Stop("zip_size", shown(said(info)))
        if count > info.file_size:
            break
    if count != info.file_size:
        raise Stop("zip_lies", shown(said(info)))
    return head


def _chunks(file: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = info.compress_size
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Stop("unreadable", shown(said(info)))
    inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    while left and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        if inflate is None:
            yield packed
        else:
            yield from _inflated(inflate, packed, info)
    if left or (inflate and (inflate.unused_data or not inflate.eof)):
        raise Stop("zip_lies", shown(said(info)))


def _inflated(inflate: "zlib._Decompress", packed: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A few at a time, so that a bomb is counted before it fills the memory."""
    while True:
        try:
            chunk = inflate.decompress(packed, 4 * CHUNK)
        except zlib.error as error:
            raise Stop("unreadable", shown(said(info))) from error
        yield chunk
        packed = inflate.unconsumed_tail
        if not packed and len(chunk) < 4 * CHUNK:
            return
