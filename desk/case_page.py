"""Everything the page of one case shows, for one person at one moment, in a number of queries that no row changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access, personal
from accounts.models import User
from audit import selectors as audit
from audit.flow import day, official
from audit.models import Entry
from cases import groups, order_picture
from cases import selectors as cases
from cases.between import ORDERS, OrderState
from cases.flow import ENDED, OF_THE_STEP, CaseState, ObjectionState
from cases.groups import Group
from cases.models import Case, Decision, Document, Obligation, RecordUp, Respondent
from cases.order_picture import About
from cases.selectors import Stage
from consultations.models import Consultation
from deadlines import selectors as deadlines
from deadlines.models import Deadline
from deadlines.picture import Clock
from deadlines.timeline import Timeline
from desk import case_actions
from desk.case_actions import RECORDED_UP, Doings
from desk.case_between import Between, between
from desk.case_duties import Duties, duties
from desk.children import Family, family
from desk.rectification import WAITING
from evidence import board
from hearings.models import Hearing

SHOWN_ENTRIES, ENTRIES = 10, 300
REPLY_TIME = ("T08", "T09")
TONES = {
    "open": "info",
    "submitted": "warn",
    "accepted": "ok",
    "partly": "warn",
    "returned": "warn",
    "named": "plain",
    "recommended": "warn",
    "served": "info",
    "replied": "info",
    "performed": "ok",
    "failing": "warn",
}


@dataclass(frozen=True)
class Figure:
    """One indicator as the matrix draws it."""

    name: str
    unit: str
    target: float
    values: tuple[float, ...]
    falling: bool


@dataclass(frozen=True)
class Row:
    """One thing to be put right, as a line of the matrix."""

    obligation: Obligation
    agency: str
    tone: str
    figures: tuple[Figure, ...]
    settled: bool
    runs: bool
    verify: bool
    firm: str


@dataclass(frozen=True)
class Party:
    """One agency, what reached it, what it answered, and what can be done about it now."""

    respondent: Respondent
    tone: str
    document: Document | None
    filing_served_on: date | None
    replied_on: date | None
    due_on: date | None
    clock: Deadline | None
    objections: tuple[Mapping[str, Any], ...]
    may_serve_filing: bool
    may_serve: bool
    may_reply: bool
    may_judge: bool


@dataclass(frozen=True)
class Paper:
    """One numbered paper, and whether it still has to be recorded with the office above."""

    document: Document
    recorded: RecordUp | None
    record: bool


@dataclass(frozen=True)
class Happening:
    """One line of the record."""

    at: datetime
    who: str
    text: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class CasePage:
    """The page of one case."""

    case: Case
    stages: list[Stage]
    doings: Doings
    pending: Decision | None
    rights: dict[str, bool]
    clocks: Timeline
    rows: list[Row]
    parties: list[Party]
    group: Group
    elements: list[board.Line]
    consultations: list[Consultation]
    hearings: list[Hearing]
    papers: list[Paper]
    timeline: list[Happening]
    earlier: list[Happening]
    family: Family
    orders: About
    between: Between
    duties: Duties

    @property
    def civil(self) -> bool:
        """Whether the case runs on the track without agencies."""
        return self.case.track == "civil"

    @property
    def upper(self) -> Case | None:
        """The case above, when this person may see it."""
        return self.case.parent if getattr(self.case, "upper_seen", False) else None

    @property
    def ended(self) -> bool:
        """Whether the case is over."""
        return self.case.state in ENDED

    @property
    def fields(self) -> str:
        """The fields of law the case touches, its own first."""
        labels = dict(Case._meta.get_field("field").choices or ())
        names = dict.fromkeys([self.case.field, *self.case.other_fields])
        return _("、").join(str(labels.get(name, name)) for name in names)

    @property
    def offices(self) -> str:
        """The other offices whose people are on the case."""
        lent = [row for force in self.group.forces for row in force.members] + self.group.members
        others = (row.office for row in lent if row.office_id != self.case.office_id)
        return _("、").join(dict.fromkeys(str(office) for office in others))

    @property
    def rows_text(self) -> str:
        """How many agencies must do how much, and how much is done."""
        return _rows_text(self.rows)

    @property
    def may_work(self) -> bool:
        """Whether this person works on the case while it runs."""
        return self.rights["case.work"] and not self.ended

    @property
    def may_set(self) -> bool:
        """Whether this person sets what must be put right."""
        return self.rights["obligation.set"] and not self.ended

    @property
    def may_assign(self) -> bool:
        """Whether this person gives the case to another handler."""
        return self.rights["case.assign"] and not self.ended

    @property
    def may_classify(self) -> bool:
        """Whether this person says how secret the case is."""
        return self.rights["case.classify"]

    @property
    def may_staff(self) -> bool:
        """Whether this person changes the group."""
        return (self.rights["case.assign"] or self.rights["case.call_up"]) and not self.ended

    @property
    def tells_who(self) -> bool:
        """Whether the person is told who else sees the case: its handler, and the head and chief of its office."""
        return self.rights["case.assign"] or self.rights["case.advance"]

    @property
    def unmasks(self) -> bool:
        """Whether the person may see personal data in it as it is."""
        return self.rights[personal.CASE]

    @property
    def suit(self) -> Any:
        """The lawsuit; None before there is one."""
        return getattr(self.case, "lawsuit", None)


def case_page(case_id: int, *, by: User, at: datetime) -> CasePage:
    """Collect the page. Unseen (404) for who may not see the case."""
    case = cases.case_whole(case_id, by=by, at=at, rights=case_actions.RIGHTS)
    on, rights = day(at), access.rights(case, case_actions.RIGHTS)
    pending = next((row for row in case.decisions.all() if row.holds_steps), None)
    talks, listens = _consultations(case, by=by, at=at), _hearings(case, by=by, at=at)
    clocks = deadlines.timeline_of_case(case.pk, by=by, at=at, without=(OF_THE_STEP,))
    known = [row.deadline for row in clocks.clocks]
    replies = {row.deadline.respondent_id: row.deadline for row in clocks.clocks if _asks_reply(row)}
    steps = cases.case_steps(case, by=by, at=at, rights=rights)
    entries = list(audit.timeline(case_id=case.pk)[:ENTRIES])
    ordered = order_picture.about(case, by=by, at=at)
    happened = timeline(case, entries)
    cards = duties(case, rights=rights)
    return CasePage(
        case=case,
        stages=cases.stages(case, entries=entries if len(entries) < ENTRIES else None),
        doings=case_actions.doings(
            case, steps, [*talks, *listens], rights=rights, clocks=known, by=by, today=on
        ),
        pending=pending,
        rights=rights,
        clocks=clocks,
        rows=_rows(case, cards, rights),
        parties=[_party(row, case, rights, on, replies.get(row.pk)) for row in case.respondents.all()],
        group=groups.of_case(case, by=by, on=on, at=at),
        elements=board.lines(case, {row["element"]: row["n"] for row in getattr(case, "collected", ())}),
        consultations=talks,
        hearings=listens,
        papers=[_paper(document, case, rights) for document in case.documents.all()],
        timeline=happened[:SHOWN_ENTRIES],
        earlier=happened[SHOWN_ENTRIES:],
        family=family(case, links=rights["case.link"], by=by, at=at),
        orders=ordered,
        between=between(case, sends=rights["case.advance"]),
        duties=cards,
    )


def timeline(case: Case, entries: list[Entry]) -> list[Happening]:
    """What happened on a case, newest first: whose matter it was, and the state each step led to."""
    names = {("cases.respondent", row.pk): str(row) for row in case.respondents.all()}
    names |= {("cases.obligation", row.pk): row.measure for row in case.obligations.all()}
    names |= {("cases.decision", row.pk): official(row.label) for row in case.decisions.all()}
    names |= {("cases.order", row.pk): official(ORDERS[row.kind].label) for row in case.orders.all()}
    return [_happening(entry, names) for entry in entries if not _said_elsewhere(entry)]


def _said_elsewhere(entry: Entry) -> bool:
    """Clocks have their own card; what a paper's service or a verdict already says is not said twice."""
    if entry.subject_type == "cases.respondent":
        return entry.to_state in ("recommended", "served")
    if entry.subject_type == "cases.order":
        return entry.to_state == OrderState.DROPPED  # nobody below hears of what was never ordered
    return entry.subject_type in ("deadlines.deadline", "cases.submission")


