"""The evidence of a case leaves in a sealed archive: listed and signed first, sent after, every file compared before."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, record
from cases.models import Case
from evidence import packing, sealing
from evidence.models import Custody, CustodyEvent, Export, File, FileState, Item
from evidence.sealing import Seal
from evidence.services import verifying

KEPT_FOR: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Sealed:
    """An archive on its way out: what it is called, how long it is, and its bytes."""

    name: str
    size: int
    chunks: Iterator[bytes]


def export_evidence(case_id: int, *, purpose: str, by: User, at: datetime) -> Export:
    """List and sign the evidence of a case for one purpose; the person may then fetch the archive for a day.

    Every file is compared first: what differs from what was received is altered from now on and, like what waits for
    its check or did not pass it, stands in the list alone. The export and a link in the custody of every packed file
    are written in one transaction, before a byte leaves. ValidationError without a purpose; refused when there is
    nothing to pack.
    """
    case = access.take(by, "evidence.export", Case, case_id, at=at)
    if not purpose.strip():
        raise ValidationError({"purpose": _("请写明导出用途")})
    _compare(File.objects.filter(item__case=case, state=FileState.CLEAN), by, at)
    with transaction.atomic():
        return _seal(case, purpose.strip(), by, at)


def fetch_export(export_id: int, *, by: User, at: datetime) -> Sealed:
    """The archive of an export, for who made it and for a day; fetching it is on record.

    Refused later, and when a file meanwhile is no longer what was received. Nothing of it is stored: it is packed while
    it is sent, and broken off should a byte differ.
    """
    export = access.take(by, "evidence.export", Export, export_id, at=at)
    if export.by != by:
        raise PermissionDenied("evidence.export")
    if at > export.at + KEPT_FOR:
        raise Refused([Reason(_("导出包只在导出后 24 小时内可以下载，请重新导出"))])
    ids = [file["id"] for item in export.manifest["items"] for file in item["files"] if file["packed"]]
    packed = File.objects.filter(pk__in=ids)
    _compare(packed, by, at)
    if packed.exclude(state=FileState.CLEAN).exists():
        raise Refused([Reason(_("有文件与接收时不一致，导出包已停止下载，请查明后重新导出"))])
    record(
        by=by, at=at, action="evidence.export", label="下载证据导出包", obj=export.case, note=export.purpose
    )
    stream = packing.archive(
        export.manifest, Seal(export.signature, export.key_id), dict(packed.values_list("pk", "key"))
    )
    name = packing.safe(f"{export.case.number}证据{timezone.localtime(export.at):%Y%m%d%H%M}.zip")
    return Sealed(name, len(stream), iter(stream))


def _compare(files: QuerySet[File], by: User, at: datetime) -> None:
    try:
        verifying.compare_all(files, by=by, at=at)
    except OSError as trouble:
        raise Refused([Reason(_("文件存储暂时读不出来，请稍后再试"))]) from trouble


def _seal(case: Case, purpose: str, by: User, at: datetime) -> Export:
    locked = File.objects.select_for_update(no_key=True).filter(item__case=case, state=FileState.CLEAN)
    packed = list(locked.order_by("id"))
    if not packed:
        raise Refused([Reason(_("本案没有已检且一致的证据文件，无可导出"))])
    Custody.objects.bulk_create(
        Custody(file=file, event=CustodyEvent.EXPORTED, by=by, at=at, note=f"用途：{purpose}"[:200])
        for file in packed
    )
    listed = packing.manifest(case, _items(case), purpose=purpose, by=by.name, at=timezone.localtime(at))
    content = packing.written(listed)
    seal = sealing.seal(content)
    export = Export.objects.create(
        case=case,
        purpose=purpose,
        manifest=listed,
        digest=hashlib.sha256(content).hexdigest(),
        signature=seal.signature,
        key_id=seal.key_id,
        by=by,
        at=at,
    )
    record(
        by=by,
        at=at,
        action="evidence.export",
        label="导出证据",
        obj=case,
        note=f"{len(packed)} 个文件，用途：{purpose}",
    )
    return export


def _items(case: Case) -> QuerySet[Item]:
    """All evidence of a case, every version of every file, and who had it."""
    custody = Prefetch("custody", Custody.objects.select_related("by").order_by("id"))
    files = File.objects.select_related("uploaded_by").prefetch_related(custody).order_by("id")
    items = Item.objects.filter(case=case).select_related("respondent__agency", "added_by")
    return items.prefetch_related(Prefetch("files", files)).order_by("id")
