"""Duties of agencies: written down with the law they rest on, put right, taken out (rule 72)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies.models import Agency, Duty, DutySource
from agencies.services.area import change, checked
from audit.flow import record

EDIT = "agency.edit"


@transaction.atomic
def add_duty(
    agency_id: int,
    *,
    matter: str,
    basis: str = "",
    source_kind: str = DutySource.STATUTE,
    source: str = "",
    by: User,
    at: datetime,
) -> Duty:
    """Write down one duty of an agency of the own area, and where it is written (rule 72).

    Refuses (at the field) law without an article, a list without its name, and what is written down already.
    """
    agency = access.take(by, EDIT, Agency, agency_id, at=at, lock=True)
    _whole(basis, source_kind, source)
    _not_twice(agency, matter)
    duty = Duty(agency=agency, matter=matter, basis=basis, source_kind=source_kind, source=source)
    checked(duty)
    duty.save()
    record(by=by, at=at, action=EDIT, label="登记监管职责", obj=duty, note=matter)
    return duty


@transaction.atomic
def correct_duty(
    duty_id: int, *, matter: str, basis: str, source_kind: str, source: str, by: User, at: datetime
) -> Duty:
    """Put right what the register says of a duty; what cases made of it meanwhile stays as it was."""
    duty = access.take(by, EDIT, Duty, duty_id, at=at, lock=True)
    _whole(basis, source_kind, source)
    _not_twice(duty.agency, matter, but=duty.pk)
    said = {"matter": matter, "basis": basis, "source_kind": source_kind, "source": source}
    record(by=by, at=at, action=EDIT, label="更正监管职责", obj=duty, note=matter, data=change(duty, said))
    return duty


@transaction.atomic
def remove_duty(duty_id: int, *, reason: str, by: User, at: datetime) -> Agency:
    """Take a duty out of the register, as when the law or the list has changed; the record keeps what it said."""
    duty = access.take(by, EDIT, Duty, duty_id, at=at, lock=True)
    agency, said = duty.agency, {"matter": duty.matter, "basis": duty.basis, "source": duty.source}
    duty.delete()
    record(
        by=by, at=at, action=EDIT, label=f"删除监管职责：{said['matter']}", obj=agency, note=reason, data=said
    )
    return agency


def _whole(basis: str, source_kind: str, source: str) -> None:
    """Law first: a duty by law names its article, one by a list names the list."""
    if source_kind == DutySource.STATUTE and not basis:
        raise ValidationError({"basis": _("请写明法律、法规或者规章的名称和条文")})
    if source_kind != DutySource.STATUTE and not source:
        raise ValidationError({"source": _("请写明清单、方案或者文件的名称")})


def _not_twice(agency: Agency, matter: str, *, but: int | None = None) -> None:
    same = agency.duties.filter(matter=matter)
    if (same if but is None else same.exclude(pk=but)).exists():
        raise ValidationError({"matter": _("此机关已登记同一事项")})
