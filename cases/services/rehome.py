"""A clue or a case passes to another office by a written order: who sees it, who works on it, who is chased (rules 17, 18)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import day, record
from cases.between import UNDER_WAY, OrderKind
from cases.models import Case, Clue
from cases.models.places import columns
from cases.services import clocks, people
from deadlines.models import Deadline


@transaction.atomic
def rehome(
    subject: Case | Clue, *, office: Procuratorate, handler: User | None, by: User, at: datetime
) -> None:
    """Let a clue or case, locked by the caller, be another office's from this moment on, with all that hangs from it.

    Its number and papers stay. The former handler and the former office's own people lose it at once; who was lent to
    it by a written order keeps their days. While the new office has named no handler, the case stands under its
    department head, who is no handler: nobody takes a step until somebody is named on receipt.
    """
    former = subject.office
    if isinstance(subject, Case):
        _end_former(subject, former, at)
        _move_clue_of(subject, former, office, handler)
    _move(subject, office, handler or _stand_in(subject, office, day(at)))
    clocks.pass_to(subject, from_office=former, office=office, person=handler)
    _carry_supervision(subject, former, office)
    record(by=by, at=at, action="order.draft", label=f"承办院由{former}变更为{office}", obj=subject)
    if handler is not None and isinstance(subject, Case):
        people.grant(subject, handler, "assigned", from_=at)


def give(subject: Case | Clue, user: User, *, by: User, at: datetime) -> None:
    """Name the handler of a matter that an order brought here; its clocks are theirs from now on (rule 6)."""
    if isinstance(subject, Case) and subject.handler_id != user.pk:
        people.revoke(subject, subject.handler, "assigned", at=at)
    subject.handler = user
    subject.save(update_fields=["handler"])
    if isinstance(subject, Case):
        people.grant(subject, user, "assigned", from_=at)
    clocks.pass_to(subject, from_office=subject.office, office=subject.office, person=user)
    label = f"确定承办检察官：{user}"
    record(by=by, at=at, action="order.receive", label=label, obj=subject)


def _move(subject: Case | Clue, office: Procuratorate, handler: User | None) -> None:
    values = columns(office)
    type(subject)._base_manager.filter(pk=subject.pk).update(
        **values, handler=handler, version=F("version") + 1
    )
    for name, value in (values | {"handler": handler}).items():
        setattr(subject, name, value)
    subject.version += 1
    subject.decisions.update(**values)
    if isinstance(subject, Case):
        subject.grants.update(**values)


def _end_former(case: Case, former: Procuratorate, at: datetime) -> None:
    """Who worked on the case for the former office does so no longer; who was lent by an order does."""
    open_still = Q(ends_at=None) | Q(ends_at__gt=at)
    handlers = case.grants.filter(open_still, permission__codename="as_assigned")
    handlers.update(ends_at=at)
    own = case.members.filter(
        Q(ends_on=None) | Q(ends_on__gte=day(at)), office=former, order="", task_force=None
    )
    for member in own:
        member.ends_on = max(day(at), member.starts_on)
        member.save(update_fields=["ends_on"])
        people.revoke(case, member.user, "member", at=at)


def _move_clue_of(case: Case, former: Procuratorate, office: Procuratorate, handler: User | None) -> None:
    """The clue goes with its case, unless another case of it stays."""
    clue = case.clue
    if clue is None or clue.office_id != former.pk:
        return
    if not clue.cases.filter(office=former).exclude(pk=case.pk).exists():
        _move(clue, office, handler)


def _stand_in(subject: Case | Clue, office: Procuratorate, on: date) -> User | None:
    if isinstance(subject, Clue):
        return None
    posts = (
        accounts.holders(office, post, on=on).order_by("pk").first() for post in ("head", "chief", "handler")
    )
    return next((person for person in posts if person is not None), None)


def _carry_supervision(subject: Case | Clue, former: Procuratorate, office: Procuratorate) -> None:
    """Who supervises a matter goes on doing so wherever it passes below."""
    for order in subject.orders.filter(kind=OrderKind.SUPERVISE, state__in=UNDER_WAY, to_office=former):
        if order.office_id != office.pk and accounts.leads(order.office, office):
            order.to_office = office
            order.save(update_fields=["to_office"])
            Deadline.objects.filter(pk=order.clock_id or 0).update(
                duty_office=office, duty_user=subject.handler
            )
