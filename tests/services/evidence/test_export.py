"""Evidence leaves in a sealed archive: listed, signed, recorded before a byte leaves; the verifier names what was changed."""

import hashlib
import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from evidence import packing, sealing, services
from evidence.models import Export, File
from evidence.offline import verify
from tests.refusals import invalid, refused
from tests.web.portal.place import Place, ago, upload

# RFC 8032, section 7.1: secret, public, message, signature.
VECTORS = (
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
)  # fmt: skip


@pytest.fixture
def files(place: Place) -> list[File]:
    """Two clean files, one that is altered, one that was refused, and one that waits for its check."""
    item = services.add_item(
        place.case.pk, kind="documentary", title="../提取:笔录", source="现场提取", collected_on=ago(5).date(),
        proves="面单泄露", element="harm", by=place["handler"], at=ago(5),
        files=[upload("笔录.pdf"), upload("笔录.PDF"), upload("照片.pdf"), upload("网页.txt", b"<html><script>")],
    )  # fmt: skip
    services.check_waiting(at=ago(4))
    services.replace_file(
        item.files.all()[2].pk, files=[upload("新.txt", b"x")], reason="更正", by=place["handler"], at=ago(3)
    )
    found = list(item.files.all())
    (Path(settings.MEDIA_ROOT) / found[1].key).write_bytes(b"changed")
    return found


def exported(place: Place, **changes: Any) -> Export:
    said = {"purpose": "随起诉书移送法院", "by": place["handler"], "at": ago(2), **changes}
    return services.export_evidence(place.case.pk, **said)


def fetched(place: Place, export: Export) -> bytes:
    sealed = services.fetch_export(export.pk, by=place["handler"], at=ago(2))
    content = b"".join(sealed.chunks)
    assert len(content) == sealed.size
    return content


def test_what_is_clean_and_the_same_is_packed_and_the_rest_is_listed(place: Place, files: list[File]) -> None:
    export = exported(place)
    packed = zipfile.ZipFile(io.BytesIO(fetched(place, export)))
    manifest = json.loads(packed.read("manifest.json"))
    [item] = manifest["items"]
    assert (manifest["case"]["number"], item["element"], item["proves"]) == (
        place.case.number,
        "公益损害",
        "面单泄露",
    )
    assert [(file["packed"], file["why"]) for file in item["files"]] == [
        (True, ""), (False, "与接收时不一致，未导出"), (True, ""), (False, "未通过安全检查，已隔离，未导出"),
        (False, "待检，未导出"),
    ]  # fmt: skip
    assert [file["replaced"] for file in item["files"]] == [False, False, True, False, False]
    assert [link["event"] for link in item["files"][0]["custody"]] == ["接收", "安全检查", "导出"]
    paths = ["evidence/001-_提取_笔录/笔录.pdf", "evidence/001-_提取_笔录/旧版-照片.pdf"]
    assert [file["path"] for file in item["files"] if file["packed"]] == paths
    assert packed.namelist() == ["manifest.json", "signature.json", "verify.py", "说明.txt", *paths]
    assert all(info.flag_bits & 0x800 for info in packed.infolist() if not info.filename.isascii())
    assert File.objects.get(pk=files[1].pk).state == "altered"


def test_the_export_is_on_record_before_a_byte_leaves(place: Place, files: list[File]) -> None:
    export = exported(place)
    assert [file.custody.filter(event="exported").count() for file in files] == [1, 0, 1, 0, 0]
    link = files[0].custody.get(event="exported")
    assert (link.by, link.note) == (place["handler"], "用途：随起诉书移送法院")
    assert Entry.objects.get(action="evidence.export").note == "2 个文件，用途：随起诉书移送法院"
    assert export.digest == hashlib.sha256(packing.written(export.manifest)).hexdigest()
    fetched(place, export)
    assert Entry.objects.filter(action="evidence.export").count() == 2


def test_who_may_export_and_for_how_long(place: Place, files: list[File]) -> None:
    with invalid("purpose"):
        exported(place, purpose=" ")
    for by, error in (("chief", PermissionDenied), ("assistant", PermissionDenied), ("post.liaison", Unseen)):
        with pytest.raises(error):
            exported(place, by=place[by])
    export = exported(place)
    with pytest.raises(PermissionDenied):  # the head may export, and fetches no archive of somebody else
        services.fetch_export(export.pk, by=place["head"], at=ago(2))
    with refused(text="24 小时内"):
        services.fetch_export(export.pk, by=place["handler"], at=ago(2) + timedelta(hours=25))
    File.objects.filter(pk=files[0].pk).update(verified_at=None)
    (Path(settings.MEDIA_ROOT) / files[0].key).write_bytes(b"changed meanwhile")
    with refused(text="与接收时不一致"):
        services.fetch_export(export.pk, by=place["handler"], at=ago(2))
    (Path(settings.MEDIA_ROOT) / files[2].key).unlink()
    with refused(text="无可导出"):
        exported(place)


