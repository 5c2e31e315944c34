"""A person may do without early reminders, and never without the last ones."""

from typing import cast

import pytest
from django.core import mail

from deadlines import services
from deadlines.models import ChaseMatter, ChaseWay, Notice, Reminder
from tests.services.deadlines.chased import due, rungs
from tests.services.deadlines.conftest import Place, moment

EVERYTHING = dict.fromkeys(ChaseMatter, ChaseWay.NONE)
LAST = moment("2026-11-24", 9)


def chase(*days: str) -> None:
    for day in days:
        services.sweep(at=moment(day, 9))
        services.deliver(at=moment(day, 10))


def digests() -> list[str]:
    return [message.to[0] for message in mail.outbox if "期限提醒" in message.subject]


def test_who_wants_none_of_it_still_hears_the_day_before_the_day_and_all_after(place: Place) -> None:
    for person in (place.liaison, place.handler, place.head, place.leader):
        services.choose(ways=EVERYTHING, by=person)
    due(place)
    chase("2026-11-10", "2026-11-18", "2026-11-20")
    assert not rungs() and not digests()
    chase("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-30")
    assert {rung for who, rung in rungs() if who == "liaison"} == {-1, 0, 1, 3}
    assert rungs()["leader", 1] == rungs()["head", 1] == rungs()["handler", 1] == 1
    assert digests().count("liaison@example.test") == 4


def test_a_notice_without_a_mail(place: Place) -> None:
    services.choose(ways={ChaseMatter.EARLY_7: ChaseWay.NOTICE}, by=place.liaison)
    due(place)
    chase("2026-11-18")
    assert Reminder.objects.get().mail == "" and Notice.objects.get().user == place.liaison
    assert not digests()


def test_a_choice_is_one_persons_and_for_one_matter(place: Place) -> None:
    services.choose(ways={ChaseMatter.EARLY_3: ChaseWay.NONE}, by=place.liaison)
    due(place)
    chase("2026-11-18", "2026-11-20")
    assert rungs() == {("liaison", -7): 1, ("handler", -3): 1}


def test_a_later_choice_takes_the_place_of_an_earlier_one(place: Place) -> None:
    services.choose(ways=EVERYTHING, by=place.liaison)
    services.choose(ways=dict.fromkeys(ChaseMatter, ChaseWay.BOTH), by=place.liaison)
    due(place)
    chase("2026-11-18")
    assert rungs() == {("liaison", -7): 1}


def test_an_internal_target_can_be_silent_for_its_handler_and_not_for_the_head(place: Place) -> None:
    services.choose(ways=EVERYTHING, by=place.handler)
    services.choose(ways=EVERYTHING, by=place.head)
    services.start(
        rule="N01", case=place.case, started_on=moment("2026-10-26").date(), duty_office=place.office,
        duty_user=place.handler, by=None, at=moment("2026-10-26"),
    )  # fmt: skip
    chase("2026-11-23", "2026-11-25", "2026-11-30")
    assert rungs() == {("head", 3): 1}


def test_what_always_comes_is_no_matter_to_choose(place: Place) -> None:
    with pytest.raises(ValueError):
        services.choose(ways={cast(ChaseMatter, "last"): ChaseWay.NONE}, by=place.liaison)
