"""What must leave the house is a row written in the transaction that caused it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from audit.models import Outbox


def publish(
    *, key: str, topic: str, payload: dict[str, Any], at: datetime, not_before: datetime | None = None
) -> bool:
    """Queue one message for delivery; False when that key was queued before, so that calling twice sends once."""
    row = {"topic": topic, "payload": payload, "created_at": at, "not_before": not_before or at}
    return Outbox.objects.get_or_create(key=key, defaults=row)[1]


def publish_all(messages: Mapping[str, dict[str, Any]], *, topic: str, at: datetime) -> None:
    """Queue many messages by their keys in one go; those queued before are left as they are."""
    rows = (
        Outbox(key=key, topic=topic, payload=payload, created_at=at, not_before=at)
        for key, payload in messages.items()
    )
    Outbox.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
