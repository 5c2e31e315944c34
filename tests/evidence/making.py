"""How the files of the corpus are put together."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

from desk.demo import files


def plain_pdf() -> bytes:
    content: bytes = files.pdf("a.pdf", ["现场笔录"]).read()
    return content


def plain_png() -> bytes:
    content: bytes = files.png("a.png", share=60).read()
    return content


def some_archive() -> bytes:
    return zipped({"材料/一.pdf": plain_pdf(), "材料/二.txt": "说明".encode()})


def zipped(
    parts: "dict[str, bytes] | dict[zipfile.ZipInfo, bytes]", compress: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def patched(parts: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None], times: int = 1) -> bytes:
    """An archive whose directory says something else than what lies there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, random.Random(1).randbytes(len(content) // 8) + content[len(content) // 8 :])
        for info in made.filelist:
            change(info)
        made.filelist = made.filelist * times
    return out.getvalue()


def said(info: zipfile.ZipInfo, size: int) -> None:
    info.file_size = size


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, kind, **options)
    return out.getvalue()


def exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "手机", "义乌市稠城街道 29.3N 120.1E"
    return exif


def changed_pdf(change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as made:
        change(made)
        made.save(out, **options)
    return out.getvalue()


def opening(action: pikepdf.Dictionary) -> bytes:
    return changed_pdf(lambda made: made.Root.__setattr__("OpenAction", action))


def zeros(megabytes: int, front: bytes = b"") -> bytes:
    """Some bytes and very many zeros, packed without packing each of them."""
    packer, block = zlib.compressobj(9), b"\0" * 1_000_000
    first = packer.compress(front) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, wbits=-15).flush()
    total = zlib.adler32(front)
    for _ in range(megabytes):
        total = zlib.adler32(block, total)
    return first + one * megabytes + end + struct.pack(">I", total)


def ole(names: list[str]) -> bytes:
    """A document of the old kind: a header, one table of sectors, and a directory with these names."""
    end, free, sector = 0xFFFFFFFE, 0xFFFFFFFF, 512
    entries = [_entry("Root Entry", 5, 1 if names else free)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else free
        entries.append(_entry(name, 2, free, right=right))
    entries += [b"\0" * 128] * (-len(entries) % 4)
    blocks = len(entries) // 4
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    header += (
        struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", free) * 108
    )
    chain = [0xFFFFFFFD, *range(2, 1 + blocks), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    assert len(header) == sector
    return header + table + b"".join(entries) + b"\0" * 2048


def _entry(name: str, kind: int, child: int, *, right: int = 0xFFFFFFFF) -> bytes:
    said = (name + "\0").encode("utf-16-le")
    body = said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said), kind, 1, 0xFFFFFFFF, right, child)
    return body + b"\0" * 36 + struct.pack("<IQ", 0xFFFFFFFE, 0)
