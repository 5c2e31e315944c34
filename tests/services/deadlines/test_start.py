"""A clock starts on the day of its fact, under the rules of the filing date."""

from datetime import date

import pytest

from audit.flow import Refused
from deadlines.models import Deadline
from tests.services.deadlines.clocks import articles, chained, kinds, review, served, start, walked
from tests.services.deadlines.conftest import Place, moment


def test_start_counts_and_keeps_the_rules_of_the_filing_date(place: Place) -> None:
    deadline = served(place)
    assert deadline.due_on == date(2026, 11, 24) == walked(deadline)
    assert deadline.rule_set == "2021"
    assert deadline.title == "市邮政管理局 · 履行职责并书面回复"
    assert kinds(deadline) == ["started"]
    assert deadline.next_check == moment("2026-11-09", 9)


def test_a_day_to_come_starts_nothing(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        start(place, "T04", "2026-09-25", at=moment("2026-09-24"))
    assert articles(refused) == ["办案规则第七十条"]
    assert not Deadline.objects.exists()


@pytest.mark.parametrize(
    ("rule", "on"), [("T04", "1026-09-24"), ("T27", "9026-09-24"), ("T27", "9999-12-31")]
)
def test_a_mistyped_year_starts_nothing(place: Place, rule: str, on: str) -> None:
    with pytest.raises(Refused) as refused:
        start(place, rule, on, at=moment("2026-09-24"))
    assert articles(refused)[0]


def test_a_review_begins_at_the_rolled_end_of_the_agencys_time(place: Place) -> None:
    first, then = chained(place, on="2026-08-07")
    assert (first.due_on, then.started_on, then.due_on) == (
        date(2026, 10, 8), date(2026, 10, 8), date(2026, 11, 9),
    )  # fmt: skip


def test_an_agreed_limit_needs_its_day_and_a_legal_one_takes_none(place: Place) -> None:
    for rule, until in (("N06", None), ("N06", date(2026, 8, 1)), ("N06", date(2066, 8, 1))):
        with pytest.raises(Refused):
            start(place, rule, "2026-09-01", until=until)
    with pytest.raises(Refused) as refused:
        start(place, "T04", "2026-09-01", until=date(2026, 9, 30))
    assert articles(refused) == ["办案规则第七十条"]
    assert start(place, "N06", "2026-09-01", until=date(2026, 10, 3)).due_on == date(2026, 10, 3)


def test_a_hearing_ahead_is_told_of_on_a_workday_before(place: Place) -> None:
    deadline = start(place, "T27", "2026-10-10", at=moment("2026-09-24"))
    assert (deadline.backward, deadline.due_on) == (True, date(2026, 9, 30))


def test_a_year_without_a_calendar_marks_the_clock(place: Place) -> None:
    deadline = review(place, "2026-12-01")
    assert deadline.due_on == date(2027, 1, 1)
    assert deadline.uncertain
