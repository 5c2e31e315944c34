"""What is done with clocks: counted and kept (clock), chased (chase), told (notices), sent out (delivery)."""

from deadlines.holiday_text import CalendarDay
from deadlines.limits import Cause
from deadlines.services.alarm import sound
from deadlines.services.calendar import Entered, enter_notice
from deadlines.services.changes import correct, extend, record_court_extension
from deadlines.services.chase import Swept, sweep
from deadlines.services.clock import (
    cancel,
    cancel_all,
    meet,
    pass_on,
    pass_to,
    reassign,
    start,
    stop,
    take_over,
)
from deadlines.services.delivery import Delivered, deliver
from deadlines.services.notices import HIDDEN, blank, choose, mark_all_read, mark_read, notify
from deadlines.services.standing import exclude, go_on, resume, resume_all, suspend, suspend_all

__all__ = [
    "HIDDEN",
    "CalendarDay",
    "Cause",
    "Delivered",
    "Entered",
    "Swept",
    "blank",
    "cancel",
    "cancel_all",
    "choose",
    "correct",
    "deliver",
    "enter_notice",
    "exclude",
    "extend",
    "go_on",
    "mark_all_read",
    "mark_read",
    "meet",
    "notify",
    "pass_on",
    "pass_to",
    "reassign",
    "record_court_extension",
    "resume",
    "resume_all",
    "sound",
    "start",
    "stop",
    "suspend",
    "suspend_all",
    "sweep",
    "take_over",
]
