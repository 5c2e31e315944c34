"""Stored answers are kept for a week."""

from datetime import timedelta

from django.utils import timezone

from audit import services
from audit.models import Idempotency
from tests.world import World


def test_only_answers_older_than_a_week_are_forgotten(world: World) -> None:
    for key in ("old", "new"):
        Idempotency.objects.create(user=world.yiwu_handler, key=key, path="/", fingerprint="x")
    now = timezone.now()
    Idempotency.objects.filter(key="old").update(created=now - timedelta(days=8))
    assert services.forget_answers(at=now) == 1
    assert [row.key for row in Idempotency.objects.all()] == ["new"]
