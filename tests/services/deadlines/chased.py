"""Clocks to be chased, and what came of it."""

from collections import Counter
from datetime import date

from deadlines import services
from deadlines.models import Deadline, Reminder
from tests.services.deadlines.conftest import Place, moment


def due(
    place: Place, day: date = date(2026, 11, 25), *, title: str = "推广隐私面单", theirs: bool = True
) -> Deadline:
    """A clock that ends on that day, agreed long before."""
    return services.start(
        rule="N06" if theirs else "T10", case=place.case, respondent=place.respondent, title=title,
        until=day if theirs else None, started_on=date(2026, 9, 1) if theirs else date(2026, 10, 26),
        duty_office=place.office, duty_user=place.handler, duty_group=place.agency.group if theirs else None,
        by=None, at=moment("2026-09-01") if theirs else moment("2026-10-26"),
    )  # fmt: skip


def rungs() -> Counter[tuple[str, int]]:
    """How often each person was reminded of each rung."""
    return Counter(Reminder.objects.values_list("recipient__username", "rung"))


def reached() -> set[str]:
    """Who was reminded at all."""
    return {who for who, _rung in rungs()}
