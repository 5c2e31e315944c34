"""What each kind of written order does beyond being issued. The table ORDERS says who orders it about what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from accounts.models import User
from audit.flow import Reason, Refused, day
from cases import orders
from cases.between import ORDERS, UNDER_WAY, UNDOINGS
from cases.flow import CASE_FLOW, CLUE_FLOW, ENDED
from cases.models import Case, Clue, Order
from cases.services import clocks, task_forces
from cases.services.clues import create_clue
from cases.services.rehome import rehome
from cases.statutory import DocumentKind, Source


class Work(Protocol):
    """Something done with an order, by who drafts or signs it."""

    def __call__(self, order: Order, *, by: User, at: datetime) -> None:
        """Do it, or refuse."""


def nothing(order: Order, *, by: User, at: datetime) -> None:
    """The order is all there is to it."""


@dataclass(frozen=True)
class Effect:
    """What an order must satisfy when it is drafted and again when it is signed, what it does then, what else it says."""

    check: Work = nothing
    do: Work = nothing
    contents: Callable[[Order], Mapping[str, Any]] = lambda order: {}


def check_receiver(order: Order, *, by: User, at: datetime) -> None:
    """The matter goes to an office below the issuing one that does not have it and has somebody to work on it."""
    office = order.to_office
    if office.pk in (order.office_id, order.from_office_id) or not accounts.leads(order.office, office):
        raise ValidationError({"to_office_id": _("请选择本院下级的其他检察院")})
    handlers = accounts.holders(office, "handler", on=day(at))
    if not handlers.exists():
        raise ValidationError({"to_office_id": _("该院没有在职的检察官，不能承办")})
    if order.handler_id and not handlers.filter(pk=order.handler_id).exists():
        raise ValidationError({"handler_id": _("请选择承办院的检察官")})


def check_handing_down(order: Order, *, by: User, at: datetime) -> None:
    """As of every receiver; a clue of the same case is given to the same office once."""
    check_receiver(order, by=by, at=at)
    if not order.data.get("keep"):
        return
    others = order.subject.orders.filter(kind=order.kind, to_office=order.to_office, state__in=UNDER_WAY)
    if others.exclude(pk=order.pk).exists():
        text = _("已向该院交办本案线索，不能重复交办")
        raise Refused([Reason(text, ORDERS[order.kind].article)])


def check_own_handler(order: Order, *, by: User, at: datetime) -> None:
    """Who takes a case up names one of its own people for it, so that the case is never without a handler."""
    handlers = accounts.holders(order.office, "handler", on=day(at))
    if order.handler_id is None and order.case_id:
        raise ValidationError({"handler_id": _("请确定本院的承办检察官")})
    if order.handler_id and not handlers.filter(pk=order.handler_id).exists():
        raise ValidationError({"handler_id": _("请选择本院的检察官")})


def check_target(order: Order, *, by: User, at: datetime) -> None:
    """The paper may be revoked or changed, and still stands (rule 10)."""
    assert order.target is not None
    if reasons := orders.target_missing(
        order.kind, order.subject, order.target, order.office, own=order if order.pk else None
    ):
        raise Refused(reasons)


def pass_on(order: Order, *, by: User, at: datetime) -> None:
    """The matter is the other office's now (rules 17, 18)."""
    office = orders.moved_to(order)
    assert office is not None
    rehome(order.subject, office=office, handler=order.handler, by=by, at=at)


def hand_down(order: Order, *, by: User, at: datetime) -> None:
    """The whole matter goes down; or the office goes on with its case and gives the lower one a clue of it (rule 18)."""
    case = order.case
    if case is None or not order.data.get("keep"):
        pass_on(order, by=by, at=at)
        return
    assert order.document is not None
    said = {name: getattr(case.clue, name) for name in ("place", "suspected")} if case.clue else {}
    order.given = create_clue(
        order.to_office,
        title=case.clue.title if case.clue else case.title,
        field=case.field,
        facts=case.facts,
        source=Source.ASSIGNED,
        source_note=f"{order.office}交办，{order.document.number}",
        received_on=day(at),
        handler=order.handler,
        secrecy=case.secrecy,
        **said,
        by=by,
        at=at,
    )
    order.save(update_fields=["given"])


def undo(order: Order, *, by: User, at: datetime) -> None:
    """The paper of the lower office no longer holds, and the matter stands where it can be decided anew (rule 10)."""
    assert order.target is not None
    move = UNDOINGS[order.target.kind].move
    UNDO[move](order, by=by, at=at)


def _reevaluate(order: Order, *, by: User, at: datetime) -> None:
    assert order.clue is not None
    _open_anew(order.clue, order, by=by, at=at)


def _revoke(order: Order, *, by: User, at: datetime) -> None:
    """The filing never was: the clue is evaluated again, unless other cases of it go on."""
    case = _case(order)
    CASE_FLOW.move(case, "revoke", by=by, at=at, note=order.reason)
    case.ended_on = day(at)
    case.save(update_fields=["ended_on"])
    clocks.cancel_all(case, on=day(at), by=by, at=at)
    task_forces.end_with_case(case, by=by, at=at)
    if case.clue and not case.clue.cases.exclude(state__in=ENDED).exclude(pk=case.pk).exists():
        clue = Clue.objects.select_for_update(of=("self",)).get(pk=case.clue.pk)
        _open_anew(clue, order, by=by, at=at)


def _reopen(order: Order, *, by: User, at: datetime) -> None:
    case = _case(order)
    CASE_FLOW.move(case, "reopen", by=by, at=at, note=order.reason)
    case.ended_on, case.closure_ground = None, ""
    case.save(update_fields=["ended_on", "closure_ground"])


def _resume(order: Order, *, by: User, at: datetime) -> None:
    case = _case(order)
    CASE_FLOW.move(case, "resume", by=by, at=at, note=order.reason)
    clocks.meet(case, "N04", on=day(at), by=by, at=at)
    clocks.resume(case, on=day(at), by=by, at=at)


def _open_anew(clue: Clue, order: Order, *, by: User, at: datetime) -> None:
    CLUE_FLOW.move(clue, "reevaluate", by=by, at=at, note=order.reason)
    clocks.start_for_clue(clue, "N01", started_on=day(at), by=by, at=at)


def _case(order: Order) -> Case:
    assert order.case is not None
    return order.case


UNDO: Mapping[str, Callable[..., None]] = {
    "reevaluate": _reevaluate,
    "revoke": _revoke,
    "reopen": _reopen,
    "resume": _resume,
}
assert all(undoing.move in UNDO and DocumentKind(kind) for kind, undoing in UNDOINGS.items())

EFFECTS: Mapping[str, Effect] = {
    "assign": Effect(check_handing_down, hand_down),
    "take_up": Effect(check_own_handler, pass_on),
    "supervise": Effect(),
    "designate": Effect(check_receiver, pass_on),
    "task_force": Effect(task_forces.check, task_forces.form, task_forces.contents),
    "revoke": Effect(check_target, undo),
    "change": Effect(check_target, undo),
}
