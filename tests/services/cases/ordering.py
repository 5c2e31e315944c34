"""How tests order things: drafted in one office, decided there, and what is then in force."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from cases import services
from cases.models import Case, Clue, Order
from tests.world import World


def draft(world: World, kind: str, subject: Case | Clue, by: User, **said: Any) -> Order:
    """What somebody writes down, with a reason."""
    about = {"case_id": subject.pk} if isinstance(subject, Case) else {"clue_id": subject.pk}
    return services.draft_order(
        kind=kind, **about, **{"reason": "依法有必要由上级院决定。", **said}, by=by, at=world.now
    )


def decided(world: World, order: Order, office: str) -> Order:
    """The department head reviews and the chief signs."""
    for post in ("head", "chief"):
        services.approve(order.decision.pk, by=world.cast.of(office, post), at=world.now)
    return Order.objects.get(pk=order.pk)


def ordered(world: World, kind: str, subject: Case | Clue, office: str = "jinhua", **said: Any) -> Order:
    """An order in force."""
    return decided(world, draft(world, kind, subject, world.cast.of(office, "handler"), **said), office)


def supervised(world: World, subject: Case | Clue, office: str = "jinhua", **said: Any) -> Order:
    """A matter that stays below and is watched, to be reported on in ten days."""
    demands = {"demands": "查清收件人信息流向，逐家走访。", "report_by": in_days(world, 10), **said}
    return ordered(world, "supervise", subject, office, **demands)


def in_days(world: World, days: int) -> Any:
    """That day."""
    return (world.now + timedelta(days=days)).date()
