"""Whom to tell, and the grants by which a person reaches one case."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, Secrecy, User
from audit.flow import Reason, Refused, day
from cases import addresses
from cases.models import Case, CaseUserGrant, Clue, Member, Respondent, TaskForce
from cases.models.places import copied
from deadlines import services as deadlines
from deadlines.models import NoticeKind

CLEARED = "保守国家秘密法第二十一条"


def grant(case: Case, user: User, column: str, *, from_: datetime, until: datetime | None = None) -> None:
    """Let a person act on one case as `column` of the policy table (assigned, member), for a time.

    Refused for who is not cleared for what the case contains.
    """
    demand_cleared([user], case.secrecy, at=from_)
    permission = Permission.objects.get(codename=f"as_{column}", content_type__app_label="cases")
    CaseUserGrant.objects.update_or_create(
        user=user,
        permission=permission,
        content_object=case,
        defaults={"starts_at": from_, "ends_at": until, **copied(case)},
    )


def demand_cleared(users: Iterable[User], secrecy: int, *, at: datetime) -> None:
    """Refuse people whose posts do not clear them for this, by name; what is not secret at all is open to everyone."""
    short = [user for user in users if secrecy and access.clearance(user, at=at) < secrecy]
    if short:
        names = _("、").join(sorted(str(user) for user in short))
        text = _("%(names)s的涉密等级低于“%(level)s”，不能接触此事项")
        raise Refused([Reason(text % {"names": names, "level": Secrecy(secrecy).label}, CLEARED)])


def join(
    case: Case,
    user: User,
    *,
    office: Procuratorate,
    duty: str,
    starts_on: date,
    ends_on: date | None = None,
    order: str = "",
    task_force: TaskForce | None = None,
) -> Member:
    """Make a person a member of the case, with the grant that opens the case to them for these days."""
    member = Member.objects.create(
        case=case,
        user=user,
        office=office,
        duty=duty,
        order=order,
        task_force=task_force,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    grant(case, user, "member", from_=start_of(starts_on), until=end_of(ends_on))
    return member


def stay(member: Member, until: date | None) -> None:
    """Let a member work on the case until the end of that day and not a minute longer."""
    member.ends_on = until
    member.save(update_fields=["ends_on"])
    _grants(member.case, member.user, "member").update(ends_at=end_of(until))


def leave(member: Member, *, at: datetime) -> None:
    """Send a member home at once."""
    member.ends_on = max(day(at), member.starts_on)
    member.save(update_fields=["ends_on"])
    revoke(member.case, member.user, "member", at=at)


def any_lent(force: TaskForce, *, at: datetime) -> bool:
    """Whether somebody of the task force still has, or will have, the case open to them."""
    grants = CaseUserGrant.objects.filter(content_object=force.case, permission__codename="as_member")
    return grants.filter(user__in=force.members.values("user")).exclude(ends_at__lte=at).exists()


def revoke(case: Case, user: User, column: str, *, at: datetime) -> None:
    """End that grant now; the next request no longer finds it."""
    _grants(case, user, column).update(ends_at=at)


def _grants(case: Case, user: User, column: str) -> QuerySet[CaseUserGrant]:
    return CaseUserGrant.objects.filter(content_object=case, user=user, permission__codename=f"as_{column}")


def start_of(on: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(on, time.min))


def end_of(on: date | None) -> datetime | None:
    """The first moment after a day; None for no end."""
    return start_of(on + timedelta(days=1)) if on else None


def tell(
    users: Iterable[User],
    *,
    title: str,
    body: str,
    url: str,
    key: str,
    at: datetime,
    kind: NoticeKind = NoticeKind.PROGRESS,
) -> None:
    """Leave each of these people one notice, once per key; none of those who are not cleared for what it speaks of."""
    users = list(users)
    level = addresses.secrecy(url) if users else 0
    users = [user for user in users if not level or access.clearance(user, at=at) >= level]
    deadlines.notify(users, title=title, body=body, url=url, key=key, kind=kind, at=at)


def forget(row: Case | Clue, *, at: datetime) -> int:
    """Take the title of what was just made more secret out of notices to those who are not cleared for it; how many."""

    def short(user: User) -> bool:
        return access.clearance(user, at=at) < row.secrecy

    return deadlines.blank(addresses.of(row), whose=short)


def agency_people(respondent: Respondent, *, on: date) -> list[User]:
    """Those who act for the agency that day."""
    return list(accounts.members_of(respondent.agency.group_id, on=on))


def tell_handlers(
    office: Procuratorate, *, title: str, url: str, key: str, at: datetime, secrecy: int = 0
) -> None:
    """Tell the handlers of an office that something came in, those who are cleared for it."""
    holders = accounts.holders(office, "handler", on=day(at))
    handlers = [user for user in holders if not secrecy or access.clearance(user, at=at) >= secrecy]
    tell(handlers, title=title, body="", url=url, key=key, kind=NoticeKind.TASK, at=at)
