"""F11: a server's clock is a day ahead, then an hour behind, in other time zones, and the holidays change meanwhile.

Last days depend on what is stored and on nothing else; nobody hears twice; where the clock went back is known.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from audit import selectors as audit
from audit.checks import clock_goes_forward
from audit.models import Entry
from deadlines import ledger, selectors
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Holiday, Notice, NoticeKind, Reminder
from tests.faults.parts import Site, make_house
from tests.services.deadlines.conftest import Place

NOON = datetime.combine(timezone.localdate(), time(12), timezone.get_default_timezone())
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PAST = range(15, 46)


def reviews(house: Place) -> list[Deadline]:
    """Clocks of a month that began on each of these days, so that they end around today."""
    calendar, made = selectors.calendar(), []
    for days in PAST:
        on = NOON.date() - timedelta(days=days)
        row = Deadline(
            rule="T10", rule_set="2021", case=house.case, title="快递面单案 · 审查起诉", started_on=on, state="open",
            duty_office=house.office, duty_user=house.handler, created_at=NOON, next_check=NOON - HOUR * 3,
        )  # fmt: skip
        event = Event(kind=Kind.STARTED, at=NOON, on=on, months=1)
        row.due_on = event.due_on = ledger.due([event], row.limit, calendar).due
        row.save()
        event.deadline = row
        event.save()
        made.append(row)
    return made


def under(site: Site, zone: str, *moments: datetime) -> list[list[str]]:
    """Sweep in a process in that time zone whose clock shows these moments; the last days, counted anew under each."""
    heard = len(site.log())
    words = [moment.isoformat() for moment in moments]
    assert site.start("tests.faults.shifted", *words, TZ=zone).wait(60) == 0, site.log()[-2000:]
    return [line.split()[1:] for line in site.log()[heard:].splitlines() if line.startswith("counted")]


def stored() -> list[date]:
    return list(Deadline.objects.filter(case__isnull=False).order_by("pk").values_list("due_on", flat=True))


def heard() -> list[tuple[int, int, int]]:
    """Who was reminded of which rung of which clock."""
    return sorted(Reminder.objects.values_list("deadline", "rung", "recipient"))


@pytest.mark.slow
def test_a_wrong_clock_moves_no_last_day_and_repeats_no_reminder(site: Site) -> None:
    house = make_house()
    made = reviews(house)
    due = stored()
    ahead = under(site, "America/New_York", NOON, NOON + DAY)
    first = heard()
    assert selectors.chase_is_dead(at=NOON + HOUR), "a sweep of tomorrow hides that nobody sweeps today"
    assert {row.pk for row in made if row.due_on - timedelta(days=15) <= NOON.date()} <= {
        pk for pk, *_ in first
    }

    back = under(site, "UTC", NOON - HOUR, NOON, NOON + DAY)
    assert heard() == first, "somebody heard twice"
    assert ahead + back == [[str(day) for day in due]] * 5 and stored() == due

    rest = max(due)
    Holiday.objects.filter(date=rest).update(is_rest=True)
    anew = under(site, "America/New_York", NOON - HOUR, NOON) + under(site, "UTC", NOON + DAY)
    moved = [str(day if day != rest else rest + DAY) for day in due]
    assert anew == [moved] * 3, "the count depends on the clock"
    assert stored() == due, "a sweep moved a last day"
    assert heard() == first

    notices = Notice.objects.filter(kind=NoticeKind.DEADLINE, user__in={user for *_, user in first})
    assert notices.count() == len(first)
    reminders = Counter(Reminder.objects.values_list("recipient__email", "deadline"))
    assert site.acts_named() <= reminders
    gone_back(steps=8)


def gone_back(steps: int) -> None:
    """Each place at which a clock went back is found: from a day ahead to an hour behind, twice."""
    entries = list(Entry.objects.filter(action="clue.register").order_by("pk"))
    assert len(entries) == steps
    assert all(abs(entry.at - entry.recorded_at) < timedelta(seconds=30) for entry in entries)
    expected = [later.pk for one, later in pairwise(entries) if later.recorded_at < one.recorded_at]
    assert len(expected) == 2 and [entry.pk for entry in audit.set_back()] == expected
    assert [message.id for message in clock_goes_forward(None, ["default"])] == ["audit.W001"] * 2
