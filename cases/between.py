"""What passes between offices: written orders from above, questions and reports upward, records, commissions (rules 10-18, 25, 43, 104).

A lawyer reads these tables; everything else obeys them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move, Text
from cases.flow import BY_CHIEF, Permit
from cases.statutory import DocumentKind as Paper


class OrderKind(TextChoices):
    """The written decisions of an office about the matters of one below it."""

    ASSIGN = "assign", _("交办")
    TAKE_UP = "take_up", _("提办")
    SUPERVISE = "supervise", _("督办")
    DESIGNATE = "designate", _("指定管辖")
    TASK_FORCE = "task_force", _("组建专案组")
    REVOKE = "revoke", _("撤销下级院决定")
    CHANGE = "change", _("变更下级院决定")


class OrderState(TextChoices):
    """Where a written order stands."""

    DRAFTED = "drafted", _("审批中")
    DROPPED = "dropped", _("未发出")
    ISSUED = "issued", _("待签收")
    RECEIVED = "received", _("办理中")
    DONE = "done", _("已办结")


class CommissionState(TextChoices):
    """Where a commission to investigate elsewhere stands."""

    SENT = "sent", _("待接收")
    RECEIVED = "received", _("调查中")
    DONE = "done", _("已反馈")
    DECLINED = "declined", _("已退回")


class RecordState(TextChoices):
    """Where a record with the office above stands."""

    SENT = "sent", _("待接收")
    RECEIVED = "received", _("已备案")
    QUESTIONED = "questioned", _("有审查意见")


class InstructionKind(TextChoices):
    """Two things that go upward level by level: one waits for an answer, the other tells how a matter stands."""

    QUESTION = "question", _("请示")
    REPORT = "report", _("情况报告")


class InstructionState(TextChoices):
    """Where a question or report to the offices above stands."""

    ASKED = "asked", _("待答复")
    ANSWERED = "answered", _("已答复")


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


# fmt: off
ORDER_FLOW = Flow(OrderState, (
    #    name        label                  from                                        to                   who (policy.py)
    Move("issue",    _("签发"),             _from(OrderState.DRAFTED),                  OrderState.ISSUED,   "order.draft"),
    Move("drop",     _("不予签发"),         _from(OrderState.DRAFTED),                  OrderState.DROPPED,  "order.draft"),
    Move("receive",  _("签收"),             _from(OrderState.ISSUED),                   OrderState.RECEIVED, "order.receive",
         article="办案规则第十条"),
    Move("finish",   _("报告办理结果"),     _from(OrderState.RECEIVED),                 OrderState.DONE,     "order.receive",
         article="办案规则第十条、第十一条"),
))

COMMISSION_FLOW = Flow(CommissionState, (
    Move("receive",  _("接收委托"),         _from(CommissionState.SENT),     CommissionState.RECEIVED, "commission.do",
         starts=("T05",), article="办案规则第四十三条"),
    Move("decline",  _("退回委托"),         _from(CommissionState.SENT),     CommissionState.DECLINED, "commission.do",
         article="办案规则第四十三条"),
    Move("finish",   _("反馈调查结果"),     _from(CommissionState.RECEIVED), CommissionState.DONE,     "commission.do",
         stops=("T05",), article="办案规则第四十三条"),
))

RECORD_FLOW = Flow(RecordState, (
    Move("receive",  _("接收备案"),         _from(RecordState.SENT),                          RecordState.RECEIVED,   "record_up.receive"),
    Move("question", _("提出审查意见"),     _from(RecordState.SENT, RecordState.RECEIVED),    RecordState.QUESTIONED, "record_up.receive",
         article="办案规则第十条"),
))

INSTRUCTION_FLOW = Flow(InstructionState, (
    Move("answer",   _("答复请示"),         _from(InstructionState.ASKED), InstructionState.ANSWERED, "case.answer",
         article="办案规则第一百零四条"),
))

# Papers that go upward once the own chief has signed them (rule 5); on a case its handler asks (case.advance).
QUESTION = "question"
LETTERS: Mapping[str, Permit] = {
    #                    label           signed by  asked by         article
    QUESTION: Permit(_("向上级院请示"), BY_CHIEF,  "clue.instruct", "办案规则第五条、第一百零四条"),
}


@dataclass(frozen=True)
class Order:
    """One line of the table of orders.

    `holder` says which office has the matter when it is drafted: "own" the issuing one, "below" one under it, "any".
    `moves_to` says which has it afterwards: "below" one under the issuing office, "own" the issuing one, "" leaves it
    where it is. `needs` names what the form must say beside the reason.
    """

    label: Text
    on: tuple[str, ...]
    holder: str
    moves_to: str
    document: Paper
    chain: tuple[str, ...]
    article: Text
    needs: tuple[str, ...] = ()


ORDERS: Mapping[str, Order] = {
    #                   label, about, held by, passes to, paper, decided by, article, what the form must say
    "assign":     Order(_("交办"), ("clue", "case"), "own", "below", Paper.ASSIGNMENT, BY_CHIEF, "办案规则第十一条、第十八条",
                        ("to_office_id",)),
    "take_up":    Order(_("提办"), ("clue", "case"), "below", "own", Paper.TAKING_UP, BY_CHIEF, "办案规则第十一条、第十八条"),
    "supervise":  Order(_("督办"), ("clue", "case"), "below", "", Paper.SUPERVISION, BY_CHIEF, "办案规则第十一条",
                        ("demands", "report_by")),
    "designate":  Order(_("指定管辖"), ("clue", "case"), "below", "below", Paper.DESIGNATION, BY_CHIEF, "办案规则第十七条",
                        ("to_office_id",)),
    "task_force": Order(_("组建专案组"), ("case",), "any", "", Paper.CALL_UP, BY_CHIEF, "办案规则第六条、第十一条"),
    "revoke":     Order(_("撤销下级院决定"), ("clue", "case"), "below", "", Paper.REVOCATION, BY_CHIEF, "办案规则第十条",
                        ("target_id", "report_by")),
    "change":     Order(_("变更下级院决定"), ("clue", "case"), "below", "", Paper.CHANGE, BY_CHIEF, "办案规则第十条",
                        ("target_id", "demands", "report_by")),
}


@dataclass(frozen=True)
class Undoing:
    """What it means that the office above takes back a paper of the one below (rule 10).

    `of` is what the paper decided on, `move` the ordered move that undoes it from where it must still stand; a paper
    that is changed and not only revoked must be followed by one of `anew`.
    """

    of: str
    move: str
    anew: tuple[Paper, ...]


UNDOINGS: Mapping[str, Undoing] = {
    #                  about,  undone by,    to be issued anew
    Paper.NOT_FILING: Undoing("clue", "reevaluate", (Paper.FILING,)),
    Paper.FILING:     Undoing("case", "revoke",     (Paper.FILING, Paper.NOT_FILING)),
    Paper.CLOSURE:    Undoing("case", "reopen",     (Paper.CLOSURE, Paper.LAWSUIT, Paper.TRANSFER)),
    Paper.SUSPENSION: Undoing("case", "resume",     (Paper.SUSPENSION,)),
}
# fmt: on

IN_FORCE = _from(OrderState.ISSUED, OrderState.RECEIVED)
UNDER_WAY = IN_FORCE | _from(OrderState.DRAFTED)
REPORT = "N08"  # the clock of what must be reported on an order
