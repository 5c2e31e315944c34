"""What an office may order about a matter of one below it, and what keeps it from doing so (rules 10, 11, 17, 18).

Pages ask here what to offer, services ask here before they write: one answer for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.models import Level, Procuratorate, User
from accounts.selectors import leads
from audit.flow import Flow, Reason, Text, day
from cases import guards
from cases.between import ORDERS, UNDER_WAY, UNDOINGS, OrderKind, OrderState, Undoing
from cases.between import Order as Line
from cases.flow import CASE_FLOW, CLUE_FLOW, ENDED, ClueState
from cases.models import Case, Clue, Document, Order
from cases.statutory import DocumentKind

DRAFT = "order.draft"
UNDO = (OrderKind.REVOKE.value, OrderKind.CHANGE.value)
# Who may order it, by which office has the matter.
HELD_BY = {
    "own": gettext_lazy("线索、案件由本院承办"),
    "below": gettext_lazy("由承办院的上级检察院决定"),
    "any": gettext_lazy("由承办院或者其上级检察院决定"),
}
RUNS = (ClueState.REGISTERED, ClueState.EVALUATING)


@dataclass(frozen=True)
class Offer:
    """One kind of order that a person could draft about a matter, and what keeps them from it."""

    kind: str
    label: Text
    article: Text
    reasons: list[Reason]


def offers(subject: Case | Clue, *, by: User, at: datetime) -> list[Offer]:
    """What this person's office could order about the matter; empty for who drafts none or has no say over it.

    A step that needs a paper to take back is offered only while there is one.
    """
    issuer = issuing(subject, by=by, at=at)
    if issuer is None:
        return []
    found = []
    for kind, line in ORDERS.items():
        if _about(subject) not in line.on or _misplaced(line, subject, issuer):
            continue
        if kind in UNDO and not targets(kind, subject, issuer):
            continue
        found.append(Offer(kind, line.label, line.article, missing(kind, subject, issuer, on=day(at))))
    return [offer for offer in found if not _never(offer.kind, subject)]


def issuing(subject: Case | Clue, *, by: User, at: datetime) -> Procuratorate | None:
    """The person's own office that has a say over the matter: the one that has it, or one above; the nearest first."""
    own = [office for office in access.offices(by, DRAFT, at=at) if _over(office, subject)]
    return min(own, key=lambda office: office.pk != subject.office_id, default=None)


def missing(
    kind: str, subject: Case | Clue, issuer: Procuratorate, *, on: date, own: Order | None = None
) -> list[Reason]:
    """What keeps the office from ordering this about the matter on that day, each with its article; empty when nothing.

    `own` is the order itself once it is written down, which does not stand in its own way.
    """
    return [lacking for _asked, lacking in conditions(kind, subject, issuer, on=on, own=own) if lacking]


Condition: TypeAlias = tuple[Reason, Reason | None]  # what is asked for, and what is missing of it


def conditions(
    kind: str, subject: Case | Clue, issuer: Procuratorate, *, on: date, own: Order | None = None
) -> list[Condition]:
    """What the law asks for before the office orders this about the matter, each with what is missing of it that day.

    Where the office has no say over the matter, only that is said.
    """
    line = ORDERS[kind]
    place = Reason(HELD_BY[line.holder], line.article)
    if misplaced := _no_say(kind, subject, issuer):
        return [(place, misplaced)]
    found: list[Condition] = [(place, None)]
    if kind not in UNDO:
        found.append((Reason(_("线索、案件尚未办结"), line.article), _ended_already(line, subject)))
    if line.moves_to or kind in UNDO:
        found.append((Reason(_("没有正在审批的其他事项"), line.article), _being_decided(line, subject)))
    if kind not in UNDO:
        found.append((Reason(_("没有重复作出同种决定"), line.article), _again(kind, subject, issuer, own)))
    if kind == OrderKind.ASSIGN and isinstance(subject, Clue):
        received = guards.ASKS["not_received_by_transfer"]
        found.append((received, guards.not_received_by_transfer(subject, on)))
    return found


