"""What was begun and never handed in goes away, and bytes that no row knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Model
from django.db.models.functions import Cast

from evidence import arrivals, parts
from evidence.flow import DraftState
from evidence.models import Incoming

AT_ONCE: Final = 500
ROUND: Final = 24  # hours in which every shelf is looked at once
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Swept:
    """How many uploads were given up, and how many bytes' keys nobody knew."""

    uploads: int
    orphans: int


def sweep_incoming(*, at: datetime, everywhere: bool = False) -> Swept:
    """Give up uploads that nothing came of for INCOMING_HOURS, and take away bytes without a row after ORPHAN_HOURS.

    What an open draft holds stays. Bytes are looked for on the shelves whose turn it is at this hour, or on all of
    them. Any number may sweep at once, and be killed at any moment.
    """
    uploads = _give_up(at)
    turn = int(at.timestamp() // 3600) % ROUND
    shelves = parts.SHELVES if everywhere else parts.SHELVES[turn::ROUND]
    orphans = sum(_clear(shelf, at) for shelf in shelves) if settings.ORPHAN_HOURS else 0
    if uploads or orphans:
        log.info("evidence.swept", uploads=uploads, orphans=orphans)
    return Swept(uploads, orphans)


def _give_up(at: datetime) -> int:
    before, count = at - timedelta(hours=settings.INCOMING_HOURS), 0
    held = (DraftState.WRITING, DraftState.OFFERED)
    stale = Incoming.objects.filter(touched_at__lt=before).exclude(draft__state__in=held)
    for pk in list(stale.order_by("touched_at").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            locked = Incoming.objects.select_for_update(of=("self",), skip_locked=True)
            row = locked.filter(pk=pk, touched_at__lt=before).first()
            if row is None:
                continue
            keys = arrivals.keys_of(row)
            row.delete()
        for key in keys:
            parts.place().remove(key)
        count += 1
    return count


def _clear(shelf: str, at: datetime) -> int:
    place, count = parts.place(), 0
    found = list(dict.fromkeys(place.older(shelf, at - timedelta(hours=settings.ORPHAN_HOURS))))
    for keys in (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)):
        for key in sorted(set(keys) - _known(keys)):
            log.warning("evidence.orphan", key=key)
            place.remove(key)
            count += 1
    return count


def _known(keys: Sequence[str]) -> set[str]:
    """Which of these keys a row knows: in one statement, so that an upload that just becomes evidence is seen as one."""
    numbers = [number for key in keys if (number := _number(key)) is not None]
    coming = Incoming.objects.filter(pk__in=numbers).annotate(said=Cast("pk", CharField())).order_by()
    kept = [model._default_manager.filter(key__in=keys).order_by() for model in keepers()]
    rows = coming.values_list("said").union(*(one.values_list("key") for one in kept), all=True)
    return {text if "/" in text else parts.key_of(UUID(text)) for (text,) in rows}


def keepers() -> Iterator[type[Model]]:
    """The models whose rows say under which `key` bytes lie."""
    for model in apps.get_app_config("evidence").get_models():
        if any(field.name == "key" for field in model._meta.get_fields()):
            yield model


def _number(key: str) -> UUID | None:
    try:
        return UUID(hex=key.rpartition("/")[2])
    except ValueError:
        return None
