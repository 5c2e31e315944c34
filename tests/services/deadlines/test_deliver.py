"""Mails leave once each: tried again, parked, taken up after a killed worker; the digest names acts, not cases."""

from datetime import date, timedelta

import pytest
from django.core import mail

from audit.models import Outbox
from deadlines import services
from deadlines.services import delivery
from tests.services.deadlines.chased import due
from tests.services.deadlines.conftest import Place, moment

NIGHT = moment("2026-11-25", 23)


def test_the_digest_names_acts_and_dates_but_not_the_case(place: Place) -> None:
    due(place)
    services.sweep(at=moment("2026-11-25", 9))
    services.deliver(at=moment("2026-11-25", 10))
    body = str(mail.outbox[0].body)
    assert "推广隐私面单：今天届满" in body and "/deadlines/" in body
    assert place.case.title not in body


def test_what_falls_due_after_the_digest_was_sent_still_goes_out(place: Place) -> None:
    due(place, title="先")
    services.sweep(at=moment("2026-11-25", 9))
    services.deliver(at=moment("2026-11-25", 10))
    due(place, title="后")
    due(place, date(2026, 11, 26), title="明天")
    services.sweep(at=moment("2026-11-25", 11))
    services.deliver(at=moment("2026-11-25", 12))
    texts = [str(message.body) for message in mail.outbox if message.to == ["liaison@example.test"]]
    assert ["先" in text for text in texts] == [True, False]
    assert "后" in texts[1] and "明天" not in texts[1]
    services.deliver(at=moment("2026-11-26", 10))
    assert sum("明天" in str(m.body) for m in mail.outbox if m.to == ["liaison@example.test"]) == 1


def test_a_mail_that_fails_is_tried_again_and_then_parked(place: Place, settings) -> None:
    settings.EMAIL_BACKEND = "tests.services.deadlines.broken_mail.Backend"
    services.notify([place.handler], title="有新进展", key="k", at=NIGHT)
    now = NIGHT
    for _try in range(5):
        assert services.deliver(at=now).failed == 1
        assert services.deliver(at=now).failed == 0
        now += timedelta(hours=1)
    row = Outbox.objects.get()
    assert row.parked_at is not None and row.attempts == 5 and "ConnectionRefusedError" in row.last_error


def test_a_killed_delivery_is_taken_up_after_its_lease_under_the_same_id(place: Place) -> None:
    services.notify([place.handler], title="有新进展", body="快递面单案", url="/cases/1/", key="k", at=NIGHT)
    (row,) = delivery._lease(NIGHT)
    assert services.deliver(at=NIGHT + timedelta(seconds=10)).sent == 0
    assert services.deliver(at=NIGHT + timedelta(seconds=301)).sent == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id(row.key)
    assert "/cases/1/" in str(mail.outbox[0].body) and "快递面单案" not in str(mail.outbox[0].body)


def test_what_a_case_is_called_stays_in_the_house(place: Place) -> None:
    services.notify(
        [place.handler], title="您已承办：快递面单案", body="快递面单案", key="a", url="/cases/1/", at=NIGHT
    )
    services.notify([place.handler], title="听证通知：1月2日", subject="听证通知：1月2日", key="b", at=NIGHT)
    services.deliver(at=NIGHT)
    assert sorted(message.subject for message in mail.outbox) == ["听证通知：1月2日", "您已承办"]
    assert not any("面单案" in str(message.body) for message in mail.outbox)


def test_a_row_that_kills_its_workers_is_parked(place: Place) -> None:
    services.notify([place.handler], title="有新进展", key="k", at=NIGHT)
    for number in range(6):
        delivery._lease(NIGHT + timedelta(hours=number))
    assert Outbox.objects.get().parked_at is not None


def addressed(name: str) -> list[str]:
    return [str(message.body) for message in mail.outbox if message.to == [f"{name}@example.test"]]


@pytest.mark.parametrize("begun", ["2026-11-25 23", "2026-11-28 10", "2026-11-25 18"])
def test_at_night_and_on_rest_days_mails_wait_for_the_next_working_morning(place: Place, begun: str) -> None:
    day, hour = begun.split()
    due(place, date.fromisoformat(day) - timedelta(days=1))
    at = moment(day, int(hour))
    assert services.sweep(at=at).reminded > 0
    assert services.deliver(at=at + timedelta(hours=1)).sent == 0
    morning = moment({"2026-11-25": "2026-11-26", "2026-11-28": "2026-11-30"}[day], 9)
    assert services.deliver(at=morning - timedelta(minutes=1)).sent == 0
    assert services.deliver(at=morning).sent > 0


def test_on_a_make_up_workday_mails_leave(place: Place) -> None:
    services.start(
        rule="T06", case=place.case, started_on=date(2026, 10, 8), duty_office=place.office, duty_user=place.handler,
        by=None, at=moment("2026-10-08"),
    )  # fmt: skip
    saturday = moment("2026-10-10", 9)  # at work in place of 7 October
    services.sweep(at=saturday)
    assert services.deliver(at=saturday + timedelta(minutes=2)).sent == 1


def test_a_mail_that_waited_says_how_things_stand_when_it_leaves(place: Place) -> None:
    due(place)
    services.sweep(at=NIGHT)
    services.deliver(at=moment("2026-11-26", 9))
    assert "已逾期 1 天" in addressed("liaison")[0]


def test_what_was_done_while_its_mail_waited_is_not_chased_any_more(place: Place) -> None:
    done, still = due(place, title="已办"), due(place, title="未办")
    services.sweep(at=NIGHT)
    services.meet(done, on=date(2026, 11, 25), by=None, at=NIGHT)
    services.deliver(at=moment("2026-11-26", 9))
    (text,) = addressed("liaison")
    assert "未办" in text and "已办" not in text and str(still.pk) in text


def test_two_rungs_of_one_act_in_one_mail_are_one_line(place: Place) -> None:
    due(place, date(2026, 11, 26))
    services.sweep(at=NIGHT)
    services.sweep(at=moment("2026-11-26", 9))
    services.deliver(at=moment("2026-11-26", 9, 5))
    (text,) = addressed("liaison")
    assert text.count("推广隐私面单") == 1 and "今天届满" in text


def test_mails_of_other_kinds_do_not_wait_for_the_morning(place: Place) -> None:
    services.notify([place.handler], title="有新进展", key="k", at=NIGHT)
    assert services.deliver(at=NIGHT).sent == 1
