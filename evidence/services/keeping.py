"""Bytes become evidence: written once under a key of their own, or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from accounts.models import User
from evidence import intake, storage
from evidence.arrivals import Arrived
from evidence.intake import Upload
from evidence.models import Custody, CustodyEvent, File, Item
from evidence.services import incoming


@contextmanager
def all_or_none() -> Iterator[list[str]]:
    """Bytes written inside, under the keys listed here, are taken away again when the work fails."""
    keys: list[str] = []
    try:
        yield keys
    except BaseException:
        for key in keys:
            storage.remove(key)
        raise


def keep_all(
    item: Item,
    files: Sequence[Upload],
    keys: list[str],
    *,
    replaces: File | None = None,
    by: User,
    at: datetime,
) -> list[File]:
    """Keep files as the evidence that an item is made of, each with the first link of its custody.

    An upload that arrived in parts stays where it lies and is no upload any more; if the transaction is rolled back it
    is one again. ValidationError names each file that may not come in. `keys` is the list of `all_or_none`.
    A file that `replaces` one is its next version.
    """
    kept = []
    for upload, media_type in zip(files, intake.check(files), strict=True):
        key, found, sender = _bytes_of(upload, keys, by)
        file = File.objects.create(
            item=item,
            name=intake.name_of(upload),
            key=key,
            size=found.size,
            media_type=media_type,
            sha256=found.sha256,
            sm3=found.sm3,
            revision=replaces.revision + 1 if replaces else 1,
            replaces=replaces,
            uploaded_by=sender,
            uploaded_at=at,
        )
        note = f"SHA-256 {found.sha256[:16]}…"
        Custody.objects.create(file=file, event=CustodyEvent.RECEIVED, by=by, at=at, note=note)
        kept.append(file)
    return kept


def _bytes_of(upload: Upload, keys: list[str], by: User) -> tuple[str, storage.Digest, User]:
    """Where the bytes of a file lie, what they are, and who sent them."""
    if isinstance(upload, Arrived):
        return upload.key, incoming.take_over(upload), upload.incoming.by
    key, found = storage.keep(upload)
    keys.append(key)
    return key, found, by
