"""What the pages about written orders show: lists, one order, the orders about one matter, and what waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import PostName, User
from audit import selectors as audit
from audit.flow import Reason, Refused, Text, day
from audit.models import Entry
from cases import drafts, orders, selectors
from cases.between import ORDER_FLOW, ORDERS, OrderKind, OrderState
from cases.chains import in_words, seats_for
from cases.models import Case, Clue, Decision, Order

SHOWN = ("case", "clue", "office", "from_office", "to_office", "document", "drafted_by")
RECEIVE = "order.receive"
CALLING = ("task_force", "lead", "period", "called")
ENTRIES, MOST = 40, 60


def listed(*, by: User, at: datetime) -> QuerySet[Order]:
    """The orders this person may see, newest first."""
    rows = access.allowed(by, "order.view", Order, at=at)
    return rows.select_related(*SHOWN).order_by("-drafted_at", "-id")


def received(*, by: User, at: datetime) -> QuerySet[Order]:
    """The orders of other offices to the person's own, or about what it had."""
    own = _own(by, at)
    return listed(by=by, at=at).filter(Q(to_office__in=own) | Q(from_office__in=own)).exclude(office__in=own)


def sent(*, by: User, at: datetime) -> QuerySet[Order]:
    """The orders of the person's own office, whatever became of them."""
    return listed(by=by, at=at).filter(office__in=_own(by, at))


def to_sign_for(*, by: User, at: datetime) -> int:
    """How many orders wait for the signature of the person's office; none for who signs for nothing."""
    return waiting(by=by, at=at).filter(state=OrderState.ISSUED).count()


def mine(*, by: User, at: datetime) -> list[Order]:
    """Of the orders that wait for the person's office those that are theirs to act on, the oldest first.

    A head or case manager sees to all of them, a handler to those about their own matters.
    """
    return [row for row in waiting(by=by, at=at)[:MOST] if _concerns(row, by, day(at))]


def waiting(*, by: User, at: datetime) -> QuerySet[Order]:
    """The orders that the person's office must sign for, or report on by a day."""
    rows = access.allowed(by, RECEIVE, Order, at=at).filter(to_office__in=access.offices(by, RECEIVE, at=at))
    open_still = Q(state=OrderState.ISSUED) | Q(
        state=OrderState.RECEIVED, clock__ended_on=None, clock__isnull=False
    )
    return rows.filter(open_still).select_related(*SHOWN, "clock").order_by("drafted_at", "id")


@dataclass(frozen=True)
class About:
    """The orders about one matter that a person may see, and those that their office could draft about it."""

    rows: list[Order]
    offers: list[orders.Offer]

    def __bool__(self) -> bool:
        return bool(self.rows or self.offers)


def about(subject: Case | Clue, *, by: User, at: datetime) -> About:
    """The card of orders on the page of a case or a clue; what it needs is read once, however many orders there are."""
    seen = access.allowed(by, "order.view", Order, at=at).filter(pk=OuterRef("pk"))
    rows = Order.objects.annotate(seen=Exists(seen)).select_related(*SHOWN).order_by("-drafted_at", "-id")
    needed = ["decisions", "documents"] if access.holds(by, orders.DRAFT, at=at) else []
    prefetch_related_objects([subject], Prefetch("orders", rows), *needed)
    known: list[Any] = [row for row in subject.orders.all() if row.state != OrderState.DROPPED]
    offers = orders.offers(subject, by=by, at=at)
    elsewhere = OrderKind.TASK_FORCE  # it is formed where the people on the case stand
    return About([row for row in known if row.seen], [row for row in offers if row.kind != elsewhere])


def given_by(clue: Clue, *, by: User, at: datetime) -> Order | None:
    """The order by which this clue was handed down, if the person may see it (rule 18)."""
    return listed(by=by, at=at).filter(given=clue).first()


@dataclass(frozen=True)
class OrderPicture:
    """One order as a person may see it: the matter's address where they may open it, and what they may do."""

    order: Order
    label: Text
    article: Text
    matter_url: str
    paper_url: str
    given_url: str
    decision: Decision | None
    receives: bool
    names_handler: bool
    objects: bool
    finishes: bool
    waits: list[Reason]
    entries: list[dict[str, Any]]
    called: list[drafts.Line] = field(default_factory=list)


