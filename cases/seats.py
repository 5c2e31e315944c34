"""Who sits where in a chain of deciders: a seat is a post in the own office, or the chief of one above it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Level, Post, PostName, Procuratorate, User
from audit.flow import Reason
from cases.flow import COMMITTEE, Seat
from cases.models import Decision
from cases.models.places import InOffice

NOT_TWICE = "办案规则第七条"

# Who speaks for a seat that is not called like a post; the committee's resolution is written down by one of two.
POSTS: dict[Seat, tuple[str, ...]] = {
    Seat.HEAD: (PostName.HEAD,),
    Seat.CHIEF: (PostName.CHIEF,),
    Seat.COMMITTEE: (PostName.CHIEF, PostName.CASEMGR),
    Seat.UPPER: (PostName.CHIEF,),
    Seat.PROVINCE: (PostName.CHIEF,),
}


def office_of(row: InOffice, seat: str) -> Procuratorate | None:
    """The office in which the seat is, for a request that stands in the office of `row`; None where none stands above."""
    if seat == Seat.UPPER:
        return row.office.parent
    if seat == Seat.PROVINCE:
        return row.office.parent.at_level(Level.PROVINCIAL) if row.office.parent else None
    return row.office


def post_in(by: User, row: InOffice, seat: str, *, on: date) -> Post | None:
    """The post in which the person sits there on that day; None for who does not.

    One that is cleared for the row goes before one that is not, and an own one before a delegated one.
    A chief further above does not sit there: levels are not skipped (rule 47).
    """
    place = office_of(row, seat)
    if place is None:
        return None
    found = [
        post for post in by.posts_on(on) if post.office_id == place.pk and post.post in POSTS[Seat(seat)]
    ]
    return min(
        found, key=lambda post: (post.clearance < row.secrecy, post.acting_for_id is not None), default=None
    )


def sits(by: User, row: InOffice, seat: str, *, on: date) -> bool:
    """Whether the person sits there on that day."""
    return post_in(by, row, seat, on=on) is not None


def sits_somewhere(by: User, *, on: date) -> bool:
    """Whether the person has a post that decides, in whatever office."""
    return any(post.post in posts for post in by.posts_on(on) for posts in POSTS.values())


def lapsed(by: User, row: InOffice, seat: str, *, on: date) -> Post | None:
    """The delegation by which the person would sit there, had it not ended or yet to begin; None when there is none."""
    place = office_of(row, seat)
    held = Post.objects.filter(user=by, office=place, post__in=POSTS[Seat(seat)], acting_for__isnull=False)
    found = held.select_related("acting_for").order_by("-ends_on").first() if place else None
    return found if found and not found.in_force(on) else None


def served(by: User, seat: str, *, on: date) -> Q | None:
    """Which requests come before this person in that seat, by where they stand; None for who sits nowhere."""
    offices = [post.office_id for post in by.posts_on(on) if post.post in POSTS[Seat(seat)]]
    if not offices:
        return None
    if seat == Seat.UPPER:
        return Q(office__in=Procuratorate.objects.filter(parent__in=offices).values("pk"))
    if seat == Seat.PROVINCE:
        return Q(provincial__in=offices) & ~Q(office__in=offices)
    return Q(office__in=offices)


def own_request() -> Reason:
    """Nobody decides on what they asked for themselves."""
    return Reason(_("不能审批本人提请的事项"), NOT_TWICE)


def barred(decision: Decision, by: User, post: Post) -> list[Reason]:
    """Why this person may not give the next opinion though they sit there: it is their own, or they spoke already.

    A delegate speaks for the principal, so neither may have asked, nor spoken before on this draft (rule 7). What the
    committee resolved is only written down, so the chief who put it before the committee may do that.
    """
    if decision.requested_by_id == by.pk:
        return [own_request()]
    if post.acting_for_id is not None and decision.requested_by_id == post.acting_for_id:
        return [Reason(_("此事项由%(who)s提请，不能代行其职务审批") % {"who": post.acting_for}, NOT_TWICE)]
    if decision.waits_for == COMMITTEE:
        return []
    voices = {by.pk, post.acting_for_id} - {None}
    given = [one for one in decision.opinions.all() if one.voided_at is None and one.post != COMMITTEE]
    if any(voices & {one.by_id, one.acting_for_id} for one in given):
        return [Reason(_("同一人不能对同一事项先后发表两次审批意见，请由他人审批"), NOT_TWICE)]
    return []
