"""What people do to clues and cases: one verb, one function, one transaction."""

from cases.services.clues import answer_instruction, ask_instruction, register_clue
from cases.services.decisions import approve, send_back, withdraw
from cases.services.extensions import ask_extension
from cases.services.members import assign_handler, call_up, end_membership
from cases.services.moves import Outcome, make_case_move, make_clue_move
from cases.services.obligations import accept, reopen, set_obligation, submit
from cases.services.obligations import send_back as return_submission
from cases.services.offices import Transferred, transfer_office
from cases.services.rechecks import record_recheck
from cases.services.respondents import judge, name_respondent, record_up, reply, serve
from cases.services.steps import close_step
from cases.services.suits import record_court_act, record_delivery

__all__ = [
    "Outcome",
    "Transferred",
    "accept",
    "answer_instruction",
    "approve",
    "ask_extension",
    "ask_instruction",
    "assign_handler",
    "call_up",
    "close_step",
    "end_membership",
    "judge",
    "make_case_move",
    "make_clue_move",
    "name_respondent",
    "record_court_act",
    "record_delivery",
    "record_recheck",
    "record_up",
    "register_clue",
    "reopen",
    "reply",
    "return_submission",
    "send_back",
    "serve",
    "set_obligation",
    "submit",
    "transfer_office",
    "withdraw",
]
