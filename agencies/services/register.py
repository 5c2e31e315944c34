"""The register of agencies: entered and put right by the office of their area."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies.models import Agency
from agencies.services.area import agency_beside, area_for, change, checked, not_taken
from audit.flow import record

EDIT = "agency.edit"


@transaction.atomic
def register_agency(
    *,
    name: str,
    short_name: str,
    kind: str,
    area_id: int | None = None,
    address: str = "",
    superior_id: int | None = None,
    leader_confirms: bool = True,
    by: User,
    at: datetime,
) -> Agency:
    """Enter an agency of the person's own area in the register, with the group its people will stand in.

    Refuses (at the field) a name that is taken, the area of another office, a superior that is neither there nor above.
    """
    area = area_for(EDIT, area_id, by=by, at=at)
    not_taken(Agency, "name", name)
    group = Group.objects.create(name=name)
    agency = Agency(
        name=name,
        short_name=short_name,
        kind=kind,
        area=area,
        address=address,
        superior=agency_beside("superior_id", superior_id, area),
        leader_confirms=leader_confirms,
        group=group,
    )
    checked(agency)
    agency.save()
    record(by=by, at=at, action=EDIT, label="登记行政机关", obj=agency, note=name)
    return agency


@transaction.atomic
def correct_agency(
    agency_id: int,
    *,
    name: str,
    short_name: str,
    kind: str,
    address: str = "",
    superior_id: int | None = None,
    leader_confirms: bool = True,
    by: User,
    at: datetime,
) -> Agency:
    """Put right what the register says of an agency of the own area; its group is called the same.

    Refuses a name that is taken, a superior that stands below the agency, and no change at all.
    """
    agency = access.take(by, EDIT, Agency, agency_id, at=at, lock=True)
    not_taken(Agency, "name", name, but=agency.pk)
    superior = agency_beside("superior_id", superior_id, agency.area)
    _not_in_a_circle(agency, superior)
    changed = change(
        agency,
        {
            "name": name,
            "short_name": short_name,
            "kind": kind,
            "address": address,
            "superior": superior,
            "leader_confirms": leader_confirms,
        },
    )
    if "name" in changed:
        Group.objects.filter(pk=agency.group_id).update(name=name)
    record(by=by, at=at, action=EDIT, label="更正行政机关信息", obj=agency, note=name, data=changed)
    return agency


def _not_in_a_circle(agency: Agency, superior: Agency | None) -> None:
    above = superior
    while above is not None:
        if above.pk == agency.pk:
            raise ValidationError({"superior_id": _("它自己或者它的下级机关不能是上级")})
        above = above.superior
