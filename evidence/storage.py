"""Where the bytes lie: one seam for local disk and S3, private either way."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO
from uuid import uuid4

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.core.files.storage import default_storage

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Digest:
    """What some bytes are: how many, and both hashes in hex."""

    size: int
    sha256: str
    sm3: str


def digest(chunks: Iterable[bytes]) -> Digest:
    """Hash a stream by SHA-256 and SM3; memory use does not grow with its length."""
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    for chunk in chunks:
        sha256.update(chunk)
        sm3.update(chunk)
        size += len(chunk)
    return Digest(size, sha256.hexdigest(), sm3.hexdigest())


class Away(OSError):
    """The store cannot be reached: this says nothing about any file."""


@contextmanager
def _reached() -> Iterator[None]:
    """Whatever S3 says beside "not there" is trouble with the store, told as OSError like that of a disk."""
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise Away(f"{type(error).__name__}: {error}") from error


def keep(upload: File[bytes]) -> tuple[str, Digest]:
    """Write an upload under a new random key, and say under which and what was written."""
    found = digest(upload.chunks(CHUNK))
    upload.seek(0)
    name = uuid4().hex
    with _reached():
        return default_storage.save(f"evidence/{name[:2]}/{name}", upload), found


def full() -> OSError:
    """There is no room for what somebody wants to send."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def open_file(key: str) -> IO[bytes]:
    """The bytes of a key, for reading. FileNotFoundError when they are gone; another OSError when the store is away."""
    with _reached():
        return default_storage.open(key, "rb").open()


@contextmanager
def on_disk(key: str) -> Iterator[Path]:
    """The bytes of a key as a file for programs that want one, for as long as the block lasts. OSError when they are gone."""
    try:
        path = Path(default_storage.path(key))
    except NotImplementedError:  # not on this machine
        with NamedTemporaryFile(prefix="yisu-file-") as copy, open_file(key) as file:
            copyfileobj(file, copy, CHUNK)
            copy.flush()
            yield Path(copy.name)
    else:
        path.stat()
        yield path


def size_of(key: str) -> int:
    """How many bytes lie under a key. FileNotFoundError when they are gone."""
    with _reached():
        return default_storage.size(key)


def digest_of(key: str) -> Digest:
    """What lies under a key now."""
    with open_file(key) as file:
        return digest(iter(lambda: file.read(CHUNK), b""))


def matches(stream: IO[bytes], size: int, sha256: str, sm3: str = "") -> bool:
    """Whether a stream is as long as it should be and has these hashes; SM3 is left out when it is empty, and faster."""
    found, other, count = hashlib.sha256(), hashlib.new("sm3") if sm3 else None, 0
    while chunk := stream.read(CHUNK):
        found.update(chunk)
        if other:
            other.update(chunk)
        count += len(chunk)
    return count == size and found.hexdigest() == sha256 and (other is None or other.hexdigest() == sm3)


def remove(key: str) -> None:
    """Take away bytes that never became evidence because their transaction was rolled back."""
    with _reached():
        default_storage.delete(key)


def demand_there() -> None:
    """Away when the store itself is missing, as a disk that is not mounted or a bucket that is gone."""
    client = getattr(getattr(default_storage, "connection", None), "meta", None)
    if client is None:
        if not Path(default_storage.path("evidence")).is_dir():
            raise Away("no folder of evidence")
        return
    with _reached():
        client.client.head_bucket(Bucket=default_storage.bucket_name)  # type: ignore[attr-defined]
