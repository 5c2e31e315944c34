"""Small real files, made in memory: a page of PDF, a picture, a table."""

import csv
import io
import struct
import zlib
from collections.abc import Iterable, Sequence

from django.core.files.base import ContentFile


def pdf(name: str, lines: Sequence[str]) -> ContentFile[bytes]:
    """One page with these lines, in the Song type every reader brings along."""
    shown = "".join(
        f"BT /F1 {18 if n == 0 else 12} Tf 72 {770 - 28 * n} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for n, line in enumerate(lines)
    ).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%bendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return ContentFile(body + end % (len(objects) + 1, table, len(objects) + 1, len(body)), name=name)


def png(name: str, *, share: int, size: tuple[int, int] = (240, 135)) -> ContentFile[bytes]:
    """A bar filled to `share` per cent: the photo of a screen that shows a rate."""
    width, height = size
    full = width * share // 100
    line = b"\x00" + b"\x2f\x6f\xb5" * full + b"\xe6\xe9\xee" * (width - full)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(line * height)), (b"IEND", b""))
    body = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return ContentFile(body, name=name)


def table(name: str, rows: Iterable[Sequence[object]]) -> ContentFile[bytes]:
    """A table as CSV, with the mark by which spreadsheets know its encoding."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return ContentFile(text.getvalue().encode("utf-8-sig"), name=name)
