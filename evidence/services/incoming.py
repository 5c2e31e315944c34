"""Files come in part by part, survive whatever is cut or killed, and are whole only when both hashes are known.

Each piece is written and synced before its row counts it, in one short transaction that compares where the row stands:
of two that send the same piece one wins, and whoever is killed leaves at most bytes that nobody counts. When all bytes
are there they are read back once and hashed, so that what is known is what lies there.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused
from evidence import arrivals, intake, parts, storage
from evidence.flow import DraftState
from evidence.models import Incoming

BITE: Final = 64 * 1024  # read from the network at once
RESERVE: Final = 64 * 1024 * 1024  # left on the disk when an upload is let in


class Stream(Protocol):
    """Whatever bytes can be read from; fewer than asked for mean that it ended."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must come to."""

    algorithm: str
    digest: bytes


@transaction.atomic
def begin(*, name: str, size: int, sha256: str = "", by: User, at: datetime) -> Incoming:
    """Announce a file: what it is called, how many bytes it has, and its SHA-256 in hex where the sender knows it.

    ValidationError at `files` for what would be refused in the end; refused (409) when the person has too much on its
    way; OSError (ENOSPC) when there is no room for it.
    """
    name = intake.clean_name(name)
    intake.check_announced(name, size)
    if sha256 and not _is_sha256(sha256):
        raise ValidationError({"files": _("文件的校验值不是 SHA-256")})
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    _within_quota(size, by)
    room = parts.place().room()
    if room is not None and room < size + RESERVE:
        raise storage.full()
    return Incoming.objects.create(
        id=uuid4(), by=by, name=name, size=size, sha256=sha256.lower(), started_at=at, touched_at=at
    )


def receive(
    upload_id: UUID,
    *,
    offset: int,
    stream: Stream,
    length: int,
    checksum: Checksum | None = None,
    sha256: str = "",
    by: User,
    at: datetime,
) -> Incoming:
    """Append `length` bytes of a stream at `offset`; as many as come. Finishes the upload when they are the last.

    `sha256` is the hash of the whole file as its sender knows it. Refused (409) for another offset than the one reached,
    also when somebody else was faster; ValidationError for more bytes than announced, for bytes that differ from a
    checksum (code `checksum`: they do not count) and for a whole that may not come in (its upload is gone).
    """
    row = standing(upload_id, by=by)
    if row.received != offset:
        raise _elsewhere()
    if offset + length > row.size:
        raise ValidationError({"files": ValidationError(_("收到的内容比文件声明的大小多"), code="length")})
    made = hashlib.new(checksum.algorithm) if checksum else None
    reached = offset
    for piece in _pieces(stream, offset, length):
        if made is not None:
            made.update(piece)
        _append(upload_id, reached, piece, by=by, at=at)
        reached += len(piece)
    if checksum and made and (reached < offset + length or made.digest() != checksum.digest):
        _wind_back(upload_id, reached, offset, by=by)
        raise ValidationError(
            {"files": ValidationError(_("这一段内容在传输中出错，请重传"), code="checksum")}
        )
    return finish(upload_id, sha256=sha256, by=by, at=at) if reached == row.size else _own(upload_id, by)


def standing(upload_id: UUID, *, by: User) -> Incoming:
    """An upload as far as it has come: never farther than what lies in the store. Unseen for another person's."""
    row = _own(upload_id, by)
    if row.completed_at is None and row.received:
        there = parts.place().length(parts.key_of(row.pk))
        if there < row.received:
            _wind_back(upload_id, row.received, there, by=by)
            row = _own(upload_id, by)
    return row


