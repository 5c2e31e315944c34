"""Questions about clues and cases. Everything is asked for somebody and shows only what they may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies.models import Enterprise
from audit.flow import Flow, Move, Reason, Text, day
from audit.models import Entry
from cases import carried, seats
from cases.bench import Bench, with_seats
from cases.chains import chain_of, in_words, seats_for
from cases.flow import (
    BEFORE_RECOMMENDATION,
    CASE_FLOW,
    CIVIL_STAGES,
    CLUE_FLOW,
    ENDED,
    STAGES,
    ClueState,
    Seat,
)
from cases.models import (
    Case,
    Clue,
    Decision,
    Document,
    Indicator,
    IndicatorValue,
    Member,
    Objection,
    Obligation,
    Opinion,
    Respondent,
    Service,
    Submission,
)

REPLY_RULES = ("T08", "T09")
SHOWN_WITH_A_DECISION = (
    "office", "case__office", "clue__office", "order__case__office", "order__clue__office", "requested_by",
    "deadline", "clock",
)  # fmt: skip
NEXT_SEAT = Func(
    F("chain"), F("step"), template="(%(expressions)s + 1])", arg_joiner="[", output_field=CharField()
)
WITH_A_MEMBER = ("user", "office", "task_force__lead", "task_force__order__document")
DONE, SKIPPED, CURRENT, AHEAD = "done", "skipped", "current", "todo"


@dataclass(frozen=True)
class Step:
    """One move a row could make next: whether this person may make it now, and what is missing."""

    name: str
    label: Text
    allowed: bool
    reasons: list[Reason]
    article: Text
    decided_by: str
    url: str = ""  # where it is taken, for what is no move of a flow


@dataclass(frozen=True)
class Stage:
    """One of the eight stages people speak of, as the stepper shows it."""

    label: Text
    state: str
    date: date | None
    note: str


def clues(*, by: User, at: datetime) -> QuerySet[Clue]:
    """The clues this person may see, newest first."""
    rows = access.allowed(by, "clue.view", Clue, at=at)
    return rows.select_related("office", "handler").order_by("-received_on", "-id")


def cases(*, by: User, at: datetime) -> QuerySet[Case]:
    """The cases this person may see, newest first, with how many obligations each has and has settled."""
    rows = access.allowed(by, "case.view", Case, at=at)
    return rows.select_related("office", "handler").order_by("-filed_on", "-id")


def clue(clue_id: int, *, by: User, at: datetime) -> Clue:
    """One clue, if the person may see it."""
    found = access.take(by, "clue.view", Clue, clue_id, at=at)
    return Clue.objects.select_related("office__parent__parent", "handler", "registered_by").get(pk=found.pk)


def case(case_id: int, *, by: User, at: datetime) -> Case:
    """One case, if the person may see it, with its office, handler, clue and upper case."""
    found = access.take(by, "case.view", Case, case_id, at=at)
    return Case.objects.select_related("office__parent__parent", "handler", "clue", "parent", "lawsuit").get(
        pk=found.pk
    )


def case_whole(case_id: int, *, by: User, at: datetime, rights: Sequence[str] = ()) -> Case:
    """One case, if the person may see it, with everything its page shows; each relation is read once.

    It knows which of `rights` the person has on it (access.rights), and whether its upper case may be seen.
    """
    served = Service.objects.filter(respondent=OuterRef("pk"), document__kind="filing").values("served_on")[
        :1
    ]
    agencies = Respondent.objects.select_related("agency", "recommendation__document").annotate(
        filing_served_on=Subquery(served),
        replied_on=Max("replies__received_on"),
        clock_due_on=Max("deadlines__due_on", filter=Q(deadlines__rule__in=REPLY_RULES)),
    )
    seen = access.allowed(by, "case.view", Case, at=at)
    upper, origin = seen.filter(pk=OuterRef("parent")), seen.filter(pk=OuterRef("origin"))
    rows = access.allowed(by, "case.view", Case, at=at).select_related(
        "office__parent", "handler", "clue", "lawsuit", "parent__office", "origin__office"
    )
    rows = rows.annotate(upper_seen=Exists(upper), origin_seen=Exists(origin))
    rows = rows.annotate(
        objected=ArraySubquery(_objections()), collected=ArraySubquery(_evidence_by_element())
    )
    found = with_seats(carried.with_lists(rows), day(at)).prefetch_related(
        Prefetch("respondents", agencies),
        Prefetch("obligations", Obligation.objects.annotate(figures=ArraySubquery(_figures()))),
        Prefetch("members", Member.objects.select_related(*WITH_A_MEMBER)),
        Prefetch("documents", Document.objects.select_related("record_up__office")),
        Prefetch("decisions", Decision.objects.select_related("requested_by", "deadline")),
        "steps",
        "proofs",
    )
    case = access.with_rights(found, by, rights, at=at).filter(pk=case_id).first()
    if case is None:
        raise access.Unseen
    return case


def _evidence_by_element() -> QuerySet[Case, Any]:
    """How many pieces of evidence stand for each thing that a suit must prove."""
    rows = (
        Case.objects.filter(pk=OuterRef("pk"), evidence__isnull=False).order_by().values("evidence__element")
    )
    counted = rows.annotate(n=Count("evidence"))
    return counted.values(line=JSONObject(element="evidence__element", n="n"))


def _objections() -> QuerySet[Objection, Any]:
    """What agencies of a case object to, newest first."""
    line = JSONObject(
        pk="pk",
        state="state",
        respondent="respondent_id",
        agency="respondent__agency__short_name",
        measure="obligation__measure",
    )
    return Objection.objects.filter(case=OuterRef("pk")).order_by("-id").values(line=line)


def _figures() -> QuerySet[Indicator, Any]:
    """The indicators of an obligation, each with its values from the oldest on."""
    values = IndicatorValue.objects.filter(indicator=OuterRef("pk")).order_by("on", "id").values("value")
    figure = JSONObject(
        name="name", unit="unit", target="target", baseline="baseline", series=ArraySubquery(values)
    )
    return Indicator.objects.filter(obligation=OuterRef("pk")).order_by("id").values(figure=figure)


def step(case: Case, name: str, *, by: User, at: datetime) -> Step:
    """One move of a case, whether or not it can be made from here; PermissionDenied for who never makes it."""
    if name not in CASE_FLOW:
        raise access.Unseen
    move = CASE_FLOW.named(name)
    if not access.can(by, move.action, case, at=at):
        raise PermissionDenied(move.action)
    pending = next((decision for decision in case.decisions.all() if decision.holds_steps), None)
    return _step(CASE_FLOW, case, move, by, pending, Bench(case, day(at)))


def to_staff(case_id: int, *, by: User, at: datetime) -> Case:
    """The case whose group this person may change; PermissionDenied for who may only see it."""
    found = case(case_id, by=by, at=at)
    if not any(access.may(by, ("case.assign", "case.call_up"), found, at=at).values()):
        raise PermissionDenied("case.call_up")
    return found


def to_classify(
    *, case_id: int | None = None, clue_id: int | None = None, by: User, at: datetime
) -> Case | Clue:
    """The case or clue that a person is about to classify; 404 unseen, 403 for who may not."""
    if case_id is not None:
        return access.take(by, "case.classify", Case, case_id, at=at)
    return access.take(by, "clue.classify", Clue, clue_id, at=at)


def respondents(case_id: int) -> QuerySet[Respondent]:
    """The agencies of a case, with clocks, recommendation and services; for a case already reached."""
    rows = Respondent.objects.filter(case_id=case_id).select_related("agency", "recommendation__document")
    return rows.prefetch_related("deadlines", "services__document", "replies")


def obligations(case_id: int) -> QuerySet[Obligation]:
    """What must be put right in a case, with figures and reports; for a case already reached."""
    rows = Obligation.objects.filter(case_id=case_id).select_related("respondent__agency")
    return rows.prefetch_related("indicators__values", "submissions")


def enterprises(case_id: int) -> QuerySet[Enterprise]:
    """The enterprises that a case has to do with; for a case already reached."""
    return Enterprise.objects.filter(involvements__case=case_id).order_by("involvements__id")


def enterprises_to_involve(case: Case) -> QuerySet[Enterprise]:
    """The enterprises of the region of a case that are not in it yet, by name."""
    office = case.office_id
    here = Q(area=office) | Q(area__parent=office) | Q(area__parent__parent=office)
    return Enterprise.objects.filter(here).exclude(involvements__case=case).order_by("name")


def submissions_to_judge(*, by: User, at: datetime) -> QuerySet[Submission]:
    """The reports of agencies that wait for this person's verdict, oldest first."""
    rows = access.allowed(by, "obligation.judge", Submission, at=at).filter(state="sent")
    return rows.select_related("obligation__respondent__agency", "case").order_by("sent_at")


