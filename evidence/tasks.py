"""Door for Celery: beat rings, the rows say what is to be done."""

from celery import shared_task
from django.utils import timezone

from evidence import services


@shared_task(name="evidence.tasks.check", acks_late=True, ignore_result=True)
def check(**_: object) -> None:
    """Look at the files that came in."""
    services.check_waiting(at=timezone.now())


@shared_task(name="evidence.tasks.sweep_incoming", acks_late=True, ignore_result=True)
def sweep_incoming(**_: object) -> None:
    """Clear away uploads that nothing came of."""
    services.sweep_incoming(at=timezone.now())


@shared_task(name="evidence.tasks.verify", acks_late=True, ignore_result=True)
def verify(**_: object) -> None:
    """At night, see whether the files still are what was received; by day nothing."""
    services.verify_at_night(at=timezone.now())
