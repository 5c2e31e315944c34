"""The inbox of those who decide: what waits for them, what they asked for, what they decided, and several at one sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts import access, paging
from accounts.models import User
from audit.flow import Text, day
from cases import decision_parts, drafts, in_view, seats, selectors
from cases.decision_parts import Check
from cases.flow import COMMITTEE, Seat
from cases.models import Decision, Opinion
from cases.services.sitting import MOST

WAITING, ASKED, DECIDED, ALL = "waiting", "asked", "decided", "all"
TABS = (WAITING, ASKED, DECIDED, ALL)
LONGEST_INBOX = 100
# What the checklist of a request looks at, so that a sitting asks for all of them at once.
LOOKED_AT = (
    "case__respondents__agency", "case__steps", "case__obligations", "case__members", "case__deadlines",
    "clue__instructions__asked_of", "deadline__events", "opinions", "order__case__decisions", "order__case__orders",
    "order__clue__decisions", "order__clue__orders",
)  # fmt: skip


@dataclass(frozen=True)
class Inbox:
    """One tab of the inbox: requests waiting for the person (oldest first), or a page of others (newest first)."""

    tab: str
    decides: bool
    waiting: int
    page: paging.Page[Decision]

    @property
    def together(self) -> bool:
        """Whether there is enough waiting for a sitting."""
        return self.tab == WAITING and self.waiting > 1


@dataclass(frozen=True)
class Matter:
    """One request on the table of a sitting: what is asked, what is missing, where it goes next."""

    decision: Decision
    document: Text
    lines: list[drafts.Line]
    checks: list[Check]
    acting_for: str

    @property
    def missing(self) -> list[Check]:
        """What keeps the step from being taken now."""
        return [check for check in self.checks if check.missing]

    @property
    def committee(self) -> bool:
        """Whether the resolution of the committee is to be written down."""
        return self.decision.waits_for == COMMITTEE

    @property
    def next_seat(self) -> Text:
        """Who is next after this opinion; empty when it is the last one."""
        ahead = self.decision.chain[self.decision.step + 1 :]
        return Seat(ahead[0]).label if ahead else ""


def inbox(*, by: User, at: datetime, tab: str = "", older: str = "", newer: str = "") -> Inbox:
    """What waits for this person, what they asked for, what they decided, and all they may see."""
    decides = decides_somewhere(by, at=at)
    if tab not in TABS or (tab in (WAITING, DECIDED) and not decides):
        tab = WAITING if decides else ASKED
    queue = selectors.decisions_waiting(by=by, at=at)
    if tab == WAITING:
        rows = list(queue[:LONGEST_INBOX])
        return Inbox(tab, decides, len(rows), paging.Page(rows, "", "", len(rows)))
    page = paging.page(_tab(tab, by, at), "requested_at", older=older, newer=newer)
    return Inbox(tab, decides, queue.count() if decides else 0, page)


def decides_somewhere(by: User, *, at: datetime) -> bool:
    """Whether the person sits in some chain, by an own post or for somebody away."""
    return any(seats.served(by, seat, on=day(at)) is not None for seat in Seat.values)


def sitting(ids: Iterable[int], *, by: User, at: datetime) -> list[Matter]:
    """Those of these requests that wait for this person, at most twenty, the oldest first; 403 for who decides nothing."""
    if not decides_somewhere(by, at=at):
        if access.is_agency_person(by, day(at)):
            raise access.Unseen
        raise PermissionDenied("decision.view")
    waiting = selectors.decisions_waiting(by=by, at=at).filter(pk__in=list(ids)[:MOST])
    rows = list(waiting.prefetch_related(*LOOKED_AT))
    said = drafts.lines_of([row.draft for row in rows])
    return [_matter(row, lines, by, at) for row, lines in zip(rows, said, strict=True)]


def decided(ids: Iterable[int], *, by: User, at: datetime) -> list[Decision]:
    """Those of these requests on which the person has spoken, as they stand now."""
    spoke = Opinion.objects.filter(by=by, decision__in=list(ids)[:MOST]).values("decision")
    return list(selectors.decisions(by=by, at=at).filter(pk__in=spoke))


def _matter(decision: Decision, lines: list[drafts.Line], by: User, at: datetime) -> Matter:
    post = seats.post_in(by, decision, decision.waits_for, on=day(at))
    acting_for = str(post.acting_for) if post and post.acting_for else ""
    checks = decision_parts.checks(decision, at, whole=False)
    return Matter(decision, decision_parts.document(decision), lines, checks, acting_for)


def _tab(tab: str, by: User, at: datetime) -> paging.Parts[Decision]:
    rows = in_view.decisions(by=by, at=at)
    if tab == ASKED:
        return rows.filter(requested_by=by)
    return rows.filter(pk__in=Opinion.objects.filter(by=by).values("decision")) if tab == DECIDED else rows
