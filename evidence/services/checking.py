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
from typing import Any, Final, TypeAlias

import structlog
from django.core.files.base import File as Bytes
from django.db import transaction
from django.db.models import F, Q, QuerySet

from evidence import scanner, storage, verdicts
from evidence.models import Custody, CustodyEvent, File, FileState, Incoming
from evidence.services import keeping, states, telling
from evidence.services.inspecting import Inspector, Verdict, inspector

LEASE: Final = timedelta(minutes=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
BUDGET_SECONDS: Final = 240
TOLD_AFTER: Final = 5
Waits: TypeAlias = File | Incoming
log = structlog.get_logger(__name__)


class NotNow(Exception):
    """No verdict this time: the file keeps waiting."""


class NotFirst(Exception):
    """Another check of the same file was settled first."""


def check_waiting(*, at: datetime, limit: int = 100) -> int:
    """Look at files that wait for it, of evidence and of drafts by turns; how many were looked at.

    Any number may do so at once, and be killed at any moment.
    """
    began, count = time.monotonic(), 0
    with inspector() as running:
        while count < limit and (passed := time.monotonic() - began) < BUDGET_SECONDS:
            now = at + timedelta(seconds=passed)
            file = _lease(now, count)
            if file is None:
                break
            _check(file, running, now)
            count += 1
    return count


@transaction.atomic
def _lease(at: datetime, turn: int) -> Waits | None:
    """The next file, of the kind whose turn it is when there is one: neither waits until all of the other are done."""
    held = Incoming.objects.filter(draft__isnull=False, completed_at__isnull=False)
    kinds: tuple[QuerySet[Any], ...] = (File.objects.all(), held)
    for files in (kinds[turn % 2], kinds[1 - turn % 2]):
        due = Q(check_after=None) | Q(check_after__lte=at)
        waiting = files.filter(due, state=FileState.PENDING)
        waiting = waiting.order_by(F("check_after").asc(nulls_first=True), "id")
        file: Waits | None = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if file is not None:
            file.attempts, file.check_after = file.attempts + 1, at + LEASE
            file.save(update_fields=["attempts", "check_after"])
            return file
    return None


def _check(file: Waits, running: Inspector, at: datetime) -> None:
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


def _verdict(file: Waits, running: Inspector, folder: Path) -> Verdict:
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


def _keep(folder: Path, page: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    with (folder / page["path"]).open("rb") as drawn:
        key, _digest = storage.keep(Bytes(drawn))
    keys.append(key)
    return {"page": page["page"], "key": key, "width": page["width"], "height": page["height"]}


@transaction.atomic
def _settle(file: Waits, verdict: Verdict, pages: Sequence[dict[str, Any]], at: datetime) -> None:
    """Write down what was found; who was faster wins, and what we drew is thrown away."""
    state = FileState.CLEAN if verdict.verdict == "clean" else FileState.REFUSED
    found: dict[str, Any] = {"findings": verdict.findings, "checked_at": at, "check_after": None}
    if isinstance(file, Incoming):
        found["scanned"] = scanner.connected()
    if not states.become(file, state, **found):
        raise NotFirst
    _drop_drawn(file)
    for page in pages:
        file.previews.create(**page)
    if isinstance(file, File):
        how = verdicts.how(scanner.connected())
        note = how if state == FileState.CLEAN else f"{how}：已隔离，{verdicts.official(file.findings)}"
        Custody.objects.create(file=file, event=CustodyEvent.CHECKED, at=at, note=note[:200])
    if state == FileState.REFUSED:
        telling.refused(file, at=at)


def _drop_drawn(file: Waits) -> None:
    """What was drawn before, of a file that was restored and is looked at anew."""
    drawn = file.previews.all()
    keys = list(drawn.values_list("key", flat=True))
    drawn.delete()
    for key in keys:
        transaction.on_commit(partial(storage.remove, key))


def _postpone(file: Waits, reason: str, at: datetime) -> None:
    """Try again after a pause that grows; after some tries people hear of it."""
    pause = min(LONGEST_PAUSE, timedelta(minutes=2 ** min(file.attempts - 1, 10)))
    rows: QuerySet[Any] = type(file)._default_manager.all()
    rows.filter(pk=file.pk, state=FileState.PENDING).update(check_after=at + pause)
    log.warning("evidence.unchecked", file=str(file.pk), attempts=file.attempts, reason=reason[:200])
    if file.attempts >= TOLD_AFTER:
        telling.unchecked(file, at=at)
