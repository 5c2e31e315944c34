"""Bytes that arrive in parts lie on S3 as they do on a disk: the same steps, the same bytes, over HTTP."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from moto.server import ThreadedMotoServer

from evidence import parts

BUCKET, PIECE = "yisu-parts", 5 * 1024 * 1024
FILM = b"".join(hashlib.sha256(bytes([n % 251])).digest() * 1024 for n in range(400))  # 12.5 MiB


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(params=["disk", "s3"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[parts.Place]:
    monkeypatch.setattr(parts, "PIECE", PIECE)
    if request.param == "disk":
        yield parts.Disk(tmp_path)
        return
    keys = {"access_key": "key", "secret_key": "secret", "region_name": "cn-north-1", "location": "files"}
    options = {"bucket_name": BUCKET, "endpoint_url": request.getfixturevalue("address"), **keys}
    made = parts.Bucket(
        storages.create_storage({"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options})
    )
    if BUCKET not in [found["Name"] for found in made.client.list_buckets()["Buckets"]]:
        there = {"LocationConstraint": keys["region_name"]}
        made.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=there)
    yield made
    made.client.close()


def send(place: parts.Place, key: str, until: int, since: int = 0) -> None:
    """The bytes between, cut where pieces end and once more at `until`."""
    while since < until:
        end = min(until, (since // PIECE + 1) * PIECE)
        place.write(key, since, memoryview(FILM)[since:end])
        since = end


def whole(place: parts.Place, key: str) -> bytes:
    if isinstance(place, parts.Disk):
        return (place.root / key).read_bytes()
    assert isinstance(place, parts.Bucket)
    found: bytes = place.client.get_object(Bucket=BUCKET, Key=f"files/{key}")["Body"].read()
    return found


def old(place: parts.Place, than: datetime, *keys: str) -> list[str]:
    """Which of these keys are found to be older."""
    return [key for key in keys if key in set(place.older(key.split("/")[1], than))]


def test_cut_anywhere_the_whole_is_what_was_sent(place: parts.Place) -> None:
    key, reached = parts.key_of(uuid4()), 0
    assert place.length(key) == 0
    for cut in (1, 7_000_000, 7_000_001, 2 * PIECE, len(FILM)):
        send(place, key, cut, reached)
        assert place.length(key) == cut
        reached = cut
    place.seal(key, len(FILM))
    place.seal(key, len(FILM))
    assert place.length(key) == len(FILM)
    assert whole(place, key) == FILM
    place.remove(key)
    place.remove(key)
    assert place.length(key) == 0


@pytest.mark.parametrize("back", [1000, PIECE, PIECE + 1000])
def test_what_does_not_count_is_written_again(place: parts.Place, back: int) -> None:
    """A part that differs from its checksum is wound back, and its bytes are sent anew."""
    key = parts.key_of(uuid4())
    send(place, key, back)
    place.write(key, back, memoryview(b"x" * (min(PIECE, 2 * PIECE - back) - back % PIECE)))
    send(place, key, len(FILM), back)
    place.seal(key, len(FILM))
    assert whole(place, key) == FILM


def test_a_small_file_is_one_part(place: parts.Place) -> None:
    key = parts.key_of(uuid4())
    place.write(key, 0, memoryview(FILM)[:10])
    place.seal(key, 10)
    assert whole(place, key) == FILM[:10]


def test_what_is_not_all_there_is_not_sealed(place: parts.Place) -> None:
    key = parts.key_of(uuid4())
    send(place, key, PIECE)
    with pytest.raises(OSError, match=r"instead of|missing|NoSuchKey"):
        place.seal(key, len(FILM))


def test_what_is_old_is_found_whole_or_not(place: parts.Place) -> None:
    begun, sealed = parts.key_of(uuid4()), parts.key_of(uuid4())
    send(place, begun, PIECE + 9)
    place.write(sealed, 0, memoryview(FILM)[:9])
    place.seal(sealed, 9)
    assert {begun, sealed} <= set(old(place, timezone.now() + timedelta(hours=1), begun, sealed))
    assert sealed not in old(place, timezone.now() - timedelta(hours=1), sealed)
    place.remove(begun)
    assert place.length(begun) == 0 and not old(place, timezone.now() + timedelta(hours=1), begun)
