"""Enterprises and associations: entered and put right by the office of their area; what happened at an enterprise."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as WrongNumber

from accounts import access
from accounts.models import Procuratorate, User
from agencies.models import Association, Enterprise, Incident
from agencies.services.area import agency_beside, area_for, change, checked, not_taken
from audit.flow import day, record

EDIT = "enterprise.edit"


@transaction.atomic
def register_enterprise(
    *,
    name: str,
    sector: str,
    scale: str,
    area_id: int | None = None,
    credit_code: str = "",
    personal_data_volume: int | None = None,
    protection_level: int | None = None,
    systems: str = "",
    supervisor_id: int | None = None,
    by: User,
    at: datetime,
) -> Enterprise:
    """Enter an enterprise of the person's own area. `personal_data_volume` is in ten thousand records.

    Refuses (at the field) a name or credit code that is taken, and a code whose check digit is wrong (GB 32100).
    """
    area = area_for(EDIT, area_id, by=by, at=at)
    code = _code(credit_code)
    not_taken(Enterprise, "name", name)
    not_taken(Enterprise, "credit_code", code)
    enterprise = Enterprise(
        name=name,
        credit_code=code,
        sector=sector,
        area=area,
        scale=scale,
        personal_data_volume=personal_data_volume,
        protection_level=protection_level,
        systems=systems,
        supervisor=agency_beside("supervisor_id", supervisor_id, area),
    )
    checked(enterprise)
    enterprise.save()
    record(by=by, at=at, action=EDIT, label="登记企业", obj=enterprise, note=name)
    return enterprise


@transaction.atomic
def correct_enterprise(
    enterprise_id: int,
    *,
    name: str,
    sector: str,
    scale: str,
    credit_code: str = "",
    personal_data_volume: int | None = None,
    protection_level: int | None = None,
    systems: str = "",
    supervisor_id: int | None = None,
    by: User,
    at: datetime,
) -> Enterprise:
    """Put right what the register says of an enterprise of the own area. Refuses no change at all."""
    enterprise = access.take(by, EDIT, Enterprise, enterprise_id, at=at, lock=True)
    code = _code(credit_code)
    not_taken(Enterprise, "name", name, but=enterprise.pk)
    not_taken(Enterprise, "credit_code", code, but=enterprise.pk)
    said = {
        "name": name,
        "credit_code": code,
        "sector": sector,
        "scale": scale,
        "personal_data_volume": personal_data_volume,
        "protection_level": protection_level,
        "systems": systems,
        "supervisor": agency_beside("supervisor_id", supervisor_id, enterprise.area),
    }
    changed = change(enterprise, said)
    record(by=by, at=at, action=EDIT, label="更正企业信息", obj=enterprise, note=name, data=changed)
    return enterprise


@transaction.atomic
def add_incident(
    enterprise_id: int,
    *,
    on: date,
    kind: str,
    records: int | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Incident:
    """Write down a leak at an enterprise: when, how, how many records. Refuses (at the field) a day to come."""
    enterprise = access.take(by, EDIT, Enterprise, enterprise_id, at=at)
    if on > day(at):
        raise ValidationError({"on": _("发生日期不能晚于今天")})
    incident = Incident(
        enterprise=enterprise, on=on, kind=kind, records=records, note=note, entered_by=by, entered_at=at
    )
    checked(incident)
    incident.save()
    label = f"登记信息泄露事件：{incident.get_kind_display()}"
    record(by=by, at=at, action=EDIT, label=label, obj=incident, note=enterprise.name)
    return incident


@transaction.atomic
def register_association(
    *,
    name: str,
    sector: str,
    area_id: int | None = None,
    founded_on: date | None = None,
    guided_by_id: int | None = None,
    members: int | None = None,
    rules: str = "",
    by: User,
    at: datetime,
) -> Association:
    """Enter an association of a trade of the person's own area. Refuses (at the field) a name that is taken."""
    area = area_for(EDIT, area_id, by=by, at=at)
    not_taken(Association, "name", name)
    said = _of_association(area, founded_on, guided_by_id, members, at)
    association = Association(name=name, sector=sector, area=area, rules=rules, **said)
    checked(association)
    association.save()
    record(by=by, at=at, action=EDIT, label="登记行业协会", obj=association, note=name)
    return association


@transaction.atomic
def correct_association(
    association_id: int,
    *,
    name: str,
    sector: str,
    founded_on: date | None = None,
    guided_by_id: int | None = None,
    members: int | None = None,
    rules: str = "",
    by: User,
    at: datetime,
) -> Association:
    """Put right what the register says of an association of the own area. Refuses no change at all."""
    association = access.take(by, EDIT, Association, association_id, at=at, lock=True)
    not_taken(Association, "name", name, but=association.pk)
    said = _of_association(association.area, founded_on, guided_by_id, members, at)
    changed = change(association, {"name": name, "sector": sector, "rules": rules, **said})
    record(by=by, at=at, action=EDIT, label="更正行业协会信息", obj=association, note=name, data=changed)
    return association


def _of_association(
    area: Procuratorate, founded_on: date | None, guided_by_id: int | None, members: int | None, at: datetime
) -> dict[str, object]:
    if founded_on is not None and founded_on > day(at):
        raise ValidationError({"founded_on": _("成立日期不能晚于今天")})
    guided_by = agency_beside("guided_by_id", guided_by_id, area)
    return {"founded_on": founded_on, "members": members, "guided_by": guided_by}


def _code(said: str) -> str | None:
    """A unified social credit code as it is written; None when there is none."""
    if not said.strip():
        return None
    try:
        return str(uscc.validate(said.encode("ascii").decode()))
    except (WrongNumber, UnicodeError) as wrong:
        text = _("统一社会信用代码有误，请核对（18位，末位为校验码）")
        raise ValidationError({"credit_code": text}) from wrong
