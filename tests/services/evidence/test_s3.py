"""The same evidence on S3, over HTTP: kept, checked, handed out, looked at, exported; nothing public, no link given away."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from moto.server import ThreadedMotoServer

from audit.flow import Refused
from config.settings.base import s3
from evidence import services, storage
from evidence.models import File
from tests.house import tree
from tests.web.portal.place import Place, ago, upload

BUCKET = "yisu-evidence"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server on this machine: its address."""
    told = {"S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret", "S3_REGION": "cn-north-1"}
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    _host, port = running.get_host_and_port()
    told["S3_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
    os.environ.update(told)
    yield told["S3_ENDPOINT_URL"]
    for name in told:
        del os.environ[name]
    running.stop()


@pytest.fixture
def bucket(place: Place, server: str, settings: Any) -> Iterator[Any]:
    """An empty bucket in which the house keeps its files, as production's settings say."""
    client: Any = boto3.client(
        "s3",
        endpoint_url=server,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="cn-north-1",
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
    settings.STORAGES = {**settings.STORAGES, "default": s3(BUCKET)}
    yield client
    _empty(client)


def _empty(client: Any) -> None:
    if BUCKET in [found["Name"] for found in client.list_buckets()["Buckets"]]:
        for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
            client.delete_object(Bucket=BUCKET, Key=found["Key"])
        client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def file(place: Place, bucket: Any) -> File:
    """A file of evidence that was checked and drawn."""
    item = services.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场", collected_on=ago(5).date(),
        files=[upload("提取 笔录.pdf")], by=place["handler"], at=ago(5),
    )  # fmt: skip
    services.check_waiting(at=ago(4))
    found = item.files.get()
    assert found.state == "clean" and found.previews.count() == 1
    return found


def test_the_seam_keeps_opens_measures_and_removes(bucket: Any) -> None:
    content = os.urandom(3 * 1024 * 1024)
    key, kept = storage.keep(ContentFile(content, name="a.bin"))
    assert storage.digest_of(key) == kept and storage.size_of(key) == kept.size == len(content)
    with storage.open_file(key) as stream:
        assert stream.file._rolled  # type: ignore[attr-defined] # on disk: memory does not grow with the file
        assert storage.matches(stream, kept.size, kept.sha256, kept.sm3)
    with storage.on_disk(key) as path:
        assert path.read_bytes() == content
    assert not path.exists()
    storage.remove(key)
    for ask in (storage.size_of, storage.open_file, storage.digest_of):
        with pytest.raises(FileNotFoundError):
            ask(key)
    storage.demand_there()


def test_nothing_in_the_bucket_is_public_and_no_link_to_it_is_given_away(
    client: Client, place: Place, bucket: Any, server: str, file: File
) -> None:
    for found in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]:
        granted = bucket.get_object_acl(Bucket=BUCKET, Key=found["Key"])["Grants"]
        assert not [grant for grant in granted if "URI" in grant["Grantee"]]
    client.force_login(place["handler"])
    for path in (f"/cases/{place.case.pk}/evidence/", f"/evidence/files/{file.pk}/preview/"):
        page = client.get(path).content.decode()
        assert server not in page and "X-Amz" not in page and file.key not in page
    assert not [
        path for path in tree.python() if path.is_relative_to(tree.ROOT / "evidence") and _links(path)
    ]


def _links(path: Path) -> bool:
    return any(word in path.read_text() for word in ("storage.url(", "generate_presigned"))


def test_a_file_is_handed_out_looked_at_and_exported(client: Client, place: Place, file: File) -> None:
    client.force_login(place["handler"])
    answer = client.get(f"/evidence/files/{file.pk}/")
    assert len(b"".join(answer.streaming_content)) == file.size  # type: ignore[attr-defined]
    page = client.get(f"/evidence/files/{file.pk}/preview/1/")
    assert b"".join(page.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    export = services.export_evidence(place.case.pk, purpose="移送法院", by=place["handler"], at=ago(2))
    sealed = services.fetch_export(export.pk, by=place["handler"], at=ago(2))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(sealed.chunks)))
    assert any(name.endswith("提取 笔录.pdf") for name in packed.namelist()) and packed.testzip() is None


def test_a_byte_changed_in_the_bucket_is_found_and_refused(place: Place, bucket: Any, file: File) -> None:
    content = bucket.get_object(Bucket=BUCKET, Key=file.key)["Body"].read()
    bucket.put_object(Bucket=BUCKET, Key=file.key, Body=content[:-1] + b"?")
    with pytest.raises(Refused, match="与接收时不一致"):
        services.hand_out(file.pk, by=place["handler"], at=ago(3))
    assert File.objects.get(pk=file.pk).state == "altered"
    bucket.put_object(Bucket=BUCKET, Key=file.key, Body=content)
    assert services.verify(file.item_id, by=place["handler"], at=ago(2)) == {file.pk: True}


def test_a_bucket_that_is_gone_makes_no_file_altered(place: Place, bucket: Any, file: File) -> None:
    _empty(bucket)
    verified = services.verify_all(at=ago(2), before=ago(2), seconds=60)
    assert [found.pk for found in verified.unread] == [file.pk] and not verified.different
    with pytest.raises(Refused, match="暂时读不出来"):
        services.hand_out(file.pk, by=place["handler"], at=ago(1))
    assert File.objects.get(pk=file.pk).state == "clean"
