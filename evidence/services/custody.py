"""Files are handed out and verified; every touch leaves a link of custody."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused
from evidence import storage
from evidence.models import DIFFERENT, SAME, Custody, CustodyEvent, File, FileState, Item


@dataclass(frozen=True)
class HandedOut:
    """A file on its way out: its row, and its bytes to read."""

    file: File
    stream: IO[bytes]


@transaction.atomic
def hand_out(file_id: int, *, by: User, at: datetime) -> HandedOut:
    """Let a person have a file: they may see it, it was checked, and the hand-out is written into its custody.

    Refused for a file that waits for its check, and for one that is gone or no longer as long as it was.
    """
    file = access.take(by, "evidence.view", File, file_id, at=at)
    if file.state != FileState.CLEAN:
        raise Refused([Reason(_("文件%(state)s，暂不能下载") % {"state": file.get_state_display()})])
    if not _as_long_as_it_was(file):
        raise Refused([Reason(_("文件与接收时不一致，已停止下载，请联系案件承办人核验"))])
    Custody.objects.create(file=file, event=CustodyEvent.DOWNLOADED, by=by, at=at)
    return HandedOut(file, storage.open_file(file.key))


@transaction.atomic
def verify(item_id: int, *, by: User, at: datetime) -> dict[int, bool]:
    """Hash the files of an item again: file id → whether they still are what was received. Recorded in custody."""
    item = access.take(by, "evidence.view", Item, item_id, at=at)
    return {file.pk: _verify(file, by=by, at=at) for file in item.files.all()}


def _as_long_as_it_was(file: File) -> bool:
    try:
        return storage.size_of(file.key) == file.size
    except FileNotFoundError:
        return False


def _verify(file: File, *, by: User, at: datetime) -> bool:
    try:
        found = storage.digest_of(file.key)
    except FileNotFoundError:
        same = False
    else:
        same = (found.size, found.sha256, found.sm3) == (file.size, file.sha256, file.sm3)
    note = SAME if same else DIFFERENT
    Custody.objects.create(file=file, event=CustodyEvent.VERIFIED, by=by, at=at, note=note)
    return same
