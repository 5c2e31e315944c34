"""All models of evidence, by what they are about."""

from evidence.models.export import Export
from evidence.models.file import DIFFERENT, GONE, SAME, Custody, CustodyEvent, File, FileState, Preview
from evidence.models.incoming import Draft, Incoming
from evidence.models.item import NONE, PROVES, EvidenceKind, Item

__all__ = [
    "DIFFERENT",
    "GONE",
    "NONE",
    "PROVES",
    "SAME",
    "Custody",
    "CustodyEvent",
    "Draft",
    "EvidenceKind",
    "Export",
    "File",
    "FileState",
    "Incoming",
    "Item",
    "Preview",
]
