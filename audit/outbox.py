"""What must leave the house is a row written in the transaction that caused it."""

from datetime import datetime
from typing import Any

from audit.models import Outbox


def publish(
    *, key: str, topic: str, payload: dict[str, Any], at: datetime, not_before: datetime | None = None
) -> bool:
    """Queue one message for delivery; False when that key was queued before, so that calling twice sends once."""
    row = {"topic": topic, "payload": payload, "created_at": at, "not_before": not_before or at}
    return Outbox.objects.get_or_create(key=key, defaults=row)[1]