def target_missing(
    kind: str, subject: Case | Clue, target: Document, issuer: Procuratorate, *, own: Order | None = None
) -> list[Reason]:
    """What keeps a paper of a lower office from being revoked or changed; empty when nothing does (rule 10).

    The paper may be of an office that had the matter before: it is then carried out by the one that has it now.
    """
    article = ORDERS[kind].article
    verb = _("撤销") if kind == OrderKind.REVOKE else _("变更")
    undoing = UNDOINGS.get(target.kind)
    if undoing is None or undoing.of != _about(subject):
        return [Reason(_("此类文书不能%(verb)s") % {"verb": verb}, article)]
    if target.office_id == issuer.pk or not _under(issuer, subject, target):
        values = {"office": target.office, "verb": verb}
        text = _("此文书由%(office)s作出，只能由%(office)s的上级检察院%(verb)s")
        return [Reason(text % values, article)]
    said = [
        row for row in subject.orders.all() if row.target_id == target.pk and row.state != OrderState.DROPPED
    ]
    if [row for row in said if own is None or row.pk != own.pk]:
        return [Reason(_("此文书已有撤销或者变更决定，不能重复作出"), article)]
    if [row for row in subject.documents.all() if row.kind == target.kind and row.pk > target.pk]:
        return [Reason(_("此文书之后已有新的%(paper)s") % {"paper": target.get_kind_display()}, article)]
    flow, move = flow_of(undoing), flow_of(undoing).named(undoing.move)
    if subject.state in move.sources:
        return []
    state = flow.states(subject.state).label
    return [Reason(_("现处“%(state)s”，不能%(verb)s此文书") % {"state": state, "verb": verb}, article)]


def flow_of(undoing: Undoing) -> Flow:
    """The flow table in which the undoing move stands."""
    return CASE_FLOW if undoing.of == "case" else CLUE_FLOW


def targets(kind: str, subject: Case | Clue, issuer: Procuratorate) -> list[Document]:
    """The papers of offices under the issuing one which may be revoked or changed now, the newest first."""
    rows = [row for row in subject.documents.all() if row.kind in UNDOINGS]
    found = [row for row in rows if not target_missing(kind, subject, row, issuer)]
    return sorted(found, key=lambda row: -row.pk)


def new_papers(order: Order) -> QuerySet[Document]:
    """What the lower office has signed since a paper of it was changed, of the kinds that must follow (rule 10)."""
    if order.target is None:
        return Document.objects.none()
    clue_id = order.clue_id or (order.case.clue_id if order.case else None)
    about = Q(case=order.case_id) if order.case_id else Q()
    about |= Q(clue=clue_id) if clue_id else Q()
    anew = UNDOINGS[order.target.kind].anew
    return Document.objects.filter(about, kind__in=anew, pk__gt=order.document_id or 0)


def papers_wanted(order: Order) -> Sequence[Text]:
    """The papers of which one must follow a change."""
    assert order.target is not None
    return [DocumentKind(kind).label for kind in UNDOINGS[order.target.kind].anew]


def changed_yet(order: Order) -> list[Reason]:
    """What a change still waits for before its result can be reported; empty for every other order (rule 10)."""
    if order.kind != OrderKind.CHANGE or new_papers(order).exists():
        return []
    wanted = _("或者").join(str(label) for label in papers_wanted(order))
    return [Reason(_("尚未重新作出%(papers)s") % {"papers": wanted}, ORDERS[order.kind].article)]


def moved_to(order: Order) -> Procuratorate | None:
    """The office that has the matter once the order is issued; None where it stays or another clue of it is given."""
    moves_to = ORDERS[order.kind].moves_to
    if not moves_to or order.data.get("keep"):
        return None
    return order.office if moves_to == "own" else order.to_office


