"""What people do to clues and cases: one verb, one function, one transaction."""

from cases.services.children import link_child, unlink_child
from cases.services.classify import classify
from cases.services.clues import register_clue
from cases.services.commissions import (
    decline_commission,
    finish_commission,
    receive_commission,
    send_commission,
)
from cases.services.decisions import approve, send_back, withdraw
from cases.services.duties import (
    drop_matter,
    drop_share,
    enter_matter,
    enter_share,
    reopen_matter,
    settle_matter,
)
from cases.services.extensions import ask_extension
from cases.services.forwarding import forward
from cases.services.indicators import correct_value, enter_value
from cases.services.instructions import (
    answer_instruction,
    ask_instruction,
    forward_instruction,
    note_report,
    send_report,
)
from cases.services.involvements import involve, release
from cases.services.members import assign_handler, call_up, end_membership
from cases.services.moves import Outcome, make_case_move, make_clue_move
from cases.services.objections import answer_objection, raise_objection
from cases.services.obligations import accept, accept_part, reopen, set_obligation, submit
from cases.services.obligations import send_back as return_submission
from cases.services.offices import Transferred, transfer_office
from cases.services.orders import draft_order, finish_order, object_to_order, receive_order
from cases.services.proofs import assess_element
from cases.services.rechecks import record_recheck
from cases.services.records import receive_record, record_major_clue, record_up
from cases.services.redrafting import redraft
from cases.services.respondents import judge, name_respondent, reply, serve
from cases.services.sharing import share_submission
from cases.services.site_checks import record_check, register_relapse
from cases.services.sitting import Decided, Verdict, decide_sitting
from cases.services.steps import close_step
from cases.services.suits import record_court_act, record_delivery
from cases.services.task_forces import end_task_force, extend_task_force
from cases.services.unmasking import Seen, to_see, unmask

__all__ = [
    "Decided",
    "Outcome",
    "Seen",
    "Transferred",
    "Verdict",
    "accept",
    "accept_part",
    "answer_instruction",
    "answer_objection",
    "approve",
    "ask_extension",
    "ask_instruction",
    "assess_element",
    "assign_handler",
    "call_up",
    "classify",
    "close_step",
    "correct_value",
    "decide_sitting",
    "decline_commission",
    "draft_order",
    "drop_matter",
    "drop_share",
    "end_membership",
    "end_task_force",
    "enter_matter",
    "enter_share",
    "enter_value",
    "extend_task_force",
    "finish_commission",
    "finish_order",
    "forward",
    "forward_instruction",
    "involve",
    "judge",
    "link_child",
    "make_case_move",
    "make_clue_move",
    "name_respondent",
    "note_report",
    "object_to_order",
    "raise_objection",
    "receive_commission",
    "receive_order",
    "receive_record",
    "record_check",
    "record_court_act",
    "record_delivery",
    "record_major_clue",
    "record_recheck",
    "record_up",
    "redraft",
    "register_clue",
    "register_relapse",
    "release",
    "reopen",
    "reopen_matter",
    "reply",
    "return_submission",
    "send_back",
    "send_commission",
    "send_report",
    "serve",
    "set_obligation",
    "settle_matter",
    "share_submission",
    "submit",
    "to_see",
    "transfer_office",
    "unlink_child",
    "unmask",
    "withdraw",
]
