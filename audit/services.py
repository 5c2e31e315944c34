"""What is done with the house's own records."""

from datetime import datetime, timedelta

from django.db import transaction

from audit.models import Idempotency

KEPT = timedelta(days=7)


@transaction.atomic
def forget_answers(*, at: datetime) -> int:
    """Drop the stored answers to requests that nobody will send again; how many there were."""
    return Idempotency.objects.filter(created__lt=at - KEPT).delete()[0]
