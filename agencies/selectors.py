"""Questions about agencies, enterprises and associations."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import AGENCY_POSTS, Post, Procuratorate, User
from accounts.office_lists import line
from agencies.models import Agency, Association, Duty, Enterprise, Invitation
from audit.flow import day


def enter(action: str, *, by: User, at: datetime) -> None:
    """Let in who looks a register up for a procuratorate; for agencies' people its pages are not there."""
    access.demand(by, action, at=at)
    of_a_procuratorate(by, at=at)


def of_a_procuratorate(by: User, *, at: datetime) -> None:
    """For agencies' people the pages of the registers are not there."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen


def within(office_id: int) -> Q:
    """The entries of the area of an office and of every area below it."""
    here = Q(area=office_id) | Q(area__parent=office_id)
    return here | Q(area__parent__parent=office_id) | Q(area__parent__parent__parent=office_id)


def agencies(*, by: User, at: datetime) -> QuerySet[Agency]:
    """The agencies this person may look up, with their duties."""
    return access.allowed(by, "agency.view", Agency, at=at).select_related("area").prefetch_related("duties")


def agency(agency_id: int, *, by: User, at: datetime) -> Agency:
    """One agency, if the person may look it up."""
    access.take(by, "agency.view", Agency, agency_id, at=at)
    return agencies(by=by, at=at).get(pk=agency_id)


def claiming(matter: str) -> QuerySet[Duty]:
    """The agencies, by number, with a duty that has all these words."""
    rows = Duty.objects.order_by()
    for word in matter.split():
        rows = rows.filter(matter__icontains=word)
    return rows.values("agency")  # type: ignore[return-value]


def duty_to_edit(duty_id: int, *, by: User, at: datetime) -> Duty:
    """A duty whose agency the person may put right: 404 unseen, 403 of another area."""
    return access.take(by, "agency.edit", Duty, duty_id, at=at)


def enterprises(*, by: User, at: datetime) -> QuerySet[Enterprise]:
    """The enterprises this person may look up."""
    rows = access.allowed(by, "enterprise.view", Enterprise, at=at)
    return rows.select_related("area", "supervisor")


def enterprise(enterprise_id: int, *, by: User, at: datetime) -> Enterprise:
    """One enterprise with its incidents, if the person may look it up."""
    access.take(by, "enterprise.view", Enterprise, enterprise_id, at=at)
    return enterprises(by=by, at=at).prefetch_related("incidents").get(pk=enterprise_id)


def associations(*, by: User, at: datetime) -> QuerySet[Association]:
    """The associations this person may look up."""
    rows = access.allowed(by, "enterprise.view", Association, at=at)
    return rows.select_related("area", "guided_by")


def association(association_id: int, *, by: User, at: datetime) -> Association:
    """One association, if the person may look it up."""
    access.take(by, "enterprise.view", Association, association_id, at=at)
    return associations(by=by, at=at).get(pk=association_id)


def of_region(office: Procuratorate) -> QuerySet[Agency]:
    """The agencies that an office supervises: those of its own area and of the areas below."""
    here = Q(area=office) | Q(area__parent=office) | Q(area__parent__parent=office)
    return Agency.objects.filter(here)


def beside(areas: Iterable[Procuratorate], *, but: Agency | None = None) -> QuerySet[Agency]:
    """The agencies that may stand above an entry of these areas: of the same areas and of those above them."""
    offices = {office for area in areas for office in (area, *line(area))}
    rows = Agency.objects.filter(area__in=offices).order_by("area__code", "name")
    return rows.exclude(pk=but.pk) if but else rows


def posts_of(groups: Sequence[int]) -> QuerySet[Post]:
    """The liaisons and leaders that agencies have and had, the newest first."""
    return (
        Post.objects.filter(group__in=groups, post__in=AGENCY_POSTS)
        .select_related("user", "group")
        .order_by("-starts_on", "-pk")
    )


def post_to_end(agency_post_id: int, *, by: User, at: datetime) -> Post:
    """A post in an agency of the own area, for the page that ends it."""
    post = Post.objects.select_related("user", "group").filter(pk=agency_post_id, group__agency__isnull=False)
    for found in post:
        access.take(by, "agency.invite", Agency, agency_id_of(found.group_id), at=at)
        return found
    raise access.Unseen


def agency_id_of(group_id: int | None) -> int:
    """Which agency a group of people belongs to."""
    return Agency.objects.values_list("pk", flat=True).get(group=group_id)


def invitation_of(digest: str) -> Invitation | None:
    """The invitation to whose link that digest belongs."""
    rows = Invitation.objects.select_related("agency__area", "invited_by")
    return rows.filter(digest=digest).first()


def open_invitations(agency: Agency, *, at: datetime) -> QuerySet[Invitation]:
    """The invitations of an agency that still wait to be accepted."""
    waiting = agency.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)
    return waiting.select_related("invited_by")


def held_on(posts: Iterable[Post], on: date) -> list[Post]:
    """Those of these posts that are held on that day."""
    return [post for post in posts if post.in_force(on)]


def agencies_of(*, by: User, at: datetime) -> list[Agency]:
    """The agencies for which the person acts today, nearly always one; none for procuratorate staff.

    Read once for the life of the user object, which is one request.
    """
    groups = access.agency_groups(by, day(at))
    known: dict[tuple[int, ...], list[Agency]] = by.__dict__.setdefault("_agencies", {})
    if tuple(groups) not in known:
        known[tuple(groups)] = list(Agency.objects.filter(group__in=groups).select_related("area"))
    return known[tuple(groups)]


def own_agencies(*, by: User, at: datetime) -> list[Agency]:
    """The agencies for which the person acts today; Unseen for procuratorate staff."""
    found = agencies_of(by=by, at=at)
    if not found:
        raise access.Unseen
    return found
