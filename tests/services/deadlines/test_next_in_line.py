"""Where a post stands empty the next in line hears of it, and never nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.models import Post, User
from deadlines import services
from deadlines.models import Deadline, Notice, NoticeKind, Reminder
from tests.services.deadlines.chased import due, reached
from tests.services.deadlines.conftest import Place, moment

TODAY = moment("2026-11-25", 9)


def leave(*people: User) -> None:
    """They hold no post any more."""
    Post.objects.filter(user__in=people).update(ends_on=date(2026, 11, 1))


def lock(*people: User) -> None:
    """They can't log in any more."""
    User.objects.filter(pk__in=[user.pk for user in people]).update(is_active=False)


@pytest.mark.parametrize("gone", [leave, lock])
def test_for_a_handler_the_head_for_the_head_the_chief_and_then_the_case_manager(
    place: Place, gone: Callable[..., None]
) -> None:
    due(place, theirs=False)
    line = [place.handler, place.head, place.chief]
    for people, heir in ((line[:1], "head"), (line[:2], "chief"), (line, "casemgr")):
        gone(*people)
        Reminder.objects.all().delete()
        Deadline.objects.update(next_check=TODAY)
        services.sweep(at=TODAY)
        assert reached() == {heir}


def test_an_agency_without_a_liaison_is_chased_through_its_leader(place: Place) -> None:
    due(place)
    leave(place.liaison)
    services.sweep(at=TODAY)
    assert reached() == {"leader", "handler"}


def test_an_agency_without_anybody_is_the_case_managers_to_find(place: Place) -> None:
    due(place)
    leave(place.liaison, place.leader)
    services.sweep(at=TODAY)
    assert reached() == {"casemgr", "handler"}
    assert "快递面单案" in Notice.objects.get(user=place.casemgr).body


def test_a_level_above_without_heads_hears_through_its_chief(place: Place) -> None:
    due(place, theirs=False)
    leave(place.upper_head)
    services.sweep(at=moment("2026-12-04", 9))
    assert "upper_chief" in reached()


def test_when_nobody_is_left_it_is_said_aloud_and_tried_again(place: Place) -> None:
    deadline = due(place, theirs=False)
    leave(*User.objects.all())
    admin = User.objects.create(username="admin", name="admin")
    Post.objects.create(user=admin, post="sysadmin", office=place.upper, starts_on=date(2020, 1, 1))
    assert services.sweep(at=TODAY).aside == [deadline.pk]
    told = Notice.objects.get(user=admin)
    assert told.kind == NoticeKind.ALARM and "未能催办" in told.title and str(deadline.pk) in told.body
    Post.objects.filter(user=place.chief).update(ends_on=None)
    services.sweep(at=TODAY + timedelta(days=1))
    assert reached() == {"chief"}
