"""Bytes become evidence: written once under a key of their own, or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from evidence import intake, scanner, storage, verdicts
from evidence.arrivals import Arrived
from evidence.intake import Upload
from evidence.models import Custody, CustodyEvent, File, FileState, Incoming, Item, Preview
from evidence.services import incoming, states


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
    is one again. One that was found clean while a draft held it keeps that verdict. ValidationError names each file
    that may not come in. `keys` is the list of `all_or_none`.
    A file that `replaces` one is its next version.
    """
    kept = []
    for upload, media_type in zip(files, intake.check(files), strict=True):
        row = incoming.taken_over(upload) if isinstance(upload, Arrived) else None
        key, found, sender = _bytes_of(upload, row, keys, by)
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
        if row is not None:
            _keep_verdict(row, file, at)
            row.delete()
        kept.append(file)
    return kept


def _bytes_of(
    upload: Upload, row: Incoming | None, keys: list[str], by: User
) -> tuple[str, storage.Digest, User]:
    """Where the bytes of a file lie, what they are, and who sent them."""
    if row is not None:
        return row.key, storage.Digest(row.size, row.sha256, row.sm3), row.by
    key, found = storage.keep(upload)
    keys.append(key)
    return key, found, by


def _keep_verdict(row: Incoming, file: File, at: datetime) -> None:
    """What was found clean on its way in need not be looked at again: these are the same bytes, under the same key.

    Unless a scanner was connected only since then. What was refused, or still waits, is looked at as evidence.
    """
    if row.state != FileState.CLEAN or (scanner.connected() and not row.scanned):
        return
    assert row.checked_at is not None
    states.become(file, FileState.CLEAN, findings=row.findings, checked_at=row.checked_at)
    pages = row.previews.values("page", "key", "width", "height")
    Preview.objects.bulk_create(Preview(file=file, **page) for page in pages)
    note = f"报送前已于 {timezone.localtime(row.checked_at):%Y-%m-%d %H:%M} 完成{verdicts.how(row.scanned)}"
    Custody.objects.create(file=file, event=CustodyEvent.CHECKED, at=at, note=note)
