#!/usr/bin/env python3
"""Checks an archive of evidence without any network: the signature, the list, every file. 离线核验证据导出包。

    python verify.py                     the folder in which this program lies
    python verify.py ARCHIVE.zip         an archive as it was received
    python verify.py … --key HEX         with the public key that the office told you, and no other

Standard library only, Python 3.8 or newer. Exit code 0: all is as it was signed; 1: it is not, and what is wrong is
named. The signature is Ed25519 (RFC 8032, section 5.1).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from typing import IO, Any

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
OUR_OWN = {MANIFEST, SIGNATURE, "verify.py", "说明.txt"}
CHUNK = 1024 * 1024

# ---- Ed25519: is this signature of this key? (no secret is handled here, so nothing needs to take constant time) ----

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _x_of(y: int, sign: int) -> int | None:
    """The x of a point, or None when there is no such point."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(data: bytes) -> Any:
    """A point from 32 bytes, in extended coordinates."""
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(a: Any, b: Any) -> Any:
    one = (a[1] - a[0]) * (b[1] - b[0]) % P
    two = (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(scalar: int, point: Any) -> Any:
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


def _same(a: Any, b: Any) -> bool:
    return bool((a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0)


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is the one of `public` (32 bytes) under these bytes."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return _same(_times(s, BASE), _add(r, _times(h, key)))


# ---- where the files lie: a folder, or an archive -------------------------------------------------------------------


class Folder:
    """An archive that was unpacked."""

    def __init__(self, path: str) -> None:
        self.path = path

    def names(self) -> Iterator[str]:
        """What lies in it."""
        for folder, _folders, files in os.walk(self.path):
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), self.path).replace(os.sep, "/")

    def open(self, name: str) -> IO[bytes]:
        """One file of it."""
        path = os.path.realpath(os.path.join(self.path, *name.split("/")))
        if not path.startswith(os.path.realpath(self.path) + os.sep):
            raise KeyError(name)
        return open(path, "rb")


class Archive:
    """An archive as it was received."""

    def __init__(self, path: str) -> None:
        self.zip = zipfile.ZipFile(path)

    def names(self) -> Iterator[str]:
        """What lies in it."""
        return (name for name in self.zip.namelist() if not name.endswith("/"))

    def open(self, name: str) -> IO[bytes]:
        """One file of it."""
        return self.zip.open(name)


# ---- the check ------------------------------------------------------------------------------------------------------


def check(place: Folder | Archive, key: str | None = None) -> tuple[list[str], int]:
    """What is wrong, in words; nothing when all is as it was signed. Second: how many files were compared."""
    try:
        with place.open(MANIFEST) as file:
            written = file.read()
    except (OSError, KeyError, zipfile.BadZipFile):
        return ["缺少清单或者清单已损坏：" + MANIFEST], 0
    wrong = _signature(place, written, key)
    try:
        listed = [
            file for item in json.loads(written.decode())["items"] for file in item["files"] if file["packed"]
        ]
        wanted = {file["path"]: (file["size"], file["sha256"], file.get("sm3", "")) for file in listed}
    except (ValueError, KeyError, TypeError, AttributeError):
        return [*wrong, "清单读不懂：" + MANIFEST], 0
    for path in sorted(wanted):
        wrong += _compared(place, path, *wanted[path])
    strange = sorted(name for name in place.names() if name not in wanted and name not in OUR_OWN)
    wrong += ["清单里没有的文件：" + name for name in strange if "__pycache__" not in name]
    return wrong, len(wanted)


def _signature(place: Folder | Archive, written: bytes, key: str | None) -> list[str]:
    try:
        with place.open(SIGNATURE) as file:
            said = json.loads(file.read().decode())
        public, signature = bytes.fromhex(said["public_key"]), bytes.fromhex(said["signature"])
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return ["缺少签名或者签名已损坏：" + SIGNATURE]
    wrong: list[str] = []
    if key and key.strip().lower() != public.hex():
        wrong.append("签名用的不是您给出的公钥，而是：" + public.hex())
        public = bytes.fromhex(key) if len(key.strip()) == 64 else b""
    if not signed_by(public, written, signature):
        wrong.append("清单被改动过，或者签名不是这把公钥的：" + MANIFEST)
    return wrong


def _compared(place: Folder | Archive, path: str, size: int, sha256: str, sm3: str) -> list[str]:
    digests = [(hashlib.sha256(), sha256, "SHA-256")]
    with contextlib.suppress(ValueError):  # where this Python's OpenSSL has no SM3
        digests.append((hashlib.new("sm3"), sm3, "SM3"))
    count = 0
    try:
        with place.open(path) as file:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                count += len(chunk)
                for digest, _wanted, _name in digests:
                    digest.update(chunk)
    except (FileNotFoundError, KeyError):
        return ["缺少文件：" + path]
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        return [f"文件已损坏：{path}（{error}）"]
    bad = [name for digest, wanted, name in digests if wanted and digest.hexdigest() != wanted]
    if count != size:
        bad.append("大小")
    return [f"文件被改动过：{path}（{'、'.join(bad)}不符）"] if bad else []


def main(arguments: list[str] | None = None) -> int:
    """Check one archive and say so."""
    parser = argparse.ArgumentParser(description="离线核验证据导出包")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("path", nargs="?", default=here, help="导出包（.zip）或者解压后的文件夹")
    parser.add_argument("--key", help="导出单位告知的公钥（64 位十六进制）")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        place: Folder | Archive = Folder(asked.path) if os.path.isdir(asked.path) else Archive(asked.path)
    except (OSError, zipfile.BadZipFile) as error:
        print(f"打不开：{asked.path}（{error}）")
        return 1
    wrong, count = check(place, asked.key)
    for line in wrong:
        print("✗ " + line)
    if wrong:
        print(f"核验不通过：发现 {len(wrong)} 处问题。")
        return 1
    print(f"✓ 签名有效，清单和 {count} 个文件与导出时完全一致。")
    if not asked.key:
        print("  请再向导出单位核对公钥（signature.json 中的 public_key），或者用 --key 指定。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
