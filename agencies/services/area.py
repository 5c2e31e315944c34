"""What every register has in common: an entry belongs to the area of an office, and says what was changed in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Procuratorate, User
from accounts.office_lists import line
from agencies.models import Agency
from audit.flow import Reason, Refused


def area_for(action: str, area_id: int | None, *, by: User, at: datetime) -> Procuratorate:
    """The area in which the person enters something: that of their own office, which they may name.

    PermissionDenied for who may enter nothing; refuses (at the field) the area of another office.
    """
    offices = access.offices(by, action, at=at)
    if not offices:
        raise PermissionDenied(action)
    found = next((office for office in offices if area_id in (None, office.pk)), None)
    if found is None:
        raise ValidationError({"area_id": _("只能登记本院对应地区的")})
    return found


def agency_beside(field: str, agency_id: int | None, area: Procuratorate) -> Agency | None:
    """The agency that was named as standing above or beside an entry: of the same area, or of one above it."""
    if agency_id is None:
        return None
    areas = [area, *line(area)]
    found = Agency.objects.filter(pk=agency_id, area__in=areas).first()
    if found is None:
        raise ValidationError({field: _("请选择本地区或者上级地区的行政机关")})
    return found


def not_taken(model: type[models.Model], field: str, value: Any, *, but: int | None = None) -> None:
    """Refuse (at the field) what another entry of the register has already."""
    same = model._default_manager.filter(**{field: value})
    if value and (same if but is None else same.exclude(pk=but)).exists():
        raise ValidationError({field: _("名录中已有登记")})


def change(row: models.Model, now: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Put the new values into the row, checked and saved; what was changed, from what to what. Refuses no change at all."""
    was = {name: getattr(row, name) for name in now}
    changed = [name for name in now if was[name] != now[name]]
    if not changed:
        raise Refused([Reason(_("没有改动"))])
    for name in changed:
        setattr(row, name, now[name])
    checked(row)
    row.save(update_fields=changed)
    return {name: {"from": _said(was[name]), "to": _said(now[name])} for name in changed}


def checked(row: models.Model) -> None:
    """Refuse (at the fields) what does not fit into the columns; whether it is taken is asked apart."""
    row.full_clean(validate_unique=False, validate_constraints=False)


def _said(value: Any) -> str:
    return "" if value is None else str(value)
