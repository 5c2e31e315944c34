"""Files that are small until they are opened, and archives that lead outside."""

import struct
import zipfile
import zlib

from tests.evidence.making import patched, plain_png, said, saved, some_archive, zeros, zipped

# ---- bombs -----------------------------------------------------------------------------------------------------


def ratio_bomb() -> bytes:
    return zipped({"a.txt": b"\0" * 40_000_000})


def many_ratio_bombs() -> bytes:
    return zipped({f"{n}.txt": b"\0" * 5_000_000 for n in range(6)})


def size_bomb() -> bytes:
    """Says of each of its 11 parts that it holds 100 MB, and packs so badly that the ratio is in order."""
    return patched({f"{n}.txt": b"x" * 2_000_000 for n in range(11)}, lambda info: said(info, 100_000_000))


def overlapping() -> bytes:
    """1,000 names for the same few bytes."""
    return patched({"a.txt": b"x" * 500_000}, lambda _info: None, times=1000)


def many_entries() -> bytes:
    return zipped({f"{n}.txt": b"" for n in range(1001)})


def unlisted_size() -> bytes:
    """Lists 10 bytes and unpacks to 2 MB."""
    return patched({"a.txt": b"x" * 2_000_000}, lambda info: said(info, 10))


def two_names() -> bytes:
    return archive_with("a.txt").replace(b"a.txt", b"b.exe", 1)


def nested() -> bytes:
    return zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": b"x"})})})


def bomb_in_archive() -> bytes:
    return zipped({"a.zip": ratio_bomb()})


def huge_png() -> bytes:
    """60,000 × 60,000 pixels in a few bytes."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def huge_jpeg() -> bytes:
    """Says that it is 65,000 × 65,000 pixels."""
    made = saved("JPEG")
    at = made.index(b"\xff\xc0")
    return made[: at + 5] + struct.pack(">HH", 65_000, 65_000) + made[at + 9 :]


def text_bomb_in_png() -> bytes:
    """A compressed comment that unpacks to 300 MB."""
    word = b"Comment\0\0" + zeros(300)
    chunk = struct.pack(">I", len(word)) + b"zTXt" + word + struct.pack(">I", zlib.crc32(b"zTXt" + word))
    return plain_png()[:33] + chunk + plain_png()[33:]


def many_objects() -> bytes:
    body, places = b"%PDF-1.4\n", []
    kept = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    parts = [body]
    at = len(body)
    for number in range(1, 300_010):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, kept[number - 1] if number < 3 else b"0")
        places.append(at)
        parts.append(part)
        at += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + end % (300_010, table, 300_010, at)


def memory_bomb() -> bytes:
    """A stream of objects that unpacks to 1.2 GB: whoever reads the PDF must unpack it first."""
    kept = (b"<< /Type /Catalog /Pages 3 0 R >> ", b"<< /Type /Pages /Kids [] /Count 0 >> ")
    front = b"2 0 3 %d " % len(kept[0])
    packed = zeros(1_200, front + kept[0] + kept[1])
    head = b"%PDF-1.5\n"
    stream = b"1 0 obj\n<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n"
    body = head + stream % (len(front), len(packed), packed)
    rows = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([last])
        for kind, place, last in ((0, 0, 0), (1, len(head), 0), (2, 1, 0), (2, 1, 1), (1, len(body), 0))
    )
    xref = b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 2 0 R /Length %d >>\nstream\n%b\nendstream\nendobj\n"
    return body + xref % (len(rows), rows) + b"startxref\n%d\n%%%%EOF\n" % len(body)


# ---- archives that lead outside --------------------------------------------------------------------------------


def archive_with(name: str, content: bytes = b"x") -> bytes:
    return zipped({name: content})


def climbing() -> bytes:
    return archive_with("../../etc/cron.d/x")


def backward_climbing() -> bytes:
    return archive_with("a\\..\\..\\x.txt")


def absolute() -> bytes:
    return archive_with("/etc/passwd")


def on_a_drive() -> bytes:
    return archive_with("C:/windows/x.txt")


def link() -> bytes:
    info = zipfile.ZipInfo("a")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return zipped({info: b"/etc/passwd"})


def locked() -> bytes:
    def lock(info: zipfile.ZipInfo) -> None:
        info.flag_bits |= 1

    return patched({"a.txt": b"x" * 20}, lock)


def twice() -> bytes:
    return zipped({"a.txt": b"1", "A.TXT": b"2"})


def with_program() -> bytes:
    return archive_with("整改工具.exe", b"MZ")


def with_hidden_program() -> bytes:
    return archive_with("照片.jpg", b"MZ\x90\0" + b"\0" * 80)


def with_page() -> bytes:
    return archive_with("网页.html", b"<html></html>")


def with_tail() -> bytes:
    return some_archive() + b"<html>"


def with_front() -> bytes:
    """The end record counts from where the archive begins, behind something else."""
    return b"PK\3\4" + b"\0" * 60 + some_archive()
