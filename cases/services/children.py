"""Cases below a case: one matter that a province handles as a whole and its counties where they are (rules 11, 15)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import User
from audit.flow import Reason, Refused, record
from cases.flow import ENDED
from cases.models import Case
from cases.services import people

RULE = "办案规则第十一条、第十五条"


@transaction.atomic
def link_child(case_id: int, *, parent_id: int, reason: str, by: User, at: datetime) -> Case:
    """Let a case of an office below be part of a running case of the own office; recorded in both.

    By the handler, head or chief of the upper case. Refused (409) for a case that is part of another already, for one
    above the upper case, for an upper case that has ended, and where no field of law is common to both.
    """
    parent = access.take(by, "case.link", Case, parent_id, at=at, lock=True)
    child = access.take(by, "case.view", Case, case_id, at=at, lock=True)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明属于同一事项的理由")})
    if parent.office_id == child.office_id or not accounts.leads(parent.office, child.office):
        raise ValidationError({"case_id": _("请选择下级检察院的案件")})
    if reasons := _missing(parent, child):
        raise Refused(reasons)
    child.parent = parent
    child.save(update_fields=["parent"])
    _record(child, parent, "列为", reason, by=by, at=at)
    title = f"您承办的案件已列为{parent.office}案件{parent.number}的子案件"
    _tell(child, title, reason, at=at)
    return child


@transaction.atomic
def unlink_child(case_id: int, *, reason: str, by: User, at: datetime) -> Case:
    """Let a case below no longer be part of the upper one; by those who may link it, recorded in both."""
    child = access.take(by, "case.view", Case, case_id, at=at, lock=True)
    if child.parent_id is None:
        raise Refused([Reason(_("本案没有列入上级院案件"), RULE)])
    parent = access.take(by, "case.link", Case, child.parent_id, at=at, lock=True)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明理由")})
    child.parent = None
    child.save(update_fields=["parent"])
    _record(child, parent, "不再列为", reason, by=by, at=at)
    _tell(child, f"您承办的案件不再列为{parent.office}案件{parent.number}的子案件", reason, at=at)
    return child


def _missing(parent: Case, child: Case) -> list[Reason]:
    found = []
    if parent.state in ENDED:
        found.append(Reason(_("本案已经办结，不再列入下级院案件"), RULE))
    if child.parent_id is not None:
        found.append(Reason(_("%(number)s已经列入上级院案件") % {"number": child.number}, RULE))
    if child.pk in _line(parent):
        found.append(Reason(_("上级院案件不能列为其子案件的子案件"), RULE))
    if not {parent.field, *parent.other_fields} & {child.field, *child.other_fields}:
        found.append(
            Reason(_("%(number)s与本案没有共同的领域，不属于同一事项") % {"number": child.number}, RULE)
        )
    return found


def _line(case: Case) -> set[int]:
    """The case and those above it."""
    found: set[int] = set()
    above: Case | None = case
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = above.parent
    return found


def _record(child: Case, parent: Case, how: str, reason: str, *, by: User, at: datetime) -> None:
    """The record of the lower case names the upper one by its number only: not everybody there may see it."""
    said = f"{how}{parent.office}案件{parent.number}的子案件"
    record(by=by, at=at, action="case.link", label=said, obj=child, note=reason)
    said = f"{child.office}案件{child.number}{how}子案件"
    record(by=by, at=at, action="case.link", label=said, obj=parent, note=reason, data={"child": child.pk})


def _tell(child: Case, title: str, body: str, *, at: datetime) -> None:
    people.tell(
        [child.handler],
        title=title,
        body=body,
        url=f"/cases/{child.pk}/",
        key=f"child:{child.pk}:{at:%s}",
        at=at,
    )
