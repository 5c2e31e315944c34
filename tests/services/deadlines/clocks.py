"""Clocks to try things on, and what is asked of every one of them."""

from datetime import date
from typing import Any

import pytest

from audit.flow import Refused
from deadlines import ledger, selectors, services
from deadlines.models import Deadline
from tests.services.deadlines.conftest import Place, moment

AT = moment("2026-09-24")
COURT = "义乌市人民法院（2026）浙0782行初12号决定书"


def start(place: Place, rule: str, on: str | date, **more: Any) -> Deadline:
    """A clock of the case that began on that day."""
    values: dict[str, Any] = {
        "case": place.case, "started_on": date.fromisoformat(str(on)), "duty_office": place.office,
        "duty_user": place.handler, "by": place.handler, "at": moment(str(on)),
    }  # fmt: skip
    return services.start(rule=rule, **(values | more))


def served(place: Place, rule: str = "T08", on: str | date = "2026-09-24") -> Deadline:
    """The agency's clock after service: two months, to 24 November."""
    return start(place, rule, on, respondent=place.respondent, duty_group=place.agency.group)


def review(place: Place, on: str | date = "2026-10-08") -> Deadline:
    """The office's month of review: to 9 November, the 8th being a Sunday."""
    return start(place, "T10", on, respondent=place.respondent)


def chained(place: Place, on: str = "2026-09-24") -> tuple[Deadline, Deadline]:
    """The agency's clock, and the review that begins at its end."""
    first = served(place, on=on)
    return first, start(
        place, "T10", on, started_on=None, follows=first, respondent=place.respondent, at=moment(on)
    )


def walked(deadline: Deadline) -> date:
    """The date that the ledger gives."""
    return ledger.due(deadline.events.all(), deadline.limit, selectors.calendar()).due


def kinds(deadline: Deadline) -> list[str]:
    """The lines of the ledger."""
    return [event.kind for event in deadline.events.all()]


def articles(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What the refusal rests on."""
    return [str(reason.source) for reason in refused.value.reasons]
