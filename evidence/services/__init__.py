"""Evidence comes in, is looked at, is verified. Bytes are never overwritten; every touch leaves a link of custody."""

from evidence.services.checking import check_waiting
from evidence.services.custody import HandedOut, hand_out
from evidence.services.drafts import (
    drop_draft,
    hand_in,
    return_draft,
    save_draft,
    send_draft,
    take_back_draft,
)
from evidence.services.exporting import Sealed, export_evidence, fetch_export
from evidence.services.incoming import begin as begin_upload
from evidence.services.incoming import drop as drop_upload
from evidence.services.incoming import finish as finish_upload
from evidence.services.incoming import receive as receive_upload
from evidence.services.incoming import standing as upload_standing
from evidence.services.items import add_item, amend_item
from evidence.services.looking import Lent, lend, lend_page
from evidence.services.on_site import record_check
from evidence.services.previews import Shown, show_page
from evidence.services.received import receive_findings, receive_objection, receive_reply, receive_submission
from evidence.services.sweeping import Swept, sweep_incoming
from evidence.services.verifying import Verified, verify, verify_all, verify_at_night, verify_case
from evidence.services.versions import replace_file

__all__ = [
    "HandedOut",
    "Lent",
    "Sealed",
    "Shown",
    "Swept",
    "Verified",
    "add_item",
    "amend_item",
    "begin_upload",
    "check_waiting",
    "drop_draft",
    "drop_upload",
    "export_evidence",
    "fetch_export",
    "finish_upload",
    "hand_in",
    "hand_out",
    "lend",
    "lend_page",
    "receive_findings",
    "receive_objection",
    "receive_reply",
    "receive_submission",
    "receive_upload",
    "record_check",
    "replace_file",
    "return_draft",
    "save_draft",
    "send_draft",
    "show_page",
    "sweep_incoming",
    "take_back_draft",
    "upload_standing",
    "verify",
    "verify_all",
    "verify_at_night",
    "verify_case",
]
