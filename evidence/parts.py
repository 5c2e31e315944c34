"""Where bytes lie that arrive in parts: from the first one on under the key under which they stay. One seam for disk and S3.

What a service counts as received must lie here durably: `write` returns after the disk has it. On S3 full pieces are the
parts of one multipart upload, numbered by their offset; what is less than a piece waits as an object of its own.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage

PIECE: Final = 8 * 1024 * 1024  # S3 wants 5 MiB or more; every request that sends bytes holds one in memory
SHELVES: Final = tuple(f"{number:02x}" for number in range(256))
GONE: Final = {"404", "NoSuchKey", "NoSuchUpload"}


def key_of(upload_id: UUID) -> str:
    """The key of an upload, now and as evidence."""
    return f"evidence/{upload_id.hex[:2]}/{upload_id.hex}"


class Place(Protocol):
    """What disk and S3 both can do."""

    def room(self) -> int | None:
        """How many bytes there is room for; None when nobody knows."""

    def write(self, key: str, offset: int, data: memoryview) -> None:
        """Put bytes that do not cross the end of a piece at their offset, durably. OSError when that fails."""

    def length(self, key: str) -> int:
        """How many bytes from the beginning lie there; 0 for a key nobody has."""

    def seal(self, key: str, size: int) -> None:
        """All `size` bytes are there: from now on they can be read under their key. May be done again."""

    def remove(self, key: str) -> None:
        """Take away whatever lies there, whole or not."""

    def older(self, shelf: str, than: datetime) -> Iterator[str]:
        """The keys of one shelf (the first two letters of a name) under which nothing came after that moment."""


def place() -> Place:
    """Where the site keeps its files."""
    try:
        default_storage.path("")
    except NotImplementedError:
        return Bucket(default_storage)
    return Disk(Path(default_storage.path("")))


@dataclass(frozen=True)
class Disk:
    """A folder, of this machine or mounted on all web nodes."""

    root: Path

    def room(self) -> int | None:
        """What the file system has left for us."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def write(self, key: str, offset: int, data: memoryview) -> None:
        """Written, then synced, and with the first bytes the folders in which the file stands."""
        path = self.root / key
        if offset == 0:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            done = 0
            while done < len(data):
                done += os.pwrite(file, data[done:], offset + done)
            os.fsync(file)
        finally:
            os.close(file)
        if offset == 0:
            _sync(path.parent)
            _sync(path.parent.parent)

    def length(self, key: str) -> int:
        """The length of the file."""
        try:
            return (self.root / key).stat().st_size
        except FileNotFoundError:
            return 0

    def seal(self, key: str, size: int) -> None:
        """Nothing more than to look."""
        if (found := self.length(key)) != size:
            raise OSError(errno.EIO, f"{found} bytes instead of {size}", key)

    def remove(self, key: str) -> None:
        """The file goes."""
        (self.root / key).unlink(missing_ok=True)

    def older(self, shelf: str, than: datetime) -> Iterator[str]:
        """By the time of the last write."""
        with suppress(FileNotFoundError), os.scandir(self.root / "evidence" / shelf) as found:
            for entry in found:
                with suppress(FileNotFoundError):
                    there = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(there.st_mode) and there.st_mtime < than.timestamp():
                        yield f"evidence/{shelf}/{entry.name}"


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _answered() -> Iterator[None]:
    """S3 fails as a disk does."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(errno.EIO, str(error)) from error


class Bucket:
    """An S3 bucket by django-storages."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage
        self.client = storage.connection.meta.client
        self.bucket: str = storage.bucket_name

    def room(self) -> int | None:
        """As much as anybody pays for."""
        return None

    def write(self, key: str, offset: int, data: memoryview) -> None:
        """A full piece is a part; less than that is joined with what waits of the same piece, and waits."""
        with _answered():
            number, inside = divmod(offset, PIECE)
            body = bytes(data)
            if inside:
                body = self._waiting(key, number, inside) + body
            if len(body) == PIECE:
                self._part(key, number, body)
            else:
                self.client.put_object(Bucket=self.bucket, Key=self._tail(key, number), Body=body)

    def length(self, key: str) -> int:
        """The parts from the first on, and what waits behind them; or the sealed object."""
        with _answered():
            upload = self._upload(key)
            if upload is None and (sealed := self._size(self._name(key))) is not None:
                return sealed
            whole = 0
            for number, part in enumerate(self._parts(key, upload)):
                if part["PartNumber"] != number + 1 or part["Size"] != PIECE:
                    break
                whole += 1
            return whole * PIECE + (self._size(self._tail(key, whole)) or 0)

    def seal(self, key: str, size: int) -> None:
        """What still waits becomes the last part, and the store joins them."""
        with _answered():
            whole, rest = divmod(size, PIECE)
            upload = self._upload(key)
            if upload is None and self._size(self._name(key)) == size:
                return
            if rest:
                self._part(key, whole, self._waiting(key, whole, rest))
            parts = list(self._parts(key, self._upload(key)))[: whole + bool(rest)]
            if sum(part["Size"] for part in parts) != size:
                raise OSError(errno.EIO, "parts are missing", key)
            named = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in parts]
            self.client.complete_multipart_upload(
                **self._of(key, self._upload(key)), MultipartUpload={"Parts": named}
            )
            self._drop_tails(key)

    def remove(self, key: str) -> None:
        """The object, the multipart upload, and what waits."""
        with _answered():
            while (upload := self._upload(key)) is not None:
                self.client.abort_multipart_upload(**self._of(key, upload))
            self._drop_tails(key)
            self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    def older(self, shelf: str, than: datetime) -> Iterator[str]:
        """Objects, uploads that were never sealed, and what waits for neither."""
        with _answered():
            objects, waiting = self._name(f"evidence/{shelf}/"), self._name(f"incoming/{shelf}/")
            for found in self._listed("list_objects_v2", "Contents", objects):
                if found["LastModified"] < than:
                    yield f"evidence/{shelf}/{found['Key'].removeprefix(objects)}"
            for found in self._listed("list_multipart_uploads", "Uploads", objects):
                if found["Initiated"] < than:
                    yield f"evidence/{shelf}/{found['Key'].removeprefix(objects)}"
            for found in self._listed("list_objects_v2", "Contents", waiting):
                if found["LastModified"] < than:
                    yield f"evidence/{shelf}/{found['Key'].removeprefix(waiting).partition('/')[0]}"

    def _name(self, key: str) -> str:
        return str(self.storage._normalize_name(key))

    def _tail(self, key: str, number: int) -> str:
        return f"{self._name(key.replace('evidence/', 'incoming/', 1))}/{number}"

    def _of(self, key: str, upload: str | None) -> dict[str, Any]:
        return {"Bucket": self.bucket, "Key": self._name(key), "UploadId": upload}

    def _listed(self, question: str, inside: str, prefix: str) -> Iterator[Any]:
        for page in self.client.get_paginator(question).paginate(Bucket=self.bucket, Prefix=prefix):
            yield from page.get(inside, [])

    def _upload(self, key: str) -> str | None:
        """The multipart upload of a key: the first one that was begun."""
        name = self._name(key)
        found = [one for one in self._listed("list_multipart_uploads", "Uploads", name) if one["Key"] == name]
        first = min(found, key=lambda one: (one["Initiated"], one["UploadId"]), default=None)
        return first["UploadId"] if first else None

    def _parts(self, key: str, upload: str | None) -> Iterator[Any]:
        if upload is not None:
            for page in self.client.get_paginator("list_parts").paginate(**self._of(key, upload)):
                yield from page.get("Parts", [])

    def _part(self, key: str, number: int, body: bytes) -> None:
        upload = self._upload(key)
        if upload is None:
            begun = self.client.create_multipart_upload(Bucket=self.bucket, Key=self._name(key))
            upload = begun["UploadId"]
        self.client.upload_part(**self._of(key, upload), PartNumber=number + 1, Body=body)

    def _waiting(self, key: str, number: int, least: int) -> bytes:
        found: bytes = self.client.get_object(Bucket=self.bucket, Key=self._tail(key, number))["Body"].read()
        if len(found) < least:
            raise OSError(errno.EIO, f"{len(found)} bytes wait instead of {least}", key)
        return found[:least]

    def _size(self, name: str) -> int | None:
        try:
            return int(self.client.head_object(Bucket=self.bucket, Key=name)["ContentLength"])
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return None
            raise

    def _drop_tails(self, key: str) -> None:
        for found in list(self._listed("list_objects_v2", "Contents", self._tail(key, 0)[:-1])):
            self.client.delete_object(Bucket=self.bucket, Key=found["Key"])