def test_an_archive_whose_bytes_change_while_it_is_sent_is_broken_off(
    place: Place, files: list[File]
) -> None:
    sealed = services.fetch_export(exported(place).pk, by=place["handler"], at=ago(2))
    (Path(settings.MEDIA_ROOT) / files[0].key).write_bytes(b"changed after the first byte")
    with pytest.raises(packing.Changed):
        b"".join(sealed.chunks)


Change = Callable[[dict[str, bytes]], object]
NAMED: dict[str, tuple[Change, str]] = {
    "flipped": (lambda f: f.update({path_in(f): f[path_in(f)][:-1] + b"?"}), "文件被改动过：evidence/001-_提取_笔录/笔录.pdf"),
    "dropped": (lambda f: f.pop(path_in(f)), "缺少文件：evidence/001-_提取_笔录/笔录.pdf"),
    "added": (lambda f: f.update({"evidence/更多.pdf": b"x"}), "清单里没有的文件：evidence/更多.pdf"),
    "list": (lambda f: f.update({"manifest.json": f["manifest.json"].replace("面单泄露".encode(), "别的".encode())}),
             "清单被改动过，或者签名不是这把公钥的"),
    "unlisted": (lambda f: f.pop("manifest.json"), "缺少清单"),
    "unsigned": (lambda f: f.pop("signature.json"), "缺少签名"),
    "forged": (lambda f: f.update(forged(f)), "签名用的不是您给出的公钥"),
}  # fmt: skip


def path_in(found: dict[str, bytes]) -> str:
    return next(name for name in found if name.endswith("/笔录.pdf"))


def forged(found: dict[str, bytes]) -> dict[str, bytes]:
    """Somebody lists something else and signs it with a key of their own."""
    key = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    content = found["manifest.json"].replace("面单泄露".encode(), "别的".encode())
    said = {"public_key": key.public_key().public_bytes_raw().hex(), "signature": key.sign(content).hex()}
    return {"manifest.json": content, "signature.json": json.dumps(said).encode()}


def test_the_verifier_passes_what_was_sealed_and_names_what_was_changed(
    place: Place, files: list[File], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = fetched(place, exported(place))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        whole = {name: packed.read(name) for name in packed.namelist()}
        packed.extractall(tmp_path / "unpacked")
    alone = subprocess.run(  # as a stranger does it: with nothing but Python, in the folder
        [sys.executable, "-I", "-S", "verify.py"], cwd=tmp_path / "unpacked", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert alone.returncode == 0 and "2 个文件与导出时完全一致" in alone.stdout, alone
    key = ["--key", sealing.public_key()]
    for name, (change, said) in {"whole": (lambda _f: None, "签名有效"), **NAMED}.items():
        found = dict(whole)
        change(found)
        path = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(path, "w") as made:
            for each, bytes_ in found.items():
                made.writestr(each, bytes_)
        assert verify.main([str(path), *key]) == (0 if name == "whole" else 1), name
        assert said in capsys.readouterr().out, name
    assert verify.main([str(tmp_path / "list.zip" / "no")]) == 1


def test_signatures_are_checked_as_the_standard_says() -> None:
    for secret, public, message, signature in VECTORS:
        said = [bytes.fromhex(text) for text in (public, message, signature)]
        assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(said[1]).hex() == signature
        assert verify.signed_by(*said)
        assert not verify.signed_by(said[0], said[1] + b"x", said[2])
        assert not verify.signed_by(said[0], said[1], said[2][:-1] + bytes([said[2][-1] ^ 1]))
        assert not verify.signed_by(said[0][:-1] + bytes([said[0][-1] ^ 1]), said[1], said[2])
    order = verify.L.to_bytes(32, "little")  # a signature whose number is not below the group's order is none
    key, empty, made = (bytes.fromhex(text) for text in VECTORS[0][1:])
    raised = int.from_bytes(made[32:], "little") + int.from_bytes(order, "little")
    assert not verify.signed_by(key, empty, made[:32] + raised.to_bytes(32, "little"))
    assert not verify.signed_by(b"", empty, made) and not verify.signed_by(key, empty, b"")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\b:c*?.pdf", "a_b_c__.pdf"),
        ("fdp.\u202etxt.exe", "fdp.txt.exe"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("尾巴. . ", "尾巴"),
        ("", "_"),
        ("...", "_"),
        ("长" * 100 + ".pdf", "长" * 56 + ".pdf"),
    ],
)
def test_names_in_the_archive_can_be_stored_anywhere(name: str, kept: str) -> None:
    assert packing.safe(name) == kept
    assert len(kept) <= packing.LONGEST
    assert not [char for char in kept if unicodedata.category(char)[0] == "C" or char in '<>:"/\\|?*']
