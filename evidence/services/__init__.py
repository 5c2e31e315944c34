"""Evidence comes in, is looked at, is verified. Bytes are never overwritten; every touch leaves a link of custody."""

from evidence.services.checking import check_waiting
from evidence.services.custody import HandedOut, hand_out, verify
from evidence.services.items import add_item
from evidence.services.previews import Shown, show_page
from evidence.services.received import receive_findings, receive_reply, receive_submission

__all__ = [
    "HandedOut",
    "Shown",
    "add_item",
    "check_waiting",
    "hand_out",
    "receive_findings",
    "receive_reply",
    "receive_submission",
    "show_page",
    "verify",
]
