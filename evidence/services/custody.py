"""Files are handed out, each compared before its first byte leaves; every hand-out leaves a link of custody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused
from evidence.models import SAME, Custody, CustodyEvent, File, FileState, Incoming
from evidence.services import verifying

GOES_ON: Final = timedelta(hours=1)


@dataclass(frozen=True)
class HandedOut:
    """A file on its way out: its row, and its bytes to read."""

    file: File
    stream: IO[bytes]


def hand_out(file_id: int, *, goes_on: bool = False, by: User, at: datetime) -> HandedOut:
    """Let a person have a file: they may see it, it was checked, and its bytes are compared before one leaves.

    It is written into the custody of the file; a download that only goes on (`goes_on`) is not written a second time.
    Refused for a file that waits for its check or did not pass it, and for one that is no longer what was received:
    that is written down and told, although the person gets nothing. Memory does not grow with the size.
    """
    file = access.take(by, "evidence.view", File, file_id, at=at)
    found, stream = opened(file)
    same = verifying.settle(file, found, by=None if found == SAME else by, at=at)
    if stream is None or not same:
        if stream is not None:
            stream.close()
        raise Refused([Reason(_("文件与接收时不一致，已停止下载，请联系案件承办人核验"))])
    try:
        _write_down(file, goes_on, by, at)
    except BaseException:
        stream.close()
        raise
    return HandedOut(file, stream)


def opened(file: File | Incoming) -> tuple[str, IO[bytes] | None]:
    """What the bytes of a file that passed its check are found to be, and the bytes; of evidence and of drafts.

    Refused for a file that waits for its check or did not pass it, and while the store cannot be read.
    """
    if file.state != FileState.CLEAN:
        raise Refused([Reason(_("文件%(state)s，暂不能下载") % {"state": file.get_state_display()})])
    try:
        return verifying.compare(file, quick=True)
    except OSError as trouble:
        raise Refused([Reason(_("文件存储暂时读不出来，请稍后再试"))]) from trouble


@transaction.atomic
def _write_down(file: File, goes_on: bool, by: User, at: datetime) -> None:
    """The row is locked, so that no verification finds other bytes between the comparison and this."""
    now = File.objects.select_for_update(no_key=True).get(pk=file.pk)
    if now.state != FileState.CLEAN:
        raise Refused([Reason(_("文件%(state)s，暂不能下载") % {"state": now.get_state_display()})])
    own = Custody.objects.filter(file=file, event=CustodyEvent.DOWNLOADED, by=by)
    if not (goes_on and own.filter(at__gt=at - GOES_ON, at__lte=at).exists()):
        Custody.objects.create(file=file, event=CustodyEvent.DOWNLOADED, by=by, at=at)
