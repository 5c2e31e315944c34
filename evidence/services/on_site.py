"""A look on the spot and the photos that were taken there, which become evidence of the case."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.flow import official
from cases import services as cases
from cases.models import SiteCheck
from cases.statutory import CheckKind
from evidence import intake
from evidence.intake import Upload
from evidence.models import EvidenceKind, Item
from evidence.services import keeping


@transaction.atomic
def record_check(
    case_id: int,
    *,
    obligation_id: int | None = None,
    kind: str,
    on: date,
    place: str,
    team: Sequence[int],
    others: str = "",
    findings: str,
    result: str,
    files: Sequence[Upload] = (),
    by: User,
    at: datetime,
) -> SiteCheck:
    """Write down what was found on the spot (cases.record_check); its photos are one piece of evidence (rules 34-36)."""
    check = cases.record_check(
        case_id,
        obligation_id=obligation_id,
        kind=kind,
        on=on,
        place=place,
        team=team,
        others=others,
        findings=findings,
        result=result,
        by=by,
        at=at,
    )
    if files:
        _keep(check, files, by=by, at=at)
    return check


def _keep(check: SiteCheck, files: Sequence[Upload], *, by: User, at: datetime) -> None:
    intake.check(files)
    kind = official(CheckKind(check.kind).label)
    names = "、".join(str(user) for user in check.people.order_by("pk"))
    item = Item.objects.create(
        case_id=check.case_id,
        site_check=check,
        kind=EvidenceKind.AUDIOVISUAL,
        title=f"{kind}照片：{check.place}"[:200],
        source=f"{kind}（{names}）"[:200],
        collected_on=check.on,
        proves=(check.obligation.measure if check.obligation else check.findings)[:300],
        added_by=by,
        added_at=at,
    )
    with keeping.all_or_none() as keys:
        keeping.keep_all(item, files, keys, by=by, at=at)
