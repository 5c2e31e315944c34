"""What stands around every page: who is here, where they may go, what is new."""

from dataclasses import dataclass
from datetime import datetime

from accounts import access
from accounts.models import User
from agencies import selectors as agencies
from audit.flow import day
from cases import inbox
from cases import selectors as cases
from deadlines import selectors as deadlines

# Rooms, and the action that opens each to a person; in the order of the navigation.
ROOMS = (
    ("home", ""),
    ("clues", "clue.view"),
    ("cases", "case.view"),
    ("deadlines", "deadline.view"),
    ("decisions", "decision.view"),
    ("orders", "order.view"),
    ("agencies", "agency.view"),
    ("people", "person.view"),
    ("record", "record.view"),
)


@dataclass(frozen=True)
class Frame:
    """Who is here, the rooms open to them, and how much waits in each; `several` for who acts for more than one agency."""

    name: str
    office: str
    post: str
    portal: bool
    several: bool
    rooms: tuple[str, ...]
    waiting: int
    unread: int


def frame(by: User, *, at: datetime) -> Frame:
    """The frame of every page of this person."""
    on = day(at)
    portal = access.is_agency_person(by, on)
    own = agencies.agencies_of(by=by, at=at) if portal else []
    posts = by.posts_on(on)
    decides = inbox.decides_somewhere(by, at=at)
    office = next((post.office for post in posts if post.office), None)
    return Frame(
        name=str(by),
        office="、".join(map(str, own)) or str(office or ""),
        post="、".join(dict.fromkeys(post.title for post in posts)),
        portal=portal,
        several=len(own) > 1,
        rooms=()
        if portal
        else tuple(name for name, action in ROOMS if not action or access.holds(by, action, at=at)),
        waiting=cases.decisions_waiting(by=by, at=at).count() if decides else 0,
        unread=deadlines.unread_count(by),
    )
