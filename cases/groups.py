"""Who works on a case: its own people, those lent by single orders, task forces; for the page, and who leads what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Level, Procuratorate, User
from cases.flow import ENDED
from cases.models import Case, Member, TaskForce

CALL_UP, DRAFT = "case.call_up", "order.draft"


@dataclass(frozen=True)
class Force:
    """One task force as a person sees it: who is in it now, and whether they may extend or dissolve it."""

    force: TaskForce
    members: list[Member]
    led: bool

    @property
    def offices(self) -> str:
        """The offices whose people are in it."""
        return _("、").join(dict.fromkeys(str(member.office) for member in self.members))


@dataclass(frozen=True)
class Group:
    """Everybody on the case on one day: single members, task forces, and those whose time is over."""

    members: list[Member]
    forces: list[Force]
    ended: list[Member]
    forms: bool

    @property
    def anybody(self) -> bool:
        """Whether somebody works on the case beside its handler."""
        return bool(self.members or self.forces)


def of_case(case: Case, *, by: User, on: date, at: datetime) -> Group:
    """The group of a case whose members have been read with their task forces."""
    members = list(case.members.all())
    now = [member for member in members if member.ends_on is None or member.ends_on >= on]
    ended = [member for member in members if member not in now]
    forces = {
        row.task_force.pk: row.task_force for row in now if row.task_force and _stands(row.task_force, on)
    }
    own = access.offices(by, CALL_UP, at=at) if forces else []
    return Group(
        members=[member for member in now if member.task_force_id not in forces],
        forces=[
            Force(force, [row for row in now if row.task_force_id == pk], leads(force, own))
            for pk, force in forces.items()
        ],
        ended=ended,
        forms=case.state not in ENDED and _may_form(case, by=by, at=at),
    )


def _stands(force: TaskForce, on: date) -> bool:
    return force.ends_on is None or force.ends_on >= on


def _may_form(case: Case, *, by: User, at: datetime) -> bool:
    """Whether the person drafts orders in an office above counties that has the case or stands above it."""
    own = [office for office in access.offices(by, DRAFT, at=at) if office.level != Level.COUNTY]
    above = {case.office_id, case.municipal_id, case.provincial_id}
    return any(office.pk in above or office.level == Level.SUPREME for office in own)


def to_lead(task_force_id: int, *, by: User, at: datetime) -> TaskForce:
    """The task force that this person may extend or dissolve; 404 unseen, 403 for who does not lead it (rule 11)."""
    access.take(by, "case.view", TaskForce, task_force_id, at=at)
    found = TaskForce.objects.select_related("case", "lead", "order").get(pk=task_force_id)
    if not leads(found, access.offices(by, CALL_UP, at=at)):
        raise PermissionDenied(CALL_UP)
    return found


def leads(force: TaskForce, offices: Iterable[Procuratorate]) -> bool:
    """Whether one of these offices leads the task force, or ordered it."""
    return any(office.pk in leading(force) for office in offices)


def leading(force: TaskForce) -> set[int]:
    """The office that leads a task force and the one that ordered it."""
    return {force.lead_id} | ({force.order.office_id} if force.order else set())
