"""How the evidence of a case lies in an archive: safe names, the list of all of it, and the bytes one after the other."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from zipstream import ZIP_STORED, ZipStream

from audit.flow import official
from cases.models import Case
from evidence import storage
from evidence.models import PROVES, Custody, File, FileState, Item
from evidence.sealing import Seal

FORMAT: Final = "yisu-evidence/1"
MANIFEST, SIGNATURE, VERIFIER, README = "manifest.json", "signature.json", "verify.py", "说明.txt"
PROGRAM: Final = Path(__file__).parent / "offline" / "verify.py"
LONGEST: Final = 60
UNSAFE: Final = re.compile(r'[<>:"/\\|?*]')
RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
WHY: Final = {
    FileState.PENDING: "待检，未导出",
    FileState.REFUSED: "未通过安全检查，已隔离，未导出",
    FileState.ALTERED: "与接收时不一致，未导出",
}


class Changed(Exception):
    """Bytes were found to differ while they were being packed: the archive is broken off."""


def safe(name: str) -> str:
    """A name that Windows, macOS and Linux store as it is: no folders, no hidden or turning characters, not too long."""
    seen = "".join(
        char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char)[0] != "C"
    )
    seen = " ".join(UNSAFE.sub("_", seen).split()).strip(". ") or "_"
    stem, dot, ending = seen.rpartition(".")
    if len(seen) > LONGEST:
        seen = (
            f"{stem[: LONGEST - len(ending) - 1].rstrip('. ')}{dot}{ending}"
            if len(ending) < 10
            else seen[:LONGEST]
        )
    return f"_{seen}" if RESERVED.match(seen) else seen.rstrip(". ") or "_"


def manifest(case: Case, items: Iterable[Item], *, purpose: str, by: str, at: datetime) -> dict[str, Any]:
    """Everything that a case's evidence is, and which of its files are packed, where and under which hashes."""
    return {
        "format": FORMAT,
        "site": settings.SITE_URL,
        "case": {"id": case.pk, "number": case.number, "title": case.title, "office": str(case.office)},
        "exported": {"by": by, "at": at.isoformat(), "purpose": purpose},
        "items": [_item(number, item) for number, item in enumerate(items, 1)],
    }


def _item(number: int, item: Item) -> dict[str, Any]:
    replaced = {file.replaces_id for file in item.files.all()}
    folder = f"evidence/{number:03}-{safe(item.title)}"
    taken: set[str] = set()
    return {
        "id": item.pk,
        "kind": official(item.get_kind_display()),
        "title": item.title,
        "source": item.source,
        "agency": str(item.respondent) if item.respondent else "",
        "collected_on": item.collected_on.isoformat(),
        "element": official(dict(PROVES)[item.element]),
        "proves": item.proves,
        "added_by": item.added_by.name,
        "added_at": item.added_at.isoformat(),
        "files": [_file(file, folder, taken, old=file.pk in replaced) for file in item.files.all()],
    }


def _file(file: File, folder: str, taken: set[str], *, old: bool) -> dict[str, Any]:
    packed = file.state == FileState.CLEAN
    return {
        "id": file.pk,
        "name": file.name,
        "path": f"{folder}/{_apart(file, taken, old=old)}" if packed else "",
        "packed": packed,
        "why": "" if packed else WHY[FileState(file.state)],
        "size": file.size,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "sm3": file.sm3,
        "revision": file.revision,
        "replaced": old,
        "uploaded_by": file.uploaded_by.name,
        "uploaded_at": file.uploaded_at.isoformat(),
        "custody": [_link(link) for link in file.custody.all()],
    }


def _link(link: Custody) -> dict[str, str]:
    return {
        "event": official(link.get_event_display()),
        "at": link.at.isoformat(),
        "by": link.by.name if link.by else "",
        "note": link.note,
    }


def _apart(file: File, taken: set[str], *, old: bool) -> str:
    """Its own name in its folder, also where capitals are not told from small letters."""
    name = f"{'旧版-' if old else ''}{safe(file.name)}"
    if name.casefold() in taken:
        name = f"{file.pk}-{name}"
    taken.add(name.casefold())
    return name


def written(manifest: dict[str, Any]) -> bytes:
    """The list as it lies in the archive; the same bytes whenever it is written."""
    return (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def archive(manifest: dict[str, Any], seal: Seal, keys: dict[int, str]) -> ZipStream:
    """The archive, made while it is sent: nothing is stored, memory does not grow. `keys` says where each file lies.

    Changed is raised by its stream when bytes are not what the list says.
    """
    content = written(manifest)
    made = ZipStream(compress_type=ZIP_STORED, sized=True)
    signature = {
        "algorithm": "Ed25519",
        "manifest_sha256": hashlib.sha256(content).hexdigest(),
        "public_key": seal.key_id,
        "signature": seal.signature,
    }
    made.add(content, MANIFEST)
    made.add((json.dumps(signature, sort_keys=True, indent=1) + "\n").encode(), SIGNATURE)
    made.add(PROGRAM.read_bytes(), VERIFIER)
    made.add(_readme(manifest, seal).encode("utf-8-sig"), README)
    for item in manifest["items"]:
        for file in item["files"]:
            if file["packed"]:
                made.add(_bytes(keys[file["id"]], file), file["path"], size=file["size"])
    return made


def _bytes(key: str, said: dict[str, Any]) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    with storage.open_file(key) as stream:
        while chunk := stream.read(storage.CHUNK):
            digest.update(chunk)
            if (size := size + len(chunk)) > said["size"]:
                break
            yield chunk
    if size != said["size"] or digest.hexdigest() != said["sha256"]:
        raise Changed(said["path"])


def _readme(manifest: dict[str, Any], seal: Seal) -> str:
    case, exported = manifest["case"], manifest["exported"]
    lines = (
        f"{case['title']}（{case['number']}）证据导出包",
        f"导出：{case['office']} {exported['by']}，{exported['at']}",
        f"用途：{exported['purpose']}",
        "",
        "manifest.json   证据清单：每份证据的来源、证明内容、文件、校验值和保管经过",
        "signature.json  对清单的签名（Ed25519）",
        "evidence/       证据文件；未通过安全检查或者与接收时不一致的，只列入清单，不导出文件",
        "verify.py       离线核验程序，只需 Python 3.8 或以上版本，不联网",
        "",
        "核验：解压后在本目录运行  python verify.py",
        f"或者不解压：python verify.py 导出包.zip --key {seal.key_id}",
        "请向导出单位核对公钥，核验程序也可以从该单位的系统中取得。公钥：",
        seal.key_id,
        "",
    )
    return "\r\n".join(lines)