def names_handler(order: Order) -> bool:
    """Whether somebody must be named for the matter on receipt: it passed to the office, and the order names nobody."""
    home = moved_to(order)
    return home is not None and home.pk == order.to_office_id and order.handler_id is None


def _about(subject: Case | Clue) -> str:
    return "case" if isinstance(subject, Case) else "clue"


def _ended(subject: Case | Clue) -> bool:
    return subject.state in ENDED if isinstance(subject, Case) else subject.state not in RUNS


def _never(kind: str, subject: Case | Clue) -> bool:
    """What is no question any more about a matter that has ended."""
    return kind not in UNDO and _ended(subject)


def _no_say(kind: str, subject: Case | Clue, issuer: Procuratorate) -> Reason | None:
    line = ORDERS[kind]
    if _about(subject) not in line.on:
        return Reason(_("线索立案之后才能%(order)s") % {"order": line.label}, line.article)
    if misplaced := _misplaced(line, subject, issuer):
        return misplaced
    if kind == OrderKind.TASK_FORCE and issuer.level == Level.COUNTY:
        return Reason(_("跨院调用人员由上级检察院决定，可以报请上级院组建专案组"), line.article)
    return None


def _ended_already(line: Line, subject: Case | Clue) -> Reason | None:
    if not _ended(subject):
        return None
    values = {"state": subject.get_state_display(), "order": line.label}
    return Reason(_("现处“%(state)s”，不能%(order)s") % values, line.article)


def _being_decided(line: Line, subject: Case | Clue) -> Reason | None:
    pending = next((row for row in subject.decisions.all() if row.state == "pending"), None)
    if pending is None:
        return None
    return Reason(_("“%(label)s”正在审批，请等待结果") % {"label": pending.label}, line.article)


def _again(kind: str, subject: Case | Clue, issuer: Procuratorate, own: Order | None) -> Reason | None:
    same = _same(kind, subject, issuer, own)
    if same is None:
        return None
    values = {"order": ORDERS[kind].label, "state": same.get_state_display()}
    return Reason(_("%(order)s决定%(state)s，不能重复作出") % values, ORDERS[kind].article)


def _misplaced(line: Line, subject: Case | Clue, issuer: Procuratorate) -> Reason | None:
    own = issuer.pk == subject.office_id
    if line.moves_to == "below" and issuer.level == Level.COUNTY:
        return Reason(_("本院没有下级检察院"), line.article)
    if line.holder == "own" and not own:
        return Reason(_("只能%(order)s本院承办的线索和案件") % {"order": line.label}, line.article)
    if line.holder == "below" and (own or not _over(issuer, subject)):
        return Reason(_("只能由承办院的上级检察院%(order)s") % {"order": line.label}, line.article)
    if line.holder == "any" and not _over(issuer, subject):
        return Reason(_("只能由承办院或者其上级检察院%(order)s") % {"order": line.label}, line.article)
    return None


def _same(kind: str, subject: Case | Clue, issuer: Procuratorate, own: Order | None) -> Order | None:
    more = kind == OrderKind.TASK_FORCE  # more people may be called up while the first still work
    states = frozenset({OrderState.DRAFTED.value}) if more else UNDER_WAY
    rows = [row for row in subject.orders.all() if row.kind == kind and row.office_id == issuer.pk]
    others = [row for row in rows if row.state in states and (own is None or row.pk != own.pk)]
    return next((row for row in others if not row.data.get("keep")), None)


def _under(issuer: Procuratorate, subject: Case | Clue, target: Document) -> bool:
    """Whether the office that made the paper stands under the issuing one; the one that has the matter does."""
    return target.office_id == subject.office_id or leads(issuer, target.office)


def _over(office: Procuratorate, subject: Case | Clue) -> bool:
    """Whether the office has the matter or stands above the one that has it, as its scope columns say."""
    at_or_above = (subject.office_id, subject.municipal_id, subject.provincial_id)
    return office.pk in at_or_above or office.level == Level.SUPREME
