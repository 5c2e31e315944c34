"""Evidence comes in, is looked at, is verified. Bytes are never overwritten; every touch leaves a link of custody."""

from evidence.services.checking import check_waiting
from evidence.services.custody import HandedOut, hand_out, verify
from evidence.services.incoming import begin as begin_upload
from evidence.services.incoming import drop as drop_upload
from evidence.services.incoming import finish as finish_upload
from evidence.services.incoming import receive as receive_upload
from evidence.services.incoming import standing as upload_standing
from evidence.services.items import add_item
from evidence.services.previews import Shown, show_page
from evidence.services.received import receive_findings, receive_reply, receive_submission
from evidence.services.sweeping import Swept, sweep_incoming

__all__ = [
    "HandedOut",
    "Shown",
    "Swept",
    "add_item",
    "begin_upload",
    "check_waiting",
    "drop_upload",
    "finish_upload",
    "hand_out",
    "receive_findings",
    "receive_reply",
    "receive_submission",
    "receive_upload",
    "show_page",
    "sweep_incoming",
    "upload_standing",
    "verify",
]
