"""Evidence comes in, is looked at, is verified. Bytes are never overwritten; every touch leaves a link of custody."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases import services as cases
from cases.models import Case, Commission, Obligation, Reply, Respondent, Submission
from evidence import intake, storage
from evidence.intake import Upload
from evidence.models import DIFFERENT, SAME, Custody, CustodyEvent, EvidenceKind, File, FileState, Item


@dataclass(frozen=True)
class HandedOut:
    """A file on its way out: its row, and its bytes to read."""

    file: File
    stream: IO[bytes]


@transaction.atomic
def add_item(
    case_id: int,
    *,
    kind: str,
    title: str,
    source: str,
    collected_on: date,
    proves: str = "",
    element: str = "none",
    files: Sequence[Upload] = (),
    by: User,
    at: datetime,
) -> Item:
    """Enter a piece of evidence that the team collected (rules 34, 35), with its files."""
    case = access.take(by, "evidence.add", Case, case_id, at=at)
    if collected_on > day(at):
        raise ValidationError({"collected_on": _("取得日期不能晚于今天")})
    item = Item.objects.create(
        case=case,
        kind=kind,
        title=title,
        source=source,
        collected_on=collected_on,
        proves=proves,
        element=element,
        added_by=by,
        added_at=at,
    )
    record(by=by, at=at, action="evidence.add", label="登记证据", obj=item, note=title)
    with _all_or_none() as keys:
        _keep_all(item, files, keys, by=by, at=at)
    return item


@transaction.atomic
def receive_submission(
    obligation_id: int,
    *,
    text: str,
    files: Sequence[Upload] = (),
    values: Mapping[int, Decimal] | None = None,
    by: User,
    at: datetime,
) -> Submission:
    """Take in an agency's report on one obligation with its files, each kept as evidence of the case."""
    submission = cases.submit(obligation_id, text=text, values=values, by=by, at=at)
    obligation = Obligation.objects.select_related("respondent__agency").get(pk=obligation_id)
    _take_in(obligation.respondent, obligation.measure, files, submission=submission, by=by, at=at)
    return submission


@transaction.atomic
def receive_reply(
    respondent_id: int, *, text: str, received_on: date, files: Sequence[Upload] = (), by: User, at: datetime
) -> Reply:
    """Take in an agency's written reply with its files (interpretation 21)."""
    answer = cases.reply(respondent_id, text=text, received_on=received_on, by=by, at=at)
    respondent = Respondent.objects.select_related("agency").get(pk=respondent_id)
    _take_in(respondent, _("书面回复"), files, reply=answer, by=by, at=at)
    return answer


@transaction.atomic
def receive_findings(
    commission_id: int, *, result: str, files: Sequence[Upload] = (), by: User, at: datetime
) -> Commission:
    """Take in what a commissioned office found (rule 43); its files become evidence of the case that asked."""
    commission = cases.finish_commission(commission_id, result=result, by=by, at=at)
    intake.check(files)
    with _all_or_none() as keys:
        for upload in files:
            item = Item.objects.create(
                case_id=commission.case_id,
                kind=EvidenceKind.DOCUMENTARY,
                title=intake.name_of(upload),
                source=f"委托调查：{commission.to_office}（{commission.document.number}）",
                collected_on=day(at),
                proves=commission.matters[:300],
                added_by=by,
                added_at=at,
            )
            _keep_all(item, [upload], keys, by=by, at=at)
    return commission


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


def _take_in(
    respondent: Respondent,
    proves: str,
    files: Sequence[Upload],
    *,
    submission: Submission | None = None,
    reply: Reply | None = None,
    by: User,
    at: datetime,
) -> None:
    intake.check(files)
    with _all_or_none() as keys:
        for upload in files:
            item = Item.objects.create(
                case_id=respondent.case_id,
                respondent=respondent,
                submission=submission,
                reply=reply,
                kind=EvidenceKind.ELECTRONIC,
                title=intake.name_of(upload),
                source=respondent.agency.name,
                collected_on=day(at),
                proves=proves[:300],
                added_by=by,
                added_at=at,
            )
            _keep_all(item, [upload], keys, by=by, at=at)


@contextmanager
def _all_or_none() -> Iterator[list[str]]:
    """Bytes written inside, under the keys listed here, are taken away again when the work fails."""
    keys: list[str] = []
    try:
        yield keys
    except BaseException:
        for key in keys:
            storage.remove(key)
        raise


def _keep_all(item: Item, files: Sequence[Upload], keys: list[str], *, by: User, at: datetime) -> None:
    for upload, media_type in zip(files, intake.check(files), strict=True):
        key, found = storage.keep(upload)
        keys.append(key)
        file = File.objects.create(
            item=item,
            name=intake.name_of(upload),
            key=key,
            size=found.size,
            media_type=media_type,
            sha256=found.sha256,
            sm3=found.sm3,
            state=FileState.CLEAN,
            uploaded_by=by,
            uploaded_at=at,
        )
        note = f"SHA-256 {found.sha256[:16]}…"
        Custody.objects.create(file=file, event=CustodyEvent.RECEIVED, by=by, at=at, note=note)