def _happening(entry: Entry, names: dict[tuple[str, int], str]) -> Happening:
    note, text = entry.note, entry.label
    name = names.get((entry.subject_type, entry.subject_id), "")
    if name and name not in f"{text}{note}":
        text = f"{text}：{name}"
    if entry.subject_type == "cases.case" and entry.from_state and entry.from_state != entry.to_state:
        labels = dict(CaseState.choices)
        states = f"{labels.get(entry.from_state, '')} → {labels.get(entry.to_state, '')}"
        note = f"{states} · {note}" if note else states
    url = reverse("clue", args=(entry.data["clue"],)) if entry.action == "case.merge" else ""
    return Happening(entry.at, str(entry.by or _("系统")), text, note, url)


def _rows(case: Case, cards: Duties, rights: dict[str, bool]) -> list[Row]:
    """What must be put right, with the agency and the enterprise of each."""
    agencies = {row.pk: str(row) for row in case.respondents.all()}
    firms = {firm.enterprise: firm.name for firm in cards.firms}
    live = case.state != CaseState.SUSPENDED and case.state not in ENDED
    return [
        _row(row, agencies[row.respondent_id], rights, live, firms.get(row.enterprise_id or 0, ""))
        for row in case.obligations.all()
    ]


def _row(obligation: Obligation, agency: str, rights: dict[str, bool], live: bool, firm: str) -> Row:
    figures = tuple(_figure(found) for found in getattr(obligation, "figures", ()))
    state = obligation.state
    verify = state == "submitted" and rights["obligation.judge"]
    return Row(
        obligation,
        agency,
        TONES[state],
        figures,
        state == "accepted",
        live and state in WAITING,
        verify,
        firm,
    )


