"""The states of one clock and the moves between them. Whether the time has run out is not a state but a date."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move


class State(TextChoices):
    """Where a deadline stands."""

    OPEN = "open", _("进行中")
    SUSPENDED = "suspended", _("停止计算")
    MET = "met", _("按期完成")
    MISSED = "missed", _("逾期")
    CANCELLED = "cancelled", _("终止计算")


RUNNING = frozenset({State.OPEN.value, State.SUSPENDED.value})
OPEN, SUSPENDED = frozenset({State.OPEN.value}), frozenset({State.SUSPENDED.value})

# fmt: off
FLOW = Flow(State, (
    #    move       label           from       to                action           article
    Move("suspend", _("停止计算"),   OPEN,      State.SUSPENDED,  "deadline.keep", article="办案规则第七十八条"),
    Move("resume",  _("恢复计算"),   SUSPENDED, State.OPEN,       "deadline.keep", article="办案规则第七十八条"),
    Move("meet",    _("按期完成"),   RUNNING,   State.MET,        "deadline.keep"),
    Move("miss",    _("逾期"),       RUNNING,   State.MISSED,     "deadline.keep"),
    Move("cancel",  _("终止计算"),   RUNNING,   State.CANCELLED,  "deadline.keep"),
))
# fmt: on