def decisions(*, by: User, at: datetime) -> QuerySet[Decision]:
    """The requests for decisions this person may see, newest first."""
    rows = access.allowed(by, "decision.view", Decision, at=at)
    return rows.select_related(*SHOWN_WITH_A_DECISION).order_by("-requested_at", "-id")


def decisions_waiting(*, by: User, at: datetime) -> QuerySet[Decision]:
    """The requests whose next opinion is this person's, oldest first; none that the person asked for or spoke on."""
    on = day(at)
    asked = {by.pk, *(post.acting_for_id for post in by.posts_on(on) if post.acting_for_id)}
    given = Opinion.objects.filter(Q(by=by) | Q(acting_for=by), decision=OuterRef("pk"), voided_at=None)
    spoke = given.exclude(post=Seat.COMMITTEE)
    mine = Decision.objects.none()
    for seat in Seat.values:
        before_me = seats.served(by, seat, on=on)
        if before_me is not None:
            rows = access.allowed(by, f"decision.{seat}", Decision, at=at)
            rows = rows.filter(before_me, Exact(NEXT_SEAT, Value(seat)), state="pending")
            mine |= rows if seat == Seat.COMMITTEE else rows.filter(~Exists(spoke))
    rows = mine.exclude(requested_by__in=asked)
    return rows.select_related(*SHOWN_WITH_A_DECISION).order_by("requested_at")


