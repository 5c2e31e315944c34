"""What the pages about decisions show: the inbox, and all that is needed to decide on one screen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts import access, paging
from accounts.models import PostName, User
from audit.flow import Flow, Reason, Text, day
from cases import drafts, extensions, guards, in_view, seats, selectors
from cases.between import LETTERS
from cases.flow import CASE_FLOW, CLUE_FLOW, Seat
from cases.models import Case, Clue, Decision, Opinion
from cases.statutory import DocumentKind
from deadlines.models import Deadline

DECIDERS = (PostName.HEAD, PostName.CHIEF)
WAITING, ASKED, DECIDED, ALL = "waiting", "asked", "decided", "all"
TABS = (WAITING, ASKED, DECIDED, ALL)
LONGEST_INBOX = 100


@dataclass(frozen=True)
class Inbox:
    """One tab of the inbox: requests waiting for the person (oldest first), or a page of others (newest first)."""

    tab: str
    decides: bool
    waiting: int
    page: paging.Page[Decision]


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
    """Whether the person holds a post that decides."""
    return any(post.post in DECIDERS for post in by.posts_on(day(at)))


def _tab(tab: str, by: User, at: datetime) -> paging.Parts[Decision]:
    rows = in_view.decisions(by=by, at=at)
    if tab == ASKED:
        return rows.filter(requested_by=by)
    return rows.filter(pk__in=Opinion.objects.filter(by=by).values("decision")) if tab == DECIDED else rows


@dataclass(frozen=True)
class Check:
    """One thing the law asks for before the step, and what is missing of it (None when fulfilled)."""

    asked: Reason
    missing: Reason | None


@dataclass(frozen=True)
class Link:
    """One post of the chain: its opinion, or who holds it and whether it is their turn."""

    label: Text
    state: str
    opinion: Opinion | None
    people: str
    due: date | None = None


@dataclass(frozen=True)
class DecisionPicture:
    """One request as a person may see it."""

    decision: Decision
    subject: Case | Clue
    url: str
    article: Text
    document: Text
    lines: list[drafts.Line]
    checks: list[Check]
    chain: list[Link]
    decides: bool
    withdraws: bool
    reasons: list[Reason]
    more_time: "MoreTime | None" = None

    @property
    def missing(self) -> list[Reason]:
        """What keeps the step from being taken now."""
        return [check.missing for check in self.checks if check.missing]

    @property
    def last(self) -> bool:
        """Whether the next opinion is the last one."""
        return self.decision.step + 1 == len(self.decision.chain)

    @property
    def on_a_case(self) -> bool:
        """Whether the request is about a case and not a clue."""
        return isinstance(self.subject, Case)


@dataclass(frozen=True)
class MoreTime:
    """The clock that is to be lengthened: its first and last day now, and the last day it would have (None: decided)."""

    deadline: Deadline
    due: date
    after: date | None


def look(decision_id: int, *, by: User, at: datetime) -> DecisionPicture:
    """One request with all that is needed to decide on it, if the person may see it."""
    access.take(by, "decision.view", Decision, decision_id, at=at)
    rows = Decision.objects.select_related(
        "case__office",
        "case__handler",
        "case__clue",
        "clue__office",
        "clue__handler",
        "requested_by",
        "hearing",
        "deadline",
        "clock",
    )
    decision = rows.prefetch_related("opinions__by").get(pk=decision_id)
    subject = decision.subject
    turn = f"decision.{decision.waits_for}" if decision.waits_for else "decision.view"
    may = access.may(by, (turn, "decision.withdraw"), decision, at=at)
    own = decision.requested_by_id == by.pk
    pending = bool(decision.waits_for)
    turns = pending and may[turn] and seats.sits(by, decision, decision.waits_for, on=day(at))
    return DecisionPicture(
        decision=decision,
        subject=subject,
        url=f"/cases/{subject.pk}/" if isinstance(subject, Case) else f"/clues/{subject.pk}/",
        article=decision.article,
        document=_document(decision),
        lines=_lines(decision),
        checks=_checks(decision, day(at)) if pending else [],
        chain=_chain(decision, day(at)),
        decides=turns and not own,
        withdraws=pending and own and may["decision.withdraw"],
        reasons=_reasons(decision, by, own, at) if pending and (own or not turns) else [],
        more_time=_more_time(decision, day(at)),
    )


def _document(decision: Decision) -> Text:
    """The paper that is signed when the last one agrees; empty when none is."""
    if decision.move in LETTERS:
        return DocumentKind.QUESTION.label
    document = "" if decision.deadline_id else _flow(decision).named(decision.move).document
    return DocumentKind(document).label if document else ""


def _flow(decision: Decision) -> Flow:
    return CASE_FLOW if decision.case_id else CLUE_FLOW


def _more_time(decision: Decision, on: date) -> MoreTime | None:
    clock = decision.deadline
    if clock is None:
        return None
    open_still = decision.waits_for and clock.running
    after = extensions.due_after(clock, decision.draft["months"], on=on) if open_still else None
    return MoreTime(clock, clock.due_on, after)


def _lines(decision: Decision) -> list[drafts.Line]:
    """The draft; a hearing knows the words for its own purpose."""
    draft = dict(decision.draft)
    hearing = getattr(decision, "hearing", None)
    if hearing is not None and "purpose" in draft:
        draft["purpose"] = hearing.get_purpose_display()
    return drafts.lines(draft)


def _checks(decision: Decision, on: date) -> list[Check]:
    if decision.deadline is not None:
        asked = Reason(_("期限正在计算，尚未届满，可以延长"), decision.article)
        lost = extensions.lost(decision, on=on)
        return [Check(asked, reason) for reason in lost] or [Check(asked, None)]
    if decision.move in LETTERS:
        lost_too = guards.cannot_ask(decision.subject)
        return [Check(reason, reason) for reason in lost_too] or [Check(guards.ASKS["instruction_answered"], None)]
    flow, subject = _flow(decision), decision.subject
    move = flow.named(decision.move)
    if subject.state not in move.sources:
        return [Check(reason, reason) for reason in flow.missing(subject, move, on)]
    track = getattr(subject, "track", "")
    fitting = [one for one in move.guards if guards.OF_TRACK.get(one.__name__, track) == track]
    return [Check(guards.ASKS[guard.__name__], guard(subject, on)) for guard in fitting]


def _chain(decision: Decision, on: date) -> list[Link]:
    given = {opinion.post: opinion for opinion in decision.opinions.all()}
    return [_link(decision, seat, given.get(seat), on) for seat in decision.chain]


def _link(decision: Decision, seat: str, opinion: Opinion | None, on: date) -> Link:
    label = Seat(seat).label
    if opinion is not None:
        return Link(label, opinion.outcome, opinion, "")
    if seat != decision.waits_for:
        return Link(label, "later", None, "")
    people = seats.holders(decision, seat, on=on)
    due = decision.clock.due_on if decision.clock else None
    return Link(label, "now", None, _("、").join(str(person) for person in people), due)


def _reasons(decision: Decision, by: User, own: bool, at: datetime) -> list[Reason]:
    """Why the person may not give the next opinion, for those who might expect to."""
    if own:
        return [Reason(_("本人提请的事项由他人审批"), "办案规则第七条")]
    spoke = any(opinion.by_id == by.pk for opinion in decision.opinions.all())
    if spoke or not decides_somewhere(by, at=at):
        return []
    text = _("现在由%(post)s审批") % {"post": decision.waits_for_label}
    return [Reason(text, "办案规则第七条")]
