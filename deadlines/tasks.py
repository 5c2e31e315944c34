"""Door for Celery: beat rings, the rows say what is to be done."""

from celery import shared_task
from django.utils import timezone

from deadlines import services


@shared_task(name="deadlines.tasks.sweep", acks_late=True, ignore_result=True)
def sweep(**_: object) -> None:
    """Chase what is due."""
    services.sweep(at=timezone.now())


@shared_task(name="deadlines.tasks.deliver_outbox", acks_late=True, ignore_result=True)
def deliver_outbox(**_: object) -> None:
    """Send what is waiting."""
    services.deliver(at=timezone.now())
