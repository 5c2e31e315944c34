"""Who reads that the chase has stopped, on which pages, and what monitoring is told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from config import celery_app, health
from deadlines import services
from deadlines.models import Notice, NoticeKind, SweepRun
from tests.web.people import cost, page
from tests.world import World

STOPPED = "催办已停止 5 分钟，请系统管理员检查后台服务"


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """Nobody has looked yet."""
    cache.clear()
    yield
    cache.clear()


def swept(*, minutes: float) -> None:
    """The last sweep ended so long ago."""
    at = timezone.now() - timedelta(minutes=minutes)
    SweepRun.objects.create(kind="sweep", started_at=at, finished_at=at)
    cache.clear()


def test_who_keeps_the_chase_reads_it_everywhere_and_everybody_on_the_board(world: World) -> None:
    swept(minutes=5.5)
    for user in (world.yiwu_casemgr, world.yiwu_sysadmin):
        assert STOPPED in page(user, "/") and STOPPED in page(user, "/notices/")
    assert STOPPED in page(world.yiwu_handler, "/deadlines/")
    assert STOPPED not in page(world.yiwu_handler, "/")
    assert "催办已停止" not in page(world.yiwu_post_liaison, "/deadlines/")


def test_nothing_is_said_while_it_runs(world: World) -> None:
    swept(minutes=1)
    assert "催办" not in page(world.yiwu_casemgr, "/")


def test_one_notice_comes_of_many_pages(world: World) -> None:
    swept(minutes=5.5)
    for _time in range(3):
        page(world.yiwu_casemgr, "/")
        cache.clear()
    told = Notice.objects.filter(kind=NoticeKind.ALARM)
    assert sorted(told.values_list("user__username", flat=True)) == ["spp.casemgr", "spp.sysadmin"]
    assert set(told.values_list("title", flat=True)) == {STOPPED}


def test_the_frame_costs_one_query_at_most(world: World) -> None:
    swept(minutes=1)
    quiet = cost(world.yiwu_handler, "/notices/")
    assert cost(world.yiwu_casemgr, "/notices/") <= quiet + 1


def test_without_a_cache_the_pages_still_say_it(world: World, settings) -> None:
    swept(minutes=5.5)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert STOPPED in page(world.yiwu_casemgr, "/")
    answer = Client().get("/health/")
    assert answer.status_code == 503 and answer.json()["cache"] == "failed"


def test_monitoring_hears_that_all_is_well(world: World) -> None:
    services.sweep(at=timezone.now())
    answer = Client().get("/health/")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok", "cache": "ok", "chase": "ok"}
    assert Client().head("/health/").status_code == 200 and Client().post("/health/").status_code == 405


def test_monitoring_hears_of_a_dead_chase_and_of_a_dead_broker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept(minutes=5)
    monkeypatch.setattr(health, "app", celery_app.__class__("lost", broker="redis://127.0.0.1:1/0"))
    answer = Client().get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "failed", "cache": "ok", "chase": "failed"}
