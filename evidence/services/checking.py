"""What came in is looked at before anybody gets it: by our own program, then by ClamAV where it is connected.

A file is leased before it is looked at, and its state written after. Who is killed in between leaves the lease to run
out; the next one looks again. Nothing but a clear answer of both makes a file clean.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog
from django.core.files.base import File as Bytes
from django.db import transaction
from django.db.models import F, Q

from accounts import selectors as accounts
from audit.flow import day
from deadlines import services as deadlines
from deadlines.models import NoticeKind
from evidence import scanner, storage
from evidence.checking.rules import RULES
from evidence.models import Custody, CustodyEvent, File, FileState, Preview
from evidence.services import keeping, states
from evidence.services.inspecting import Inspector, Verdict, inspector

LEASE: Final = timedelta(minutes=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
BUDGET_SECONDS: Final = 240
TOLD_AFTER: Final = 5
STRUCTURE, SCANNED = "结构检查", "结构检查和病毒查杀"
log = structlog.get_logger(__name__)


class NotNow(Exception):
    """No verdict this time: the file keeps waiting."""


class NotFirst(Exception):
    """Another check of the same file was settled first."""


def check_waiting(*, at: datetime, limit: int = 100) -> int:
    """Look at files that wait for it, one after the other; how many were looked at.

    Any number may do so at once, and be killed at any moment.
    """
    began, count = time.monotonic(), 0
    with inspector() as running:
        while count < limit and (passed := time.monotonic() - began) < BUDGET_SECONDS:
            now = at + timedelta(seconds=passed)
            file = _lease(now)
            if file is None:
                break
            _check(file, running, now)
            count += 1
    return count


@transaction.atomic
def _lease(at: datetime) -> File | None:
    due = Q(check_after=None) | Q(check_after__lte=at)
    waiting = File.objects.filter(due, state=FileState.PENDING).order_by(
        F("check_after").asc(nulls_first=True), "id"
    )
    file = waiting.select_for_update(skip_locked=True).first()
    if file is not None:
        file.attempts, file.check_after = file.attempts + 1, at + LEASE
        file.save(update_fields=["attempts", "check_after"])
    return file


def _check(file: File, running: Inspector, at: datetime) -> None:
    with TemporaryDirectory(prefix="yisu-check-") as made:
        folder = Path(made)
        try:
            verdict = _verdict(file, running, folder)
        except NotNow as reason:
            _postpone(file, str(reason), at)
            return
        with suppress(NotFirst), keeping.all_or_none() as keys:
            pages = [_keep(folder, page, keys) for page in verdict.pages]
            _settle(file, verdict, pages, at)


def _verdict(file: File, running: Inspector, folder: Path) -> Verdict:
    """What our own program says, and the scanner of what it lets in and of the files unpacked from it.

    NotNow when one of them has no answer, for any of these files.
    """
    try:
        with storage.on_disk(file.key) as path:
            verdict = running.judge(path, file.name, folder)
            if verdict.verdict == "failed":
                raise NotNow("no verdict")
            asks = verdict.verdict == "clean" and scanner.connected()
            virus = _virus(path, *(folder / name for name in verdict.attached)) if asks else ""
    except (OSError, scanner.Unscanned) as error:
        raise NotNow(f"{type(error).__name__}: {error}") from error
    if virus:
        return Verdict("refused", [*verdict.findings, {"code": "virus", "detail": virus[:80]}])
    return verdict


def _virus(*paths: Path) -> str:
    """The first that is found in any of them."""
    for path in paths:
        with path.open("rb") as stream:
            if found := scanner.scan(stream):
                return found
    return ""


def _keep(folder: Path, page: dict[str, Any], keys: list[str]) -> Preview:
    with (folder / page["path"]).open("rb") as drawn:
        key, _digest = storage.keep(Bytes(drawn))
    keys.append(key)
    return Preview(page=page["page"], key=key, width=page["width"], height=page["height"])


@transaction.atomic
def _settle(file: File, verdict: Verdict, pages: Sequence[Preview], at: datetime) -> None:
    """Write down what was found; who was faster wins, and what we drew is thrown away."""
    state = FileState.CLEAN if verdict.verdict == "clean" else FileState.REFUSED
    found = {"findings": verdict.findings, "checked_at": at, "check_after": None}
    if not states.become(file, state, **found):
        raise NotFirst
    _drop_drawn(file)
    for page in pages:
        page.file = file
    Preview.objects.bulk_create(pages)
    how = SCANNED if scanner.connected() else STRUCTURE
    note = how if state == FileState.CLEAN else f"{how}：已隔离，{_reasons(file)}"
    Custody.objects.create(file=file, event=CustodyEvent.CHECKED, at=at, note=note[:200])
    if state == FileState.REFUSED:
        _tell_refused(file, at)


def _drop_drawn(file: File) -> None:
    """What was drawn before, of a file that was restored and is looked at anew."""
    drawn = Preview.objects.filter(file=file)
    keys = list(drawn.values_list("key", flat=True))
    drawn.delete()
    for key in keys:
        transaction.on_commit(partial(storage.remove, key))


def _reasons(file: File) -> str:
    """Why a file is refused, in the language of the file."""
    refusing = [RULES[found["code"]].text for found in file.findings if RULES[found["code"]].refuse]
    return "；".join(refusing)


def _tell_refused(file: File, at: datetime) -> None:
    """Who sent it and who handles the case hear what is wrong and what to do."""
    case, submission = file.item.case, file.item.submission
    page = f"/cases/{case.pk}/evidence/#item-{file.item_id}"
    portal = f"/portal/obligations/{submission.obligation_id}/" if submission else "/portal/"
    from_agency = (
        bool(file.item.respondent_id) and file.uploaded_by.posts.filter(group__isnull=False).exists()
    )
    title = f"文件未通过安全检查：{file.name}"
    body = f"{_reasons(file)}。原文件已隔离，任何人都不能下载；请处理后重新上传。"
    for person, url in ((file.uploaded_by, portal if from_agency else page), (case.handler, page)):
        deadlines.notify(
            [person],
            title=title,
            body=body,
            url=url,
            key=f"file-refused:{file.pk}",
            kind=NoticeKind.TASK,
            at=at,
        )


def _postpone(file: File, reason: str, at: datetime) -> None:
    """Try again after a pause that grows; after some tries people hear of it."""
    pause = min(LONGEST_PAUSE, timedelta(minutes=2 ** min(file.attempts - 1, 10)))
    File.objects.filter(pk=file.pk, state=FileState.PENDING).update(check_after=at + pause)
    log.warning("evidence.unchecked", file=file.pk, attempts=file.attempts, reason=reason[:200])
    if file.attempts >= TOLD_AFTER:
        case = file.item.case
        office = accounts.holders(case.office, "casemgr", on=day(at))
        deadlines.notify(
            {case.handler, *office},
            title=f"文件一直未能完成安全检查：{file.name}",
            body=f"已试 {file.attempts} 次，文件保持待检，暂不能下载。系统会继续重试，请联系系统管理员检查病毒查杀服务。",
            url=f"/cases/{case.pk}/evidence/#item-{file.item_id}",
            key=f"file-unchecked:{file.pk}",
            kind=NoticeKind.ALARM,
            at=at,
        )
