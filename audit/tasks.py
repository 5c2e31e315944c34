"""Door for Celery: keeping the house's own records small."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from audit import services


@shared_task(ignore_result=True, acks_late=True)
def forget_answers(**_: Any) -> None:
    """Drop answers to requests that are long over."""
    services.forget_answers(at=timezone.now())
