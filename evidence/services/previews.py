"""Pages are looked at as pictures that we drew; who looked is a link of custody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Final

from django.db import transaction

from accounts import access
from accounts.models import User
from evidence import storage
from evidence.models import Custody, CustodyEvent, File, FileState, Preview

ONCE_IN: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Shown:
    """One drawn page, to read."""

    preview: Preview
    stream: IO[bytes]


def show_page(file_id: int, page: int, *, by: User, at: datetime) -> Shown:
    """Let a person look at one drawn page of a file that they may see and that was found clean.

    It is written into the custody of the file once an hour for each person, before anything is shown. Unseen for a page
    that was not drawn, and for bytes that are gone.
    """
    file = access.take(by, "evidence.view", File, file_id, at=at)
    preview = Preview.objects.filter(file=file, page=page, file__state=FileState.CLEAN).first()
    if preview is None:
        raise access.Unseen
    try:
        stream = storage.open_file(preview.key)
    except FileNotFoundError as gone:
        raise access.Unseen from gone
    if not _seen_lately(file, by, at):
        _write_down(file, by, at)
    return Shown(preview, stream)


@transaction.atomic
def _write_down(file: File, by: User, at: datetime) -> None:
    """Once, however many pages are asked for at the same moment."""
    File.objects.select_for_update().get(pk=file.pk)
    if not _seen_lately(file, by, at):
        Custody.objects.create(file=file, event=CustodyEvent.VIEWED, by=by, at=at)


def _seen_lately(file: File, by: User, at: datetime) -> bool:
    seen = Custody.objects.filter(file=file, event=CustodyEvent.VIEWED, by=by)
    return seen.filter(at__gt=at - ONCE_IN, at__lte=at).exists()
