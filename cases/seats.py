"""Who sits where in a chain of deciders: a seat is a post in the own office, or the chief of the office directly above."""

from datetime import date

from django.db.models import QuerySet

from accounts import selectors as accounts
from accounts.models import PostName, Procuratorate, User
from cases.flow import Seat
from cases.models import Case, Clue


def office_of(subject: Case | Clue, seat: str) -> Procuratorate | None:
    """The office in which the seat is; None where no office stands above."""
    return subject.office.parent if seat == Seat.UPPER else subject.office


def holders(subject: Case | Clue, seat: str, *, on: date) -> QuerySet[User]:
    """The people who sit there on that day, the longest known first."""
    office = office_of(subject, seat)
    if office is None:
        return User.objects.none()
    return accounts.holders(office, _post(seat), on=on).order_by("pk")


def sits(by: User, subject: Case | Clue, seat: str, *, on: date) -> bool:
    """Whether the person sits there on that day. A chief further above does not: levels are not skipped (rule 47)."""
    place = subject.office.parent_id if seat == Seat.UPPER else subject.office_id
    return any(post.post == _post(seat) and post.office_id == place for post in by.posts_on(on))


def chief_of(by: User, *, on: date) -> list[int]:
    """The offices whose chief the person is on that day."""
    return [post.office_id for post in by.posts_on(on) if post.post == PostName.CHIEF and post.office_id]


def _post(seat: str) -> str:
    return PostName.CHIEF if seat == Seat.UPPER else seat