def _figure(found: dict[str, Any]) -> Figure:
    """An indicator from its baseline through every value reported since."""
    values = [value for value in (found["baseline"], *found["series"]) if value is not None]
    target, baseline = float(found["target"]), found["baseline"]
    falling = baseline is not None and target < float(baseline)
    return Figure(found["name"], found["unit"], target, tuple(map(float, values)), falling)


def _rows_text(rows: list[Row]) -> str:
    if not rows:
        return ""
    agencies = len({row.obligation.respondent_id for row in rows})
    counted = ngettext("%(n)d 家机关", "%(n)d 家机关", agencies) % {"n": agencies}
    done = sum(row.settled for row in rows)
    return _("%(agencies)s · %(all)d 项，%(done)d 项已验收") % {
        "agencies": counted,
        "all": len(rows),
        "done": done,
    }


def _party(
    row: Respondent, case: Case, rights: dict[str, bool], today: date, clock: Deadline | None
) -> Party:
    filing: date | None = getattr(row, "filing_served_on", None)
    live, unserved = case.ended_on is None, filing is None and not case.origin_id
    standing = case.state == CaseState.SUSPENDED
    late = row.due_on is not None and row.due_on < today and not standing
    judged_next = row.state in ("replied", "failing") or (row.state == "served" and late)
    return Party(
        respondent=row,
        tone=TONES[row.state],
        document=row.recommendation.document if hasattr(row, "recommendation") else None,
        filing_served_on=filing,
        replied_on=getattr(row, "replied_on", None),
        due_on=row.due_on if row.state == "served" and not standing else None,
        clock=clock,
        objections=tuple(
            _objected(found) for found in getattr(case, "objected", ()) if found["respondent"] == row.pk
        ),
        may_serve_filing=live and unserved and rights["respondent.serve"],
        may_serve=live and row.state == "recommended" and rights["respondent.serve"],
        may_reply=live and row.state == "served" and rights["respondent.reply"],
        may_judge=live and judged_next and rights["respondent.judge"],
    )


def _objected(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """An objection of an agency, with the words for its state."""
    return {**found, "label": ObjectionState(found["state"]).label}


def _asks_reply(clock: Clock) -> bool:
    """Whether it is an agency's running time to act and reply."""
    return clock.ended is None and clock.deadline.rule in REPLY_TIME


def _paper(document: Document, case: Case, rights: dict[str, bool]) -> Paper:
    record = getattr(document, "record_up", None)
    if record is not None:
        return Paper(document, record, False)
    wanted = document.kind in RECORDED_UP and case_actions.reached(case, document)
    return Paper(document, None, wanted and bool(case.office.parent_id) and rights["case.work"])


def _consultations(case: Case, *, by: User, at: datetime) -> list[Consultation]:
    return list(access.allowed(by, "consultation.view", Consultation, at=at).filter(case=case))


def _hearings(case: Case, *, by: User, at: datetime) -> list[Hearing]:
    """Hearings that were approved or still may be."""
    rows = access.allowed(by, "hearing.view", Hearing, at=at).filter(case=case).select_related("decision")
    return [row for row in rows if row.decision is None or row.decision.state in ("pending", "approved")]
