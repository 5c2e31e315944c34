"""What is done to the register of agencies."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import access
from accounts.models import Post, User
from agencies.models import Agency, Duty
from audit.flow import record


@transaction.atomic
def register_agency(*, name: str, short_name: str, kind: str, by: User, at: datetime) -> Agency:
    """Enter an agency of the person's own area in the register, with the group its people will stand in."""
    offices = access.offices(by, "agency.edit", at=at)
    if not offices:
        raise PermissionDenied("agency.edit")
    group = Group.objects.create(name=name)
    agency = Agency.objects.create(name=name, short_name=short_name, kind=kind, area=offices[0], group=group)
    record(by=by, at=at, action="agency.edit", label="登记行政机关", obj=agency)
    return agency


@transaction.atomic
def add_duty(agency: Agency, *, matter: str, basis: str, source: str, by: User, at: datetime) -> Duty:
    """Write down one duty of an agency and the law it rests on (rule 72)."""
    if not access.holds(by, "agency.edit", at=at):
        raise PermissionDenied("agency.edit")
    duty = Duty.objects.create(agency=agency, matter=matter, basis=basis, source=source)
    record(by=by, at=at, action="agency.edit", label="登记监管职责", obj=duty, note=matter)
    return duty


@transaction.atomic
def appoint(user: User, agency: Agency, *, post: str, starts_on: date, by: User | None, at: datetime) -> Post:
    """Let a person act for an agency as its liaison or leader from a day on."""
    appointed = Post.objects.create(user=user, post=post, group=agency.group, starts_on=starts_on)
    record(by=by, at=at, action="agency.edit", label="登记机关人员", obj=appointed, note=str(user))
    return appointed
