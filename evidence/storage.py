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


def keep(upload: File[bytes]) -> tuple[str, Digest]:
    """Write an upload under a new random key, and say under which and what was written."""
    found = digest(upload.chunks(CHUNK))
    upload.seek(0)
    name = uuid4().hex
    return default_storage.save(f"evidence/{name[:2]}/{name}", upload), found


def full() -> OSError:
    """There is no room for what somebody wants to send."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def open_file(key: str) -> IO[bytes]:
    """The bytes of a key, for reading. FileNotFoundError when they are gone."""
    return default_storage.open(key, "rb")


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
    return default_storage.size(key)


def digest_of(key: str) -> Digest:
    """What lies under a key now."""
    with open_file(key) as file:
        return digest(iter(lambda: file.read(CHUNK), b""))


def remove(key: str) -> None:
    """Take away bytes that never became evidence because their transaction was rolled back."""
    default_storage.delete(key)
