"""What is done with clocks: counted and kept (clock), chased (chase), told (notices), sent out (delivery)."""

from deadlines.services.calendar import CalendarDay, set_holidays
from deadlines.services.changes import correct, exclude, extend
from deadlines.services.chase import Swept, sweep
from deadlines.services.clock import (
    Cause,
    cancel,
    cancel_all,
    meet,
    reassign,
    resume,
    resume_all,
    start,
    stop,
    suspend,
    suspend_all,
)
from deadlines.services.delivery import Delivered, deliver
from deadlines.services.notices import mark_all_read, mark_read, notify

__all__ = [
    "CalendarDay",
    "Cause",
    "Delivered",
    "Swept",
    "cancel",
    "cancel_all",
    "correct",
    "deliver",
    "exclude",
    "extend",
    "mark_all_read",
    "mark_read",
    "meet",
    "notify",
    "reassign",
    "resume",
    "resume_all",
    "set_holidays",
    "start",
    "stop",
    "suspend",
    "suspend_all",
    "sweep",
]