def look(order_id: int, *, by: User, at: datetime) -> OrderPicture:
    """One order, if the person may see it, with all that came of it."""
    access.take(by, "order.view", Order, order_id, at=at)
    more = (
        "case__office",
        "clue__office",
        "target",
        "handler",
        "given",
        "clock",
        "received_by",
        "finished_by",
    )
    order = Order.objects.select_related(*SHOWN, *more, "decision").get(pk=order_id)
    mine = _receives(order, by=by, at=at)
    seen = _matter_seen(order.subject, by=by, at=at)
    received_now, issued = order.state == OrderState.RECEIVED, order.state == OrderState.ISSUED
    decision = getattr(order, "decision", None)
    return OrderPicture(
        order=order,
        label=ORDERS[order.kind].label,
        article=ORDERS[order.kind].article,
        matter_url=_url(order.subject) if seen else "",
        paper_url=f"/documents/{order.document_id}/" if order.document_id and seen else "",
        given_url=_url(order.given) if order.given and _matter_seen(order.given, by=by, at=at) else "",
        decision=decision if decision and access.can(by, "decision.view", decision, at=at) else None,
        receives=mine and issued,
        names_handler=orders.names_handler(order),
        objects=mine and (issued or received_now) and not order.objection,
        finishes=mine and received_now,
        waits=orders.changed_yet(order) if mine and received_now else [],
        entries=_entries(order),
        called=_called(decision) if decision else [],
    )


def to_draft(
    kind: str, *, case_id: int | None = None, clue_id: int | None = None, by: User, at: datetime
) -> Case | Clue:
    """The matter about which a person is about to draft an order; 404, 403, or Refused with what is missing."""
    if kind not in ORDERS:
        raise access.Unseen
    subject: Case | Clue = (
        selectors.case(case_id, by=by, at=at)
        if case_id is not None
        else selectors.clue(clue_id or 0, by=by, at=at)
    )
    if not access.holds(by, orders.DRAFT, at=at):
        raise PermissionDenied(orders.DRAFT)
    issuer = orders.issuing(subject, by=by, at=at)
    if issuer is None:
        raise PermissionDenied(orders.DRAFT)
    if reasons := orders.missing(kind, subject, issuer, on=day(at)):
        raise Refused(reasons)
    return subject


def decided_by(kind: str, subject: Case | Clue, *, by: User, at: datetime) -> str:
    """Who decides on an order of that kind that the person is about to draft, in words."""
    issuer = orders.issuing(subject, by=by, at=at)
    if issuer is None:
        return ""
    order = Order(office=issuer, kind=kind, secrecy=subject.secrecy)
    return in_words(seats_for(kind, order, by=by, on=day(at)))


def to_act_on(order_id: int, move: str, *, by: User, at: datetime) -> Order:
    """The order that a person is about to sign for, object to or report on; 404, 403, or Refused where it is too late.

    `move` is a move of the order's flow; empty for an objection, which moves nothing.
    """
    access.take(by, RECEIVE, Order, order_id, at=at)
    order = Order.objects.select_related(*SHOWN, "handler", "target").get(pk=order_id)
    if not _receives(order, by=by, at=at):
        raise PermissionDenied(RECEIVE)
    if move and (reasons := ORDER_FLOW.missing(order, ORDER_FLOW.named(move), day(at))):
        raise Refused(reasons)
    return order


def order(order_id: int, *, by: User, at: datetime) -> Order:
    """One order, if the person may see it."""
    access.take(by, "order.view", Order, order_id, at=at)
    return Order.objects.select_related(*SHOWN, "handler", "target", "given", "received_by").get(pk=order_id)


def _receives(order: Order, *, by: User, at: datetime) -> bool:
    return order.to_office_id in [office.pk for office in access.offices(by, RECEIVE, at=at)]


def _concerns(order: Order, by: User, on: date) -> bool:
    leads = any(
        post.office_id == order.to_office_id and post.post in (PostName.HEAD, PostName.CASEMGR)
        for post in by.posts_on(on)
    )
    return leads or by.pk in (order.subject.handler_id, order.handler_id)


def _own(by: User, at: datetime) -> Sequence[int]:
    return [post.office_id for post in by.posts_on(day(at)) if post.office_id]


def _matter_seen(subject: Case | Clue, *, by: User, at: datetime) -> bool:
    return access.can(by, "case.view" if isinstance(subject, Case) else "clue.view", subject, at=at)


def _url(subject: Case | Clue) -> str:
    return f"/cases/{subject.pk}/" if isinstance(subject, Case) else f"/clues/{subject.pk}/"


def _entries(order: Order) -> list[dict[str, Any]]:
    """What happened to the order, newest first; its request has a page of its own."""
    where = {"case_id": order.case_id, "clue_id": order.clue_id}
    rows = audit.timeline(**where).filter(subject_type=order._meta.label_lower, subject_id=order.pk)
    said = (order.reason, order.result, order.objection)
    return [_entry(row, "" if row.note in said else row.note) for row in rows[:ENTRIES]]


def _called(decision: Decision) -> list[drafts.Line]:
    """Who is called up, and to what: what a task force's order says beside its reason."""
    draft = decision.draft
    return drafts.lines({name: draft[name] for name in CALLING if name in draft})


def _entry(row: Entry, note: str) -> dict[str, Any]:
    return {"at": row.at, "who": row.by or _("系统"), "text": row.label, "note": note, "url": ""}
