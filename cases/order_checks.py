"""What the law asks for before a written order is signed, as those who decide read it and as it is asked once more then."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.flow import Reason, Refused, Text, day
from cases import orders
from cases.between import ORDERS
from cases.models import Order
from cases.orders import Condition
from cases.services.order_effects import EFFECTS

# What the effect of each kind asks for beside what holds of every order.
ASKED: Mapping[str, Text] = {
    "assign": gettext_lazy("受交办院是本院的下级院，有在职的检察官"),
    "take_up": gettext_lazy("已确定本院的承办检察官"),
    "designate": gettext_lazy("指定的检察院是本院的下级院，有在职的检察官"),
    "task_force": gettext_lazy("人员在职、涉密等级相符，来自两个以上检察院，期限未过"),
    "revoke": gettext_lazy("所涉文书由下级院作出，仍然有效"),
    "change": gettext_lazy("所涉文书由下级院作出，仍然有效"),
}


def known(order: Order, *, on: date) -> list[Condition]:
    """What can be said of an order from the matter and its orders alone, so that a list of them asks nothing more."""
    article, subject = ORDERS[order.kind].article, order.subject
    moved = subject.office_id != order.from_office_id
    same = Reason(_("承办院没有变更"), article)
    found: list[Condition] = [
        *orders.conditions(order.kind, subject, order.office, on=on, own=order),
        (same, Reason(_("承办院已经变更，请退回重新拟办"), article) if moved else None),
    ]
    if order.report_by:
        late = Reason(_("报告期限已过，请退回修改"), article) if order.report_by < on else None
        found.append((Reason(_("报告期限尚未届满"), article), late))
    return found


def conditions(order: Order, *, at: datetime) -> list[Condition]:
    """All that is asked for before the order is signed, each with what is missing of it now."""
    found = known(order, on=day(at))
    if order.kind in ASKED:
        asked = Reason(ASKED[order.kind], ORDERS[order.kind].article)
        lacking = _effect(order, at)
        found += [(asked, reason) for reason in lacking] or [(asked, None)]
    return found


def missing(order: Order, *, at: datetime) -> list[Reason]:
    """What keeps the order from being signed now; empty when nothing does."""
    found = [lacking for _asked, lacking in known(order, on=day(at)) if lacking]
    return found or _effect(order, at)


def _effect(order: Order, at: datetime) -> list[Reason]:
    try:
        EFFECTS[order.kind].check(order, by=order.drafted_by, at=at)
    except Refused as refused:
        return refused.reasons
    except ValidationError as error:
        return [Reason(text, ORDERS[order.kind].article) for text in error.messages]
    return []
