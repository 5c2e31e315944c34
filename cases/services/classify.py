"""How secret a clue or a case is (law on state secrets arts. 16 and 21): set by the chief, with a reason, on all that belongs to it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Secrecy, User
from audit.flow import Reason, Refused, record
from cases.models import Case, CaseUserGrant, Clue, Decision, Order
from cases.services import people

RULE = people.CLEARED
SET = "定密：{was}→{now}"


@transaction.atomic
def classify(
    *,
    case_id: int | None = None,
    clue_id: int | None = None,
    secrecy: int,
    reason: str,
    by: User,
    at: datetime,
) -> Case | Clue:
    """Set how secret a case is, with its clue, decisions, orders and grants; or a clue of which no case was filed yet.

    By the chief of its office, with a reason, on record. Refused while its handler, a member, or the chief is not
    cleared for it: who works on it must be able to see it, so they leave or are cleared first. What others were told of
    it before says its title no more.
    """
    if secrecy not in Secrecy.values:
        raise ValidationError({"secrecy": _("请选择密级")})
    if not reason.strip():
        raise ValidationError({"reason": _("请写明定密的依据和理由")})
    row: Case | Clue
    if case_id is not None:
        row = access.take(by, "case.classify", Case, case_id, at=at, lock=True)
    else:
        row = access.take(by, "clue.classify", Clue, clue_id, at=at, lock=True)
    if reasons := cannot(row):
        raise Refused(reasons)
    if secrecy == row.secrecy:
        raise ValidationError({"secrecy": _("与现在的密级相同")})
    people.demand_cleared({by, *_who_works_on(row, at)}, secrecy, at=at)
    label = SET.format(was=Secrecy(row.secrecy).label, now=Secrecy(secrecy).label)
    _set(row, secrecy)
    for told in {row, *([row.clue] if isinstance(row, Case) and row.clue else [])}:
        people.forget(told, at=at)
    record(by=by, at=at, action=f"{row._meta.model_name}.classify", label=label, obj=row, note=reason.strip())
    return row


def cannot(row: Case | Clue) -> list[Reason]:
    """What keeps a row from being classified by itself: a clue is as secret as the case that came of it."""
    filed = isinstance(row, Clue) and row.cases.filter(office=row.office_id).exists()
    return [Reason(_("已由此立案，请在案件中确定密级"), RULE)] if filed else []


def _who_works_on(row: Case | Clue, at: datetime) -> Iterable[User]:
    """The handler, and those to whom the case is given now or from a later day on."""
    if isinstance(row, Clue):
        return [row.handler] if row.handler else []
    given = CaseUserGrant.objects.filter(content_object=row).exclude(ends_at__lte=at)
    return {row.handler, *(grant.user for grant in given.select_related("user"))}


def _set(row: Case | Clue, secrecy: int) -> None:
    """Write it on the row and on all that is scoped beside it."""
    row.secrecy = secrecy
    row.save(update_fields=["secrecy"])
    same = {row._meta.model_name or "": row}
    for model in (Decision, Order):
        model._default_manager.filter(**same).update(secrecy=secrecy)
    Decision.objects.filter(**{f"order__{name}": found for name, found in same.items()}).update(
        secrecy=secrecy
    )
    if isinstance(row, Case):
        row.grants.update(secrecy=secrecy)
        if row.clue is not None and row.clue.office_id == row.office_id:
            _set(row.clue, secrecy)
