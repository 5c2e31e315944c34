"""Clues come in here."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Procuratorate, User
from audit.flow import day, record
from cases.models import Clue
from cases.models.places import columns
from cases.services import clocks, papers


class MoreOfClue(TypedDict, total=False):
    """What a clue may say beyond what it must."""

    source_note: str
    giver: str
    giver_contact: str
    place: str
    suspected: str
    criminal_ref: str
    major: bool


@transaction.atomic
def register_clue(
    *,
    title: str,
    source: str,
    field: str,
    facts: str,
    received_on: date,
    by: User,
    at: datetime,
    **more: Unpack[MoreOfClue],
) -> Clue:
    """Register a clue in the person's own procuratorate and give it a number (rules 24, 25).

    A major clue starts the clock for recording it with the office above. Refuses a day to come.
    """
    offices = access.offices(by, "clue.register", at=at)
    if not offices:
        raise PermissionDenied("clue.register")
    if received_on > day(at):
        raise ValidationError({"received_on": _("收到日期不能晚于今天")})
    values = {
        "title": title,
        "source": source,
        "field": field,
        "facts": facts,
        "received_on": received_on,
        **more,
    }
    clue = create_clue(offices[0], **values, by=by, at=at)
    if clue.major:
        clocks.start_for_clue(clue, "T03", started_on=day(at), by=by, at=at)
    return clue


def create_clue(office: Procuratorate, *, by: User, at: datetime, **values: Any) -> Clue:
    """Write the clue down with its number and start its internal clock; shared by registering and receiving."""
    number = papers.draw_number(office, "公线", day(at).year)
    clue = Clue.objects.create(number=number, registered_by=by, **columns(office), **values)
    record(by=by, at=at, action="clue.register", label="登记线索", obj=clue, note=clue.title)
    clocks.start_for_clue(clue, "N01", started_on=clue.received_on, by=by, at=at)
    return clue
