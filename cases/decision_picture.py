"""What the page of one request shows: all that is needed to decide on one screen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts import access, personal
from accounts.models import User
from audit.flow import Reason, Text, day
from cases import decision_parts, drafts, extensions, seats
from cases.bench import Bench, with_seats
from cases.decision_parts import Change, Check, Evidence, Preview
from cases.flow import COMMITTEE, Seat
from cases.inbox import decides_somewhere
from cases.models import Case, Clue, Decision, Opinion
from cases.services import forwarding, redrafting, turns
from deadlines.models import Deadline

SHOWN = (
    "office__parent__parent", "case__office", "case__handler", "case__clue", "clue__office", "clue__handler",
    "requested_by", "hearing", "deadline", "clock",
    *(f"order__{name}" for name in (
        "case__office", "case__handler", "clue__office", "clue__handler", "office", "from_office", "to_office", "target",
        "handler", "drafted_by",
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """One seat of the chain: its opinion, or who may give it now; `hindered` why nobody may, and who could."""

    label: Text
    state: str
    opinion: Opinion | None
    people: str
    due: date | None = None
    hindered: str = ""


@dataclass(frozen=True)
class MoreTime:
    """The clock that is to be lengthened: its first and last day now, and the last day it would have (None: decided)."""

    deadline: Deadline
    due: date
    after: date | None


@dataclass(frozen=True)
class Hand:
    """What this person may do with the request now: give the next opinion (for whom), forward, redraft, take it back."""

    decides: bool
    acting_for: str
    places: list[tuple[str, Text]]
    redrafts: bool
    withdraws: bool
    reasons: list[Reason]

    @property
    def shown(self) -> bool:
        """Whether there is anything to do or to be told."""
        return bool(self.decides or self.withdraws or self.reasons)


@dataclass(frozen=True)
class DecisionPicture:
    """One request as a person may see it."""

    decision: Decision
    subject: Case | Clue
    url: str
    article: Text
    document: Text
    lines: list[drafts.Line]
    changes: list[Change]
    checks: list[Check]
    chain: list[Link]
    void: list[Opinion]
    unmasks: bool
    hand: Hand
    evidence: Evidence | None
    preview: Preview | None
    more_time: MoreTime | None

    @property
    def missing(self) -> list[Reason]:
        """What keeps the step from being taken now."""
        return [check.missing for check in self.checks if check.missing]

    @property
    def last(self) -> bool:
        """Whether the next opinion is the last one."""
        return self.decision.step + 1 == len(self.decision.chain)

    @property
    def committee(self) -> bool:
        """Whether the committee's resolution is what is awaited."""
        return self.decision.waits_for == COMMITTEE

    @property
    def on_a_case(self) -> bool:
        """Whether the request is about a case and not a clue."""
        return isinstance(self.subject, Case)


def look(decision_id: int, *, by: User, at: datetime) -> DecisionPicture:
    """One request with all that is needed to decide on it, if the person may see it."""
    access.take(by, "decision.view", Decision, decision_id, at=at)
    opinions = Prefetch("opinions", Opinion.objects.select_related("by", "acting_for"))
    rows = Decision.objects.select_related(*SHOWN).prefetch_related(opinions)
    decision = with_seats(rows, day(at)).get(pk=decision_id)
    subject, on = decision.subject, day(at)
    return DecisionPicture(
        decision=decision,
        subject=subject,
        url=f"/cases/{subject.pk}/" if isinstance(subject, Case) else f"/clues/{subject.pk}/",
        article=decision.article,
        document=decision_parts.document(decision),
        lines=_lines(decision),
        changes=decision_parts.changes(decision),
        checks=decision_parts.checks(decision, at) if decision.waits_for else [],
        chain=_chain(decision, on),
        void=[opinion for opinion in decision.opinions.all() if opinion.voided_at],
        hand=_hand(decision, by, at),
        unmasks=access.can(by, personal.CASE, decision, at=at),
        evidence=decision_parts.evidence(subject) if isinstance(subject, Case) else None,
        preview=decision_parts.preview(decision) if decision.waits_for else None,
        more_time=_more_time(decision, on),
    )


