"""Whether files still are what was received: one, those of a case, or all of them, night after night.

A run takes the files that were verified longest ago, a few at a time, under a lease. Who is killed leaves the lease to
run out; two runs at once take different files. What is the same is written down batch by batch, on the row; what
differs at once, in the custody of the file, and people are told.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Final

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts import access
from accounts import selectors as accounts
from accounts.models import User
from audit.flow import day
from cases.models import Case
from deadlines import services as deadlines
from deadlines.models import NoticeKind
from evidence import storage
from evidence.models import DIFFERENT, GONE, SAME, Custody, CustodyEvent, File, FileState, Incoming, Item
from evidence.services import states

BATCH: Final = 50
BATCH_BYTES: Final = 512 * 1024**2
LEASE: Final = timedelta(minutes=30)
NIGHT_SECONDS: Final = 300  # of one ring; a task may take 480
PAGE_SECONDS: Final = 20  # while a person waits
log = structlog.get_logger(__name__)


@dataclass
class Verified:
    """What a run found: how many are the same, which differ, which could not be read, how many were not reached."""

    same: int = 0
    different: list[File] = field(default_factory=list)
    unread: list[File] = field(default_factory=list)
    left: int = 0

    @property
    def count(self) -> int:
        """How many were read and compared."""
        return self.same + len(self.different)


def compare(file: File | Incoming, *, quick: bool = False) -> tuple[str, IO[bytes] | None]:
    """What the bytes of a file are found to be, and the bytes that were compared, from their beginning.

    By SHA-256 alone where somebody waits (`quick`), by both hashes otherwise. OSError when the store cannot be read
    now, which says nothing about the file.
    """
    try:
        stream = storage.open_file(file.key)
    except FileNotFoundError:
        storage.demand_there()
        return GONE, None
    try:
        same = storage.matches(stream, file.size, file.sha256, "" if quick else file.sm3)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return (SAME if same else DIFFERENT), stream


@transaction.atomic
def settle(file: File, found: str, *, by: User | None, at: datetime) -> bool:
    """Write down what a comparison found; whether the file is the same.

    A file that differs is altered from now on, and its case's handler and case managers are told. One that is the same
    again, because it was restored, is looked at anew before anybody gets it.
    """
    row = File.objects.select_for_update(no_key=True).get(pk=file.pk)
    same, was_altered = found == SAME, row.state == FileState.ALTERED
    if by is not None or not same or was_altered:
        Custody.objects.create(file=row, event=CustodyEvent.VERIFIED, by=by, at=at, note=found)
    File.objects.filter(pk=row.pk).update(verified_at=at, verify_lease=None)
    if not same and not was_altered:
        states.become(row, FileState.ALTERED)
        _tell(row, found, at)
    elif same and was_altered:
        states.become(row, FileState.PENDING, check_after=None, attempts=0)
    file.state, file.verified_at = row.state, at
    return same


def verify(item_id: int, *, by: User, at: datetime) -> dict[int, bool]:
    """Hash the files of an item again: file id → whether they still are what was received. Recorded in custody.

    OSError when the store cannot be read now.
    """
    item = access.take(by, "evidence.view", Item, item_id, at=at)
    return {file.pk: settle(file, look(file), by=by, at=at) for file in item.files.all()}


def verify_case(case_id: int, *, by: User, at: datetime) -> Verified:
    """Hash the files of a case again, those first that were verified longest ago, for as long as a person waits.

    What was not reached is `left`; asking again goes on there. Recorded in the custody of each file.
    """
    case = access.take(by, "evidence.view", Case, case_id, at=at)
    files = File.objects.filter(item__case=case)
    return run(files, before=at - timedelta(hours=1), seconds=PAGE_SECONDS, by=by, at=at)


def verify_all(*, at: datetime, before: datetime, seconds: float, case_id: int | None = None) -> Verified:
    """Hash all files that were not verified since `before`, of one case when asked, for so many seconds."""
    files = File.objects.all() if case_id is None else File.objects.filter(item__case=case_id)
    return run(files, before=before, seconds=seconds, by=None, at=at)


def verify_at_night(*, at: datetime) -> Verified | None:
    """At night, hash what was not verified since nightfall; None by day. Files known to differ are not read again."""
    nightfall = _nightfall(at)
    if nightfall is None:
        return None
    files = File.objects.exclude(state=FileState.ALTERED)
    verified = run(files, before=nightfall, seconds=NIGHT_SECONDS, by=None, at=at)
    if verified.count or verified.unread:
        log.info(
            "evidence.verified", same=verified.same, different=[file.pk for file in verified.different],
            unread=[file.pk for file in verified.unread], left=verified.left,
        )  # fmt: skip
    return verified


def run(
    files: QuerySet[File], *, before: datetime, seconds: float, by: User | None, at: datetime
) -> Verified:
    """Hash those of these files that were not verified since `before`, longest ago first, for so many seconds."""
    due = files.filter(Q(verified_at=None) | Q(verified_at__lt=before))
    began, done = time.monotonic(), Verified()
    for batch in iter(lambda: _claim(due, at + timedelta(seconds=time.monotonic() - began)), []):
        same: list[File] = []
        for file in batch:
            if (passed := time.monotonic() - began) >= seconds:
                break
            now = at + timedelta(seconds=passed)
            _take_down(file, same, done, by, now)
        _write_same(same, by, at + timedelta(seconds=time.monotonic() - began))
        done.same += len(same)
        if time.monotonic() - began >= seconds:
            File.objects.filter(pk__in=[file.pk for file in batch], verify_lease__isnull=False).exclude(
                pk__in=[file.pk for file in done.unread]
            ).update(verify_lease=None)
            break
    done.left = due.exclude(pk__in=[file.pk for file in done.unread]).count()
    return done


def _take_down(file: File, same: list[File], done: Verified, by: User | None, at: datetime) -> None:
    try:
        found = look(file)
    except OSError as error:
        log.warning("evidence.unread", file=file.pk, error=f"{type(error).__name__}: {error}"[:200])
        done.unread.append(file)  # its lease keeps this run from coming back to it
        return
    if found == SAME and file.state != FileState.ALTERED:
        same.append(file)
    elif settle(file, found, by=by, at=at):
        done.same += 1
    else:
        done.different.append(file)


def compare_all(files: QuerySet[File], *, by: User, at: datetime) -> None:
    """Compare files before they leave together; what differs is altered from now on. OSError when the store is away."""
    same = []
    for file in files.order_by("id").iterator():
        found, stream = compare(file, quick=True)
        if stream is not None:
            stream.close()
        if found == SAME:
            same.append(file.pk)
        else:
            settle(file, found, by=by, at=at)
    File.objects.filter(pk__in=same).update(verified_at=at)


def look(file: File) -> str:
    """What the bytes of a file are found to be, by both hashes."""
    found, stream = compare(file)
    if stream is not None:
        stream.close()
    return found


@transaction.atomic
def _claim(due: QuerySet[File], at: datetime) -> list[File]:
    """The next few files that nobody else is reading."""
    free = due.filter(Q(verify_lease=None) | Q(verify_lease__lte=at))
    oldest = free.order_by(F("verified_at").asc(nulls_first=True), "id")
    found = list(_few(oldest.select_for_update(skip_locked=True, no_key=True, of=("self",))[:BATCH]))
    File.objects.filter(pk__in=[file.pk for file in found]).update(verify_lease=at + LEASE)
    return found


def _few(files: QuerySet[File]) -> Iterator[File]:
    """One at least, and no more than can be read before the lease runs out."""
    size = 0
    for file in files:
        if size and size + file.size > BATCH_BYTES:
            return
        size += file.size
        yield file


@transaction.atomic
def _write_same(files: Sequence[File], by: User | None, at: datetime) -> None:
    """One statement for all of them, and a link of custody for each where a person asked."""
    File.objects.filter(pk__in=[file.pk for file in files]).update(verified_at=at, verify_lease=None)
    if by is not None:
        Custody.objects.bulk_create(
            Custody(file=file, event=CustodyEvent.VERIFIED, by=by, at=at, note=SAME) for file in files
        )


def _nightfall(at: datetime) -> datetime | None:
    """When this night began; None by day."""
    here = timezone.localtime(at)
    begins = here.replace(hour=settings.VERIFY_FROM, minute=0, second=0, microsecond=0)
    if begins > here:
        begins -= timedelta(days=1)
    hours = (settings.VERIFY_UNTIL - settings.VERIFY_FROM) % 24 or 24
    return begins if here < begins + timedelta(hours=hours) else None


def _tell(file: File, found: str, at: datetime) -> None:
    case = file.item.case
    managers = accounts.holders(case.office, "casemgr", on=day(at))
    deadlines.notify(
        {case.handler, *managers},
        title=f"证据文件{found}：{file.name}",
        body=f"“{case.title}”的证据“{file.item.title}”核验不一致，文件已停止查看、下载和导出。请保护现场，查明存储被改动的"
        "时间和原因，从备份恢复后重新核验。",
        url=f"/cases/{case.pk}/evidence/#item-{file.item_id}",
        key=f"file-altered:{file.pk}:{at:%Y%m%d%H%M}",
        kind=NoticeKind.ALARM,
        at=at,
    )
