"""A chase that stops is heard of, once; and again when it runs."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from deadlines import selectors, services
from deadlines.models import Notice, NoticeKind, SweepRun
from tests.services.deadlines.chased import due
from tests.services.deadlines.conftest import Place, moment

AT = moment("2026-11-25", 10)


def alarms() -> list[str]:
    return list(Notice.objects.filter(kind=NoticeKind.ALARM).order_by("id").values_list("title", flat=True))


def test_after_three_periods_without_a_sweep_the_chase_is_dead(place: Place) -> None:
    assert selectors.chase_is_dead(at=AT)
    services.sweep(at=AT)
    assert not selectors.chase_is_dead(at=AT + timedelta(seconds=170))
    assert selectors.chase_is_dead(at=AT + timedelta(seconds=200))


def test_a_sweep_that_broke_half_way_is_no_heartbeat(place: Place) -> None:
    SweepRun.objects.create(kind="sweep", started_at=AT)
    assert selectors.chase_is_dead(at=AT)


def test_one_outage_is_told_once_whoever_sees_it(place: Place) -> None:
    services.sweep(at=AT)
    for minutes in (5, 6, 7):
        assert services.sound(at=AT + timedelta(minutes=minutes)) is not None
    assert alarms() == ["催办已停止 4 分钟，请系统管理员检查后台服务"]
    assert Notice.objects.get().user.username == "top_casemgr"


def test_when_it_runs_again_it_says_how_much_was_caught_up(place: Place) -> None:
    services.sweep(at=moment("2026-11-19", 9))
    due(place)
    services.sweep(at=AT)
    stopped, again = alarms()
    assert stopped.startswith("催办已停止") and again.startswith("催办已恢复") and "补发 2 项提醒" in again
    services.sweep(at=AT + timedelta(minutes=1))
    assert len(alarms()) == 2


def test_a_chase_that_runs_in_time_raises_nothing(place: Place) -> None:
    for minute in range(4):
        services.sweep(at=AT + timedelta(minutes=minute))
    assert not alarms()


def test_a_house_that_is_being_set_up_raises_nothing(place: Place) -> None:
    assert services.sound(at=AT) is None
    services.sweep(at=AT)
    assert not alarms()


def test_the_command_says_whether_the_chase_lives(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="never"):
        call_command("sweep", "--check")
    services.sweep(at=timezone.now())
    call_command("sweep", "--check")
    assert "runs" in capsys.readouterr().out
    assert SweepRun.objects.count() == 1