def to_redraft(decision_id: int, *, by: User, at: datetime) -> tuple[Decision, list[Reason]]:
    """The request whose draft this person may change, with what keeps them from it; 404 and 403 for who never may."""
    access.take(by, "decision.redraft", Decision, decision_id, at=at)
    decision = Decision.objects.select_related(*SHOWN).get(pk=decision_id)
    if decision.requested_by_id != by.pk:
        return decision, [Reason(_("只能修改本人提请的拟稿"), seats.NOT_TWICE)]
    return decision, redrafting.cannot(decision)


def _hand(decision: Decision, by: User, at: datetime) -> Hand:
    if not decision.waits_for:
        return Hand(False, "", [], False, False, [])
    seat, own = decision.waits_for, decision.requested_by_id == by.pk
    turn, redraft = f"decision.{seat}", "decision.redraft"
    may = access.may(by, (turn, redraft, "decision.withdraw"), decision, at=at)
    post = seats.post_in(by, decision, seat, on=day(at)) if may[turn] else None
    barred = seats.barred(decision, by, post) if post else []
    decides = post is not None and not barred
    places: list[tuple[str, Text]] = [
        (place, Seat(place).label)
        for place in forwarding.PLACES
        if not forwarding.cannot(decision, place, on=day(at))
    ]
    return Hand(
        decides=decides,
        acting_for=str(post.acting_for) if decides and post and post.acting_for else "",
        places=places if decides else [],
        redrafts=own and may[redraft] and not redrafting.cannot(decision),
        withdraws=own and may["decision.withdraw"],
        reasons=[] if decides else _reasons(decision, by, barred, at),
    )


def _reasons(decision: Decision, by: User, barred: list[Reason], at: datetime) -> list[Reason]:
    """Why the person may not give the next opinion, for those who might expect to."""
    if decision.requested_by_id == by.pk:
        return [Reason(_("本人提请的事项由他人审批"), seats.NOT_TWICE)]
    if barred:
        return barred
    if lapsed := seats.lapsed(by, decision, decision.waits_for, on=day(at)):
        return [turns.ended(lapsed)]
    spoke = any(opinion.by_id == by.pk for opinion in decision.opinions.all())
    if spoke or not decides_somewhere(by, at=at):
        return []
    text = _("现在由%(post)s审批") % {"post": decision.waits_for_label}
    return [Reason(text, seats.NOT_TWICE)]


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


def _chain(decision: Decision, on: date) -> list[Link]:
    given = {opinion.post: opinion for opinion in decision.opinions.all() if not opinion.voided_at}
    return [_link(decision, seat, given.get(seat), on) for seat in decision.chain]


def _link(decision: Decision, seat: str, opinion: Opinion | None, on: date) -> Link:
    label = Seat(seat).label
    if opinion is not None:
        return Link(label, opinion.outcome, opinion, "")
    if seat != decision.waits_for:
        return Link(label, "later", None, "")
    bench, asker = Bench(decision, on), decision.requested_by_id
    people = _("、").join(str(person) for person in bench.able(seat, asker=asker))
    due = decision.clock.due_on if decision.clock else None
    return Link(label, "now", None, people, due, "" if people else _hindered(decision, bench))


def _hindered(decision: Decision, bench: Bench) -> str:
    """Why nobody may decide now, and who could."""
    seat, asker = decision.waits_for, decision.requested_by_id
    why = bench.hindered(seat, asker=asker)
    if why == "vacant":
        return _("此职务现在无人担任")
    if why == "own":
        return _("现由提请人本人担任，请提请人撤回后重新提请，由他人审批")
    able = bench.stand_ins(seat, asker=asker)
    values = {"level": decision.get_secrecy_display(), "who": _("、").join(map(str, able))}
    if able:
        return _("现任者的涉密等级低于“%(level)s”，不能审批；可以委托代行：%(who)s") % values
    return _("现任者的涉密等级低于“%(level)s”，不能审批；请安全管理员核定等级") % values
