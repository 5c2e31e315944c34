"""Who sits where in a chain of deciders: a seat is a post in the own office, or the chief of the office directly above."""

from datetime import date

from django.db.models import QuerySet

from accounts import selectors as accounts
from accounts.models import Level, PostName, Procuratorate, User
from cases.flow import Seat
from cases.models.places import InOffice

POSTS = {
    Seat.COMMITTEE: PostName.CHIEF,
    Seat.UPPER: PostName.CHIEF,
    Seat.PROVINCE: PostName.CHIEF,
}  # where the post is not called like the seat


def office_of(row: InOffice, seat: str) -> Procuratorate | None:
    """The office in which the seat is, for a request that stands in the office of `row`; None where none stands above."""
    if seat == Seat.UPPER:
        return row.office.parent
    if seat == Seat.PROVINCE:
        return row.office.parent.at_level(Level.PROVINCIAL) if row.office.parent else None
    return row.office


def holders(row: InOffice, seat: str, *, on: date) -> QuerySet[User]:
    """The people who sit there on that day, the longest known first."""
    office = office_of(row, seat)
    if office is None:
        return User.objects.none()
    return accounts.holders(office, _post(seat), on=on).order_by("pk")


def sits(by: User, row: InOffice, seat: str, *, on: date) -> bool:
    """Whether the person sits there on that day. A chief further above does not: levels are not skipped (rule 47)."""
    place = office_of(row, seat)
    return place is not None and any(
        post.post == _post(seat) and post.office_id == place.pk for post in by.posts_on(on)
    )


def chief_of(by: User, *, on: date) -> list[int]:
    """The offices whose chief the person is on that day."""
    return [post.office_id for post in by.posts_on(on) if post.post == PostName.CHIEF and post.office_id]


def _post(seat: str) -> str:
    return POSTS.get(Seat(seat), seat)