def finish(upload_id: UUID, *, sha256: str = "", by: User, at: datetime) -> Incoming:
    """Hash an upload whose bytes are all there, and let it in. May be called again after whatever was interrupted.

    ValidationError when the bytes are not those that the sender has (code `different`) or not of the kind that the name
    says: then the upload is gone. An upload that is not all there, or finished already, is left as it is.
    """
    row = _own(upload_id, by)
    if row.completed_at is not None or row.received < row.size:
        return row
    key = parts.key_of(row.pk)
    parts.place().seal(key, row.size)
    found = storage.digest_of(key)
    promised = sha256.lower() or row.sha256
    try:
        if promised and promised != found.sha256:
            text = _("“%(name)s”收到的内容与您的文件不一致，请重新上传")
            raise ValidationError({"files": ValidationError(text % {"name": row.name}, code="different")})
        intake.check([arrivals.Arrived(row)])
    except ValidationError:
        drop(upload_id, by=by, at=at)
        raise
    with transaction.atomic():
        now = _locked(upload_id, by)
        if now.completed_at is None and (now.received, now.touched_at) == (row.received, row.touched_at):
            now.sha256, now.sm3, now.completed_at = found.sha256, found.sm3, at
            now.save(update_fields=["sha256", "sm3", "completed_at"])
    return now


def drop(upload_id: UUID, *, by: User, at: datetime) -> None:
    """Give an upload up: its row first, then its bytes. Unseen for another person's.

    Refused (409) while the agency's leader looks at the draft that holds it.
    """
    with transaction.atomic():
        row = _locked(upload_id, by)
        if row.draft is not None and row.draft.state == DraftState.OFFERED:
            raise Refused([Reason(_("已送领导确认，取回后才能修改"))])
        keys = arrivals.keys_of(row)
        row.delete()
    for key in keys:
        parts.place().remove(key)


def taken_over(upload: arrivals.Arrived) -> Incoming:
    """The row of a whole upload that becomes evidence under the key under which it lies, locked; its last act is to go.

    To be called in the transaction that writes its file: if that is rolled back the upload is as it was.
    """
    row = Incoming.objects.select_for_update(of=("self",)).filter(pk=upload.incoming.pk).first()
    if row is None or row.completed_at is None:
        raise upload.lost()
    return row


def _within_quota(size: int, by: User) -> None:
    quota, waiting = arrivals.quota(), arrivals.own(by=by)
    if waiting.count() >= quota.files:
        text = _("您已有 %(n)d 个文件在上传或者传完没有提交，请先提交或者移除")
        raise Refused([Reason(text % {"n": quota.files})])
    held = waiting.aggregate(Sum("size"))["size__sum"] or 0
    if held + size > quota.size:
        text = _("您在上传或者传完没有提交的文件合计不能超过 %(most)s，请先提交或者移除")
        raise Refused([Reason(text % {"most": filesizeformat(quota.size)})])


def _pieces(stream: Stream, offset: int, length: int) -> Iterator[memoryview]:
    """The stream cut where pieces end; what came before it broke off is the last one."""
    held = bytearray(parts.PIECE)
    view, filled, left = memoryview(held), 0, length
    while left:
        most = parts.PIECE - offset % parts.PIECE
        try:
            bite = stream.read(min(BITE, left, most - filled))
        except OSError:
            bite = b""
        view[filled : filled + len(bite)] = bite
        filled, left = filled + len(bite), left - len(bite)
        if filled == most or not bite or not left:
            if filled:
                yield view[:filled]
            offset, filled = offset + filled, 0
            if not bite:
                return


@transaction.atomic
def _append(upload_id: UUID, offset: int, piece: memoryview, *, by: User, at: datetime) -> None:
    row = _locked(upload_id, by)
    if row.received != offset or row.completed_at is not None:
        raise _elsewhere()
    parts.place().write(parts.key_of(row.pk), offset, piece)
    row.received, row.touched_at = offset + len(piece), at
    row.save(update_fields=["received", "touched_at"])


def _wind_back(upload_id: UUID, reached: int, to: int, *, by: User) -> None:
    """What was counted beyond `to` counts no longer, unless more was counted since."""
    Incoming.objects.filter(pk=upload_id, by=by, received=reached, completed_at=None).update(received=to)


def _own(upload_id: UUID, by: User) -> Incoming:
    return arrivals.upload(upload_id, by=by)


def _locked(upload_id: UUID, by: User) -> Incoming:
    row = Incoming.objects.select_for_update(of=("self",)).filter(pk=upload_id, by=by).first()
    if row is None:
        raise access.Unseen
    return row


def _elsewhere() -> Refused:
    return Refused([Reason(_("上传的位置已经变了，请从服务器记录的位置继续"))])


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and all(char in "0123456789abcdefABCDEF" for char in text)
