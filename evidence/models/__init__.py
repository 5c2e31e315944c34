"""All models of evidence, by what they are about."""

from evidence.models.checked import FileState
from evidence.models.export import Export
from evidence.models.file import DIFFERENT, GONE, SAME, Custody, CustodyEvent, File, Preview
from evidence.models.incoming import Draft, Incoming, IncomingPreview
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
    "IncomingPreview",
    "Item",
    "Preview",
]
