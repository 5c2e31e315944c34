"""Clocks start, stand still, are lengthened and end; every refusal names its article; the ledger equals the date."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.http import Http404

from audit.flow import Refused
from audit.models import Entry
from deadlines import ledger, selectors, services
from deadlines.models import Deadline, Event
from deadlines.services import Cause
from tests.services.deadlines.conftest import Place, moment

AT = moment("2026-09-24")


def served(place: Place, rule: str = "T08", on: date = date(2026, 9, 24)) -> Deadline:
    """The agency's clock after service."""
    return services.start(
        rule=rule, case=place.case, respondent=place.respondent, started_on=on, duty_office=place.office,
        duty_user=place.handler, duty_group=place.agency.group, by=place.handler, at=moment(on.isoformat()),
    )  # fmt: skip


def review(place: Place, on: date = date(2026, 10, 8)) -> Deadline:
    """The office's month of review."""
    return services.start(
        rule="T10", case=place.case, respondent=place.respondent, started_on=on, duty_office=place.office,
        duty_user=place.handler, by=place.handler, at=moment(on.isoformat()),
    )  # fmt: skip


def walked(deadline: Deadline) -> date:
    """The date that the ledger gives."""
    return ledger.due(deadline.events.all(), deadline.limit, selectors.calendar()).due


def articles(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason.source) for reason in refused.value.reasons]


def test_start_counts_and_keeps_the_rules_of_the_filing_date(place: Place) -> None:
    deadline = served(place)
    assert deadline.due_on == date(2026, 11, 24) == walked(deadline)
    assert deadline.rule_set == "2021"
    assert deadline.title == "市邮政管理局 · 履行职责并书面回复"
    assert [event.kind for event in deadline.events.all()] == ["started"]
    assert deadline.next_check == moment("2026-11-09", 9)


