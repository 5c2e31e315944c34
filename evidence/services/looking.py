"""An agency's own people look at what a draft holds before it is sent. It is no evidence yet: nothing is written into custody."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused
from evidence import storage
from evidence.models import SAME, FileState, Incoming, IncomingPreview
from evidence.services import custody, states


@dataclass(frozen=True)
class Lent:
    """A file of a draft, to look at: its row, and its bytes to read."""

    file: Incoming
    stream: IO[bytes]


def lend(held_id: UUID, *, by: User, at: datetime) -> Lent:
    """Let a person of the agency have a file that a draft of the agency holds; Unseen for everybody else.

    Refused (409) as for evidence: for a file that waits for its check or did not pass it, and for one whose bytes are no
    longer those that came in, which keeps the draft from being sent from now on.
    """
    file = access.take(by, "draft.view", Incoming, held_id, at=at)
    found, stream = custody.opened(file)
    if stream is not None and found == SAME:
        return Lent(file, stream)
    if stream is not None:
        stream.close()
    states.become(file, FileState.ALTERED)
    raise Refused([Reason(_("文件与上传时不一致，已停止下载，请移除后重新上传"))])


def lend_page(held_id: UUID, page: int, *, by: User, at: datetime) -> IO[bytes]:
    """The picture of one page of such a file; Unseen for a page that was not drawn, and for bytes that are gone."""
    file = access.take(by, "draft.view", Incoming, held_id, at=at)
    drawn = IncomingPreview.objects.filter(incoming=file, page=page, incoming__state=FileState.CLEAN).first()
    if drawn is None:
        raise access.Unseen
    try:
        return storage.open_file(drawn.key)
    except FileNotFoundError as gone:
        raise access.Unseen from gone