def upper_cases(clue: Clue, *, by: User, at: datetime) -> QuerySet[Case]:
    """The running cases of the offices above a clue's own that this person may see: a case filed may belong to one."""
    above = [
        office for office in (clue.municipal_id, clue.provincial_id) if office and office != clue.office_id
    ]
    rows = access.allowed(by, "case.view", Case, at=at).filter(
        Q(office__in=above) | Q(office__level="supreme")
    )
    return (
        rows.exclude(state__in=ENDED)
        .exclude(office=clue.office_id)
        .select_related("office")
        .order_by("-filed_on", "-id")
    )


def cases_to_join(clue: Clue, *, by: User, at: datetime) -> list[Case]:
    """The cases of the clue's office that have recommended nothing yet, those of its field first (rule 69)."""
    rows = cases(by=by, at=at).filter(office=clue.office_id, state__in=BEFORE_RECOMMENDATION)
    return sorted(rows, key=lambda case: clue.field not in (case.field, *case.other_fields))


def joined(clue: Clue, *, by: User, at: datetime) -> Case | None:
    """The case that took the clue in, if it was merged and the person may see that case."""
    if clue.state != ClueState.MERGED:
        return None
    merged = Entry.objects.filter(clue_ref=clue.pk, action="clue.merge").order_by("-id").first()
    return cases(by=by, at=at).filter(pk=merged.data["case"]).first() if merged else None


def case_steps(case: Case, *, by: User, at: datetime, rights: Mapping[str, bool] | None = None) -> list[Step]:
    """The moves the flow table has from where this case stands, each with what is missing for this person.

    `rights` are what the person may do on the case, where a page has asked that already.
    """
    return _steps(CASE_FLOW, case, by=by, at=at, hidden=("all_served",), rights=rights)


