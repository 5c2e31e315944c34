"""Questions about what left the house: the exports of a case, and the key that they are checked with."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.http import content_disposition_header

from accounts import access
from accounts.models import User
from cases.models import Case
from evidence import sealing
from evidence.models import Export
from evidence.services.exporting import KEPT_FOR


@dataclass(frozen=True)
class Departure:
    """One export: its row, whether the person made it, and whether they may fetch it now."""

    export: Export
    mine: bool
    open: bool


@dataclass(frozen=True)
class Departures:
    """All exports of a case, newest first."""

    case: Case
    rows: list[Departure]
    key: str


def departures(case_id: int, *, by: User, at: datetime) -> Departures:
    """The exports of a case, for who may export; unseen or forbidden for others."""
    case = case_to_export(case_id, by=by, at=at)
    rows = exports(case_id, by=by, at=at)[:100]
    made = [Departure(row, row.by == by, row.by == by and at <= row.at + KEPT_FOR) for row in rows]
    return Departures(case, made, sealing.public_key())


def exports(case_id: int, *, by: User, at: datetime) -> QuerySet[Export]:
    """The same as rows, newest first."""
    return Export.objects.filter(case=case_to_export(case_id, by=by, at=at)).select_related("by")


def case_to_export(case_id: int, *, by: User, at: datetime) -> Case:
    """The case, when this person may export its evidence."""
    return access.take(by, "evidence.export", Case, case_id, at=at)


def attachment(name: str) -> str:
    """How a browser is told to save a file under a name."""
    return str(content_disposition_header(True, name))


def public_key_text() -> str:
    """The public key as it is handed on."""
    return f"Ed25519 {sealing.public_key()}\n"