def test_a_day_to_come_starts_nothing(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        services.start(
            rule="T04",
            case=place.case,
            started_on=date(2026, 9, 25),
            duty_office=place.office,
            by=None,
            at=AT,
        )
    assert articles(refused) == ["办案规则第七十条"]
    assert not Deadline.objects.exists()


def test_a_clock_that_follows_another_begins_at_its_rolled_end_and_goes_with_it(place: Place) -> None:
    first = services.start(
        rule="T08", case=place.case, respondent=place.respondent, started_on=date(2026, 8, 7),
        duty_office=place.office, duty_user=place.handler, by=None, at=AT,
    )  # fmt: skip
    review = services.start(
        rule="T10", case=place.case, respondent=place.respondent, follows=first, duty_office=place.office,
        duty_user=place.handler, by=None, at=AT,
    )  # fmt: skip
    assert (first.due_on, review.started_on, review.due_on) == (
        date(2026, 10, 8), date(2026, 10, 8), date(2026, 11, 9),
    )  # fmt: skip
    corrected = services.correct(
        first.pk, started_on=date(2026, 8, 10), reason="送达回证日期有误", by=place.handler, at=AT
    )
    review.refresh_from_db()
    assert (corrected.due_on, review.started_on) == (date(2026, 10, 10), date(2026, 10, 10))
    assert review.due_on == walked(review) == date(2026, 11, 10)
    assert review.events.last().kind == "carried"


def test_an_agreed_limit_needs_its_day_and_a_legal_one_takes_none(place: Place) -> None:
    common = {
        "case": place.case,
        "started_on": date(2026, 9, 1),
        "duty_office": place.office,
        "by": None,
        "at": AT,
    }
    with pytest.raises(Refused):
        services.start(rule="N06", **common)
    with pytest.raises(Refused):
        services.start(rule="N06", until=date(2026, 8, 1), **common)
    with pytest.raises(Refused) as refused:
        services.start(rule="T04", until=date(2026, 9, 30), **common)
    assert articles(refused) == ["办案规则第七十条"]
    assert services.start(rule="N06", until=date(2026, 10, 3), **common).due_on == date(2026, 10, 3)


def test_a_year_without_a_calendar_marks_the_clock(place: Place) -> None:
    deadline = review(place, date(2026, 12, 1))
    assert deadline.due_on == date(2027, 1, 1)
    assert deadline.uncertain


def test_done_in_time_is_met_and_done_late_is_missed(place: Place) -> None:
    met = services.meet(served(place), on=date(2026, 11, 24), by=None, at=moment("2026-11-24"))
    late = services.meet(served(place), on=date(2026, 11, 27), by=None, at=moment("2026-11-27"))
    assert (met.state, late.state) == ("met", "missed")
    assert late.events.last().days == 3
    assert met.next_check is None and met.ended_on == date(2026, 11, 24)


def test_nothing_is_done_before_it_was_due_to_begin_or_tomorrow(place: Place) -> None:
    deadline = served(place)
    with pytest.raises(Refused):
        services.meet(deadline, on=date(2026, 9, 23), by=None, at=moment("2026-10-01"))
    with pytest.raises(Refused):
        services.meet(deadline, on=date(2026, 10, 2), by=None, at=moment("2026-10-01"))


def test_what_has_ended_does_not_end_again(place: Place) -> None:
    deadline = services.cancel(served(place), on=date(2026, 10, 1), by=None, at=moment("2026-10-01"))
    with pytest.raises(Refused):
        services.meet(deadline, on=date(2026, 10, 1), by=None, at=moment("2026-10-01"))


def test_stop_ends_the_clocks_of_its_rules_only(place: Place) -> None:
    served(place)
    review(place)
    stopped = services.stop(
        rules=("T08", "T09"),
        respondent=place.respondent,
        on=date(2026, 10, 9),
        by=None,
        at=moment("2026-10-09"),
    )
    assert [deadline.rule for deadline in stopped] == ["T08"]
    services.cancel_all(case=place.case, on=date(2026, 10, 9), by=None, at=moment("2026-10-09"))
    assert not Deadline.objects.filter(state="open").exists()


def test_suspension_stops_the_chase_and_shifts_the_end(place: Place) -> None:
    deadline = served(place)
    (deadline,) = services.suspend_all(
        case=place.case,
        on=date(2026, 10, 9),
        grounds="台风致仓库停业，附应急局证明",
        by=None,
        at=moment("2026-10-09"),
    )
    assert (deadline.state, deadline.next_check) == ("suspended", None)
    (deadline,) = services.resume_all(
        case=place.case, on=date(2026, 10, 19), by=None, at=moment("2026-10-19")
    )
    assert (deadline.state, deadline.due_on) == ("open", date(2026, 12, 4))
    assert deadline.round == 2 and deadline.next_check == moment("2026-11-19", 9)
    assert walked(deadline) == deadline.due_on


def test_suspension_asks_for_its_cause_and_its_time(place: Place) -> None:
    deadline = served(place)
    late = moment("2026-11-30")
    for grounds, on in (("", date(2026, 10, 9)), ("停业", date(2026, 9, 1)), ("停业", date(2026, 11, 30))):
        with pytest.raises(Refused) as refused:
            services.suspend(deadline, on=on, cause=Cause.REVIEW, grounds=grounds, by=None, at=late)
        assert articles(refused)[0]
    with pytest.raises(Refused) as refused:
        services.suspend(
            deadline, on=date(2026, 10, 9), cause=Cause.APPRAISAL, grounds="鉴定", by=None, at=late
        )
    assert articles(refused) == ["办案规则第四十八条"]


def test_resuming_before_the_suspension_is_refused(place: Place) -> None:
    deadline = served(place)
    at = moment("2026-10-09")
    services.suspend(deadline, on=date(2026, 10, 9), cause=Cause.REVIEW, grounds="停业", by=None, at=at)
    with pytest.raises(Refused):
        services.resume(deadline, on=date(2026, 10, 8), by=None, at=at)


def test_the_chief_lengthens_once_and_the_office_above_once_more(place: Place) -> None:
    deadline = review(place)
    at = moment("2026-10-20")
    deadline = services.extend(deadline.pk, months=1, reason="案情复杂", by=place.chief, at=at)
    assert deadline.due_on == date(2026, 12, 8) == walked(deadline)
    with pytest.raises(Refused) as refused:
        services.extend(deadline.pk, months=1, reason="仍然复杂", by=place.chief, at=at)
    assert articles(refused) == ["办案规则第四十七条"]
    deadline = services.extend(deadline.pk, months=2, reason="报上级批准", by=place.upper_chief, at=at)
    assert deadline.due_on == date(2027, 2, 8)
    with pytest.raises(Refused) as refused:
        services.extend(deadline.pk, months=1, reason="第三次", by=place.upper_chief, at=at)
    assert articles(refused) == ["办案规则第四十七条"]
    assert Entry.objects.filter(action="deadline.extend").count() == 2


@pytest.mark.parametrize(("months", "reason"), [(2, "案情复杂"), (0, "案情复杂"), (1, " ")])
def test_the_first_extension_is_one_month_with_a_reason(place: Place, months: int, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        services.extend(
            review(place).pk, months=months, reason=reason, by=place.chief, at=moment("2026-10-20")
        )
    assert articles(refused) == ["办案规则第四十七条"]


def test_a_limit_without_extension_cites_its_own_article(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        services.extend(served(place).pk, months=1, reason="来不及", by=place.chief, at=moment("2026-10-20"))
    assert articles(refused) == ["司法解释第二十一条"]


def test_a_limit_that_has_run_out_is_not_lengthened(place: Place) -> None:
    with pytest.raises(Refused):
        services.extend(review(place).pk, months=1, reason="来不及", by=place.chief, at=moment("2026-12-20"))


def test_only_who_may_changes_a_clock(place: Place) -> None:
    deadline = review(place)
    with pytest.raises(PermissionDenied):
        services.extend(deadline.pk, months=1, reason="案情复杂", by=place.handler, at=AT)
    with pytest.raises(Http404):
        services.extend(deadline.pk, months=1, reason="案情复杂", by=place.stranger, at=AT)


def test_an_appraisal_is_taken_out_of_a_review(place: Place) -> None:
    deadline, at = review(place), moment("2026-10-30")
    values = {
        "start": date(2026, 10, 12),
        "until": date(2026, 10, 22),
        "reason": "委托鉴定",
        "by": place.handler,
    }
    deadline = services.exclude(deadline.pk, **values, at=at)
    assert deadline.due_on == date(2026, 11, 18) == walked(deadline)
    with pytest.raises(Refused) as refused:
        services.exclude(served(place).pk, **values, at=at)
    assert articles(refused) == ["办案规则第四十八条"]
    with pytest.raises(Refused):
        services.exclude(deadline.pk, **{**values, "until": date(2026, 10, 12)}, at=at)


def test_a_correction_keeps_the_old_line(place: Place) -> None:
    deadline = services.correct(
        served(place).pk, started_on=date(2026, 9, 22), reason="回证日期登记有误", by=place.handler, at=AT
    )
    assert (deadline.started_on, deadline.due_on) == (date(2026, 9, 22), date(2026, 11, 23))
    assert [(event.kind, event.on.day) for event in deadline.events.all()] == [
        ("started", 24),
        ("corrected", 22),
    ]


def test_the_database_keeps_the_ledger_and_the_moves(place: Place) -> None:
    deadline = services.cancel(served(place), on=date(2026, 9, 24), by=None, at=AT)
    for sql in (
        f"UPDATE deadlines_event SET note = 'x' WHERE deadline_id = {deadline.pk}",
        f"DELETE FROM deadlines_event WHERE deadline_id = {deadline.pk}",
        f"UPDATE deadlines_deadline SET state = 'open' WHERE id = {deadline.pk}",
        f"UPDATE deadlines_deadline SET clue_id = NULL, case_id = NULL WHERE id = {deadline.pk}",
        f"UPDATE deadlines_deadline SET due_on = '2020-01-01' WHERE id = {deadline.pk}",
    ):
        with (
            pytest.raises((IntegrityError, InternalError, ProgrammingError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert Event.objects.filter(deadline=deadline).count() == 2


def test_a_new_handler_takes_the_clocks(place: Place) -> None:
    deadline = review(place)
    assert services.reassign(case=place.case, duty_user=place.head) == 1
    deadline.refresh_from_db()
    assert deadline.duty_user == place.head