def clue_steps(clue: Clue, *, by: User, at: datetime, rights: Mapping[str, bool] | None = None) -> list[Step]:
    """The moves the flow table has from where this clue stands, each with what is missing for this person."""
    return _steps(CLUE_FLOW, clue, by=by, at=at, rights=rights)


def stages(case: Case, *, entries: Sequence[Entry] | None = None) -> list[Stage]:
    """The stepper of a case: what lies behind with its day, where it stands, what lies ahead.

    `entries` is the whole record of the case, newest first, where a page has read it already.
    """
    way = CIVIL_STAGES if case.track == "civil" else STAGES
    reached = _days_reached(case, _moved(case) if entries is None else reversed(entries))
    now = next(i for i, (_name, _label, states) in enumerate(way) if case.state in states)
    last = now + 1 if case.state in ENDED else now
    skipped = _("在原案中") if case.origin_id else _("未经此步")
    places = [_place(i, now, last, name in reached) for i, (name, _label, _states) in enumerate(way)]
    return [
        Stage(label, place, reached.get(name), skipped if place == SKIPPED else "")
        for place, (name, label, _states) in zip(places, way, strict=True)
    ]


def progress(case_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Per case, how many obligations stand in each state; for the bars of a list, in one query."""
    found: dict[int, dict[str, int]] = {}
    rows = Obligation.objects.filter(case__in=list(case_ids)).order_by().values_list("case", "state")
    for case_id, state, count in rows.annotate(n=Count("id")):
        found.setdefault(case_id, {})[state] = count
    return found


def _steps(
    flow: Flow,
    row: Case | Clue,
    *,
    by: User,
    at: datetime,
    hidden: tuple[str, ...] = (),
    rights: Mapping[str, bool] | None = None,
) -> list[Step]:
    moves = [move for move in flow.possible(row) if move.name not in hidden and _on_track(row, move)]
    asked = {move.action for move in moves} - set(rights or {})
    may = {**(rights or {}), **(access.may(by, asked, row, at=at) if asked else {})}
    pending = next((decision for decision in row.decisions.all() if decision.holds_steps), None)
    bench = Bench(row, day(at))
    return [_step(flow, row, move, by if may[move.action] else None, pending, bench) for move in moves]


def _step(
    flow: Flow, row: Case | Clue, move: Move, by: User | None, pending: Decision | None, bench: Bench
) -> Step:
    """One step; `by` is None for who may not take it, who is shown how it goes when its handler asks."""
    on, asker = bench.on, by or row.handler
    reasons = flow.missing(row, move, on)
    if pending is not None:
        text = _("“%(label)s”正在审批") % {"label": pending.label}
        reasons = [Reason(text, move.article), *reasons]
    if by is None:
        reasons = [Reason(_("由承办检察官办理")), *reasons]
    chain = seats_for(move, row, by=asker, on=on, bench=bench) if asker else chain_of(move, row)
    allowed = by is not None and not reasons
    return Step(move.name, move.label, allowed, reasons, move.article, in_words(chain))


def _on_track(row: Case | Clue, move: Move) -> bool:
    """A step of the other track is no step that is missing something; it is not shown at all."""
    if not isinstance(row, Case):
        return True
    other = "civil" if row.track == "administrative" else "administrative"
    return not any(guard.__name__ == other for guard in move.guards)


def _moved(case: Case) -> Iterable[Entry]:
    moves = Entry.objects.filter(case_ref=case.pk, subject_type="cases.case").exclude(to_state="")
    return moves.order_by("at", "id")


def _days_reached(case: Case, entries: Iterable[Entry]) -> dict[str, date]:
    stage_of = {state: name for name, _label, states in STAGES for state in states}
    reached = {"filing": case.origin.filed_on if case.origin else case.filed_on}
    if case.clue is not None:
        reached["clue"] = case.clue.received_on
    for entry in entries:
        if entry.subject_type == "cases.case" and entry.to_state:
            reached.setdefault(stage_of.get(entry.to_state, ""), day(entry.at))
    return reached


def _place(i: int, now: int, last: int, reached: bool) -> str:
    if i < last:
        return DONE if reached or i == now else SKIPPED
    return CURRENT if i == now else AHEAD
