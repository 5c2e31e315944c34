"""The moves of what an agency writes before it is sent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move
from evidence.guards import files_let_in


class DraftState(TextChoices):
    """Where a draft stands."""

    WRITING = "writing", _("拟稿中")
    OFFERED = "offered", _("待领导确认")
    SENT = "sent", _("已报送")
    DROPPED = "dropped", _("已撤销")


W, F = frozenset({DraftState.WRITING}), frozenset({DraftState.OFFERED})

# fmt: off
DRAFT_FLOW = Flow(DraftState, (
    Move("offer",     _("送领导确认"), W,     DraftState.OFFERED, "draft.write", (files_let_in,)),
    Move("take_back", _("取回修改"),   F,     DraftState.WRITING, "draft.write"),
    Move("return",    _("退回修改"),   F,     DraftState.WRITING, "draft.confirm"),
    Move("send",      _("报送"),       W | F, DraftState.SENT,    "draft.write", (files_let_in,)),
    Move("drop",      _("撤销"),       W | F, DraftState.DROPPED, "draft.write"),
))
# fmt: on
