"""The moves of a clue, a case, and of what hangs from a case. A lawyer reads these tables; everything else obeys them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move, Text
from cases import guards
from cases.statutory import DocumentKind as Paper


class Seat(TextChoices):
    """A place in a chain of those who decide, of the own office or of one above it (cases/seats.py)."""

    HEAD = "head", _("部门负责人")
    CHIEF = "chief", _("检察长")
    COMMITTEE = "committee", _("检察委员会")
    UPPER = "upper", _("上一级院检察长")
    PROVINCE = "province", _("省级院检察长")


HEAD, CHIEF, COMMITTEE = Seat.HEAD.value, Seat.CHIEF.value, Seat.COMMITTEE.value
UPPER, PROVINCE = Seat.UPPER.value, Seat.PROVINCE.value
BY_CHIEF = (HEAD, CHIEF)  # rule 7: whatever the chief decides, the department head reviews first
BY_UPPER = (*BY_CHIEF, UPPER)
TRIAL = ("T18", "T28", "T29", "T29B")  # what no longer runs once a court has judged


class ClueState(TextChoices):
    """Where a clue stands."""

    REGISTERED = "registered", _("待评估")
    EVALUATING = "evaluating", _("评估中")
    FILED = "filed", _("已立案")
    NOT_FILED = "not_filed", _("不立案")
    TRANSFERRED = "transferred", _("已移送")
    REPORTED = "reported", _("已报请上级")
    MERGED = "merged", _("已并案")


class CaseState(TextChoices):
    """Where a case stands."""

    FILED = "filed", _("已立案")
    INVESTIGATING = "investigating", _("调查")
    CONSULTING = "consulting", _("磋商")
    RECOMMENDED = "recommended", _("检察建议")
    RECTIFYING = "rectifying", _("整改")
    SUSPENDED = "suspended", _("中止审查")
    ANNOUNCED = "announced", _("公告")
    REVIEWING = "reviewing", _("审查")
    HEARING = "hearing", _("听证")
    SUED = "sued", _("已起诉")
    JUDGED = "judged", _("已裁判")
    WITHDRAWN = "withdrawn", _("已撤诉")
    CLOSED = "closed", _("已终结")
    TRANSFERRED = "transferred", _("已移送")
    REVOKED = "revoked", _("立案已撤销")


class RespondentState(TextChoices):
    """Where one agency stands within a case."""

    NAMED = "named", _("已立案")
    RECOMMENDED = "recommended", _("待送达")
    SERVED = "served", _("待回复")
    REPLIED = "replied", _("已回复")
    PERFORMED = "performed", _("已依法履职")
    FAILING = "failing", _("未依法履职")


class ObligationState(TextChoices):
    """Where one thing to be put right stands."""

    OPEN = "open", _("整改中")
    SUBMITTED = "submitted", _("待核验")
    ACCEPTED = "accepted", _("已验收")
    PARTLY = "partly", _("部分验收")
    RETURNED = "returned", _("已退回")


class SubmissionState(TextChoices):
    """Where one report of an agency on one obligation stands."""

    SENT = "sent", _("待核验")
    ACCEPTED = "accepted", _("已验收")
    PARTLY = "partly", _("部分验收")
    RETURNED = "returned", _("已退回")


class ObjectionState(TextChoices):
    """Where an agency's objection stands."""

    RAISED = "raised", _("待复核")
    UPHELD = "upheld", _("已采纳")
    REJECTED = "rejected", _("不予采纳")


class DecisionState(TextChoices):
    """Where a request for a decision stands."""

    PENDING = "pending", _("审批中")
    APPROVED = "approved", _("已批准")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


def _moves(*rows: Move) -> tuple[Move, ...]:
    return rows


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


C, S = ClueState, CaseState

# fmt: off
CLUE_FLOW = Flow(ClueState, _moves(
    #    name         label                from                             to              who (policy.py)
    Move("evaluate",  _("评估线索"),       _from(C.REGISTERED),             C.EVALUATING,   "clue.evaluate",
         article="办案规则第二十七条"),
    Move("file",      _("提请立案"),       _from(C.EVALUATING),             C.FILED,        "clue.file",
         guards=(guards.evaluated, guards.instruction_answered, guards.antitrust_from_city, guards.new_field_agreed),
         chain=BY_CHIEF, document=Paper.FILING, starts=("T04", "N02"),
         article="办案规则第二十八条、第三十条"),
    Move("decline",   _("提请不立案"),     _from(C.EVALUATING),             C.NOT_FILED,    "clue.decline",
         guards=(guards.evaluated,), chain=BY_CHIEF, document=Paper.NOT_FILING, article="办案规则第三十条"),
    Move("transfer",  _("移送其他检察院"), _from(C.REGISTERED, C.EVALUATING), C.TRANSFERRED, "clue.transfer",
         guards=(guards.not_received_by_transfer,), article="办案规则第二十六条"),
    Move("report_up", _("层报上级院"),     _from(C.REGISTERED, C.EVALUATING), C.REPORTED,   "clue.report_up",
         guards=(guards.has_upper_office,), article="办案规则第二十六条"),
    Move("merge",     _("并入已立案件"),   _from(C.EVALUATING),             C.MERGED,       "clue.file",
         guards=(guards.evaluated, guards.instruction_answered, guards.case_to_join), article="办案规则第六十九条"),
    Move("reevaluate", _("重新评估"),      _from(C.NOT_FILED, C.FILED),     C.EVALUATING,   "clue.evaluate",
         article="办案规则第十条", ordered=True),
))

CASE_FLOW = Flow(CaseState, _moves(
    #    name           label                from                                        to                who (policy.py)
    Move("investigate", _("开展调查"),       _from(S.FILED),                             S.INVESTIGATING,  "case.advance",
         guards=(guards.two_investigators,), article="办案规则第三十三条、第三十六条"),
    Move("consult",     _("召开磋商"),       _from(S.INVESTIGATING),                     S.CONSULTING,     "case.advance",
         guards=(guards.administrative, guards.has_respondent), stops=("N02",), starts=("N03",),
         article="办案规则第七十条"),
    Move("recommend",   _("提出检察建议"),   _from(S.INVESTIGATING, S.CONSULTING),       S.RECOMMENDED,    "case.advance",
         guards=(guards.administrative, guards.has_respondent, guards.nothing_held_open), chain=BY_CHIEF,
         document=Paper.RECOMMENDATION, stops=("N02",), article="办案规则第七十五条"),
    Move("rectify",     _("转入跟进整改"),   _from(S.CONSULTING),                        S.RECTIFYING,     "case.advance",
         guards=(guards.nothing_held_open, guards.consultation_recorded, guards.obligations_agreed),
         article="办案规则第七十条、第七十七条"),
    Move("all_served",  _("检察建议全部送达"), _from(S.RECOMMENDED),                     S.RECTIFYING,     "respondent.serve",
         guards=(guards.recommendations_served,), article="办案规则第七十六条"),
    Move("suspend",     _("中止审查"),       _from(S.RECTIFYING),                        S.SUSPENDED,      "case.advance",
         chain=BY_CHIEF, document=Paper.SUSPENSION, starts=("N04",), article="办案规则第七十八条"),
    Move("resume",      _("恢复审查"),       _from(S.SUSPENDED),                         S.RECTIFYING,     "case.advance",
         chain=BY_CHIEF, document=Paper.RESUMPTION, stops=("N04",), article="办案规则第七十八条"),
    Move("announce",    _("发布诉前公告"),   _from(S.INVESTIGATING),                     S.ANNOUNCED,      "case.advance",
         guards=(guards.civil,), chain=BY_CHIEF, document=Paper.ANNOUNCEMENT, stops=("N02",), starts=("T15", "T11"),
         article="办案规则第九十一条"),
    Move("review",      _("审查整改效果"),   _from(S.RECTIFYING),                        S.REVIEWING,      "case.advance",
         guards=(guards.rectification_over,), article="办案规则第七十七条、第七十九条"),
    Move("review_civil", _("审查起诉"),      _from(S.ANNOUNCED),                         S.REVIEWING,      "case.advance",
         guards=(guards.announcement_over,), article="办案规则第九十三条、第九十四条"),
    Move("hear",        _("召开听证"),       _from(S.REVIEWING),                         S.HEARING,        "case.advance",
         chain=BY_CHIEF, document=Paper.HEARING, starts=("T27",), article="办案规则第四十四条、听证规定第四条"),
    Move("close",       _("终结案件"),
         _from(S.INVESTIGATING, S.CONSULTING, S.RECTIFYING, S.ANNOUNCED, S.REVIEWING, S.HEARING, S.JUDGED, S.WITHDRAWN),
         S.CLOSED, "case.advance",
         guards=(guards.nothing_held_open, guards.hearing_held, guards.obligations_judged), chain=BY_CHIEF,
         document=Paper.CLOSURE, stops=("T10", "T11", "T12", "T12B"), article="办案规则第七十四条、第九十条"),
    Move("sue",         _("提起诉讼"),       _from(S.REVIEWING, S.HEARING),              S.SUED,           "case.advance",
         guards=(guards.nothing_held_open, guards.recommendation_served, guards.time_has_run, guards.somebody_fails,
                 guards.announced_if_civil, guards.elements_proven),
         chain=BY_CHIEF, document=Paper.LAWSUIT, stops=("T10", "T11", "T12", "T12B"), article="办案规则第八十一条、第九十六条"),
    Move("judge",       _("登记裁判"),       _from(S.SUED),                              S.JUDGED,         "case.advance",
         stops=TRIAL, starts=("T19", "T20"), article="办案规则第五十八条"),
    Move("withdraw",    _("撤回起诉"),       _from(S.SUED),                              S.WITHDRAWN,      "case.advance",
         chain=BY_CHIEF, document=Paper.WITHDRAWAL, stops=TRIAL, starts=("T22",), article="办案规则第八十四条、第九十九条"),
    Move("transfer",    _("移送其他检察院"), _from(S.FILED, S.INVESTIGATING, S.REVIEWING), S.TRANSFERRED,  "case.advance",
         chain=BY_CHIEF, document=Paper.TRANSFER, article="办案规则第十六条、第七十九条"),
    Move("transfer_suit", _("移送起诉"),     _from(S.REVIEWING, S.HEARING),              S.TRANSFERRED,    "case.advance",
         guards=(guards.nothing_held_open, guards.recommendation_served, guards.time_has_run, guards.somebody_fails,
                 guards.announced_if_civil, guards.elements_proven),
         chain=BY_CHIEF, document=Paper.TRANSFER, article="办案规则第十六条、第四十七条"),
    Move("reopen",      _("恢复办理"),       _from(S.CLOSED),                            S.REVIEWING,      "case.advance",
         article="办案规则第十条", ordered=True),
    Move("revoke",      _("撤销立案"),       _from(S.FILED, S.INVESTIGATING),            S.REVOKED,        "case.advance",
         stops=("N02",), article="办案规则第十条", ordered=True),
))

R = RespondentState
RESPONDENT_FLOW = Flow(RespondentState, _moves(
    Move("recommend",   _("提出检察建议"),   _from(R.NAMED),                             R.RECOMMENDED,    "case.advance",
         starts=("T06",), article="办案规则第七十五条"),
    Move("serve",       _("送达检察建议"),   _from(R.RECOMMENDED),                       R.SERVED,         "respondent.serve",
         stops=("T06",), starts=("T07",), article="办案规则第七十六条"),  # and T08 or T09, then T10: services/respondents.py
    Move("reply",       _("书面回复"),       _from(R.SERVED),                            R.REPLIED,        "respondent.reply",
         stops=("T08", "T09"), article="司法解释第二十一条"),
    Move("perform",     _("认定已依法履职"), _from(R.NAMED, R.SERVED, R.REPLIED, R.FAILING), R.PERFORMED,  "respondent.judge",
         guards=(guards.own_obligations_judged,), article="办案规则第七十四条"),
    Move("fail",        _("认定未依法履职"), _from(R.SERVED, R.REPLIED, R.PERFORMED),    R.FAILING,        "respondent.judge",
         guards=(guards.replied_or_late,), stops=("T08", "T09"), article="办案规则第八十二条"),
))

B = ObligationState
OBLIGATION_FLOW = Flow(ObligationState, _moves(
    Move("submit",      _("提交整改材料"),   _from(B.OPEN, B.PARTLY, B.RETURNED),        B.SUBMITTED,      "obligation.submit",
         article="办案规则第七十七条"),
    Move("accept",      _("验收"),           _from(B.SUBMITTED),                         B.ACCEPTED,       "obligation.judge",
         article="办案规则第七十七条"),
    Move("accept_part", _("部分验收"),       _from(B.SUBMITTED),                         B.PARTLY,         "obligation.judge",
         article="办案规则第七十七条"),
    Move("return",      _("退回补充"),       _from(B.SUBMITTED),                         B.RETURNED,       "obligation.judge",
         article="办案规则第七十七条"),
    Move("reopen",      _("重新整改"),       _from(B.ACCEPTED),                          B.OPEN,           "obligation.judge",
         article="办案规则第七十七条"),
))

SUBMISSION_FLOW = Flow(SubmissionState, _moves(
    Move("accept",      _("验收"),           _from(SubmissionState.SENT), SubmissionState.ACCEPTED, "obligation.judge"),
    Move("accept_part", _("部分验收"),       _from(SubmissionState.SENT), SubmissionState.PARTLY,   "obligation.judge"),
    Move("return",      _("退回补充"),       _from(SubmissionState.SENT), SubmissionState.RETURNED, "obligation.judge"),
))

J = ObjectionState
OBJECTION_FLOW = Flow(ObjectionState, _moves(
    Move("uphold",      _("采纳异议"),       _from(J.RAISED),             J.UPHELD,                 "objection.answer"),
    Move("reject",      _("不予采纳"),       _from(J.RAISED),             J.REJECTED,               "objection.answer"),
))

DECISION_FLOW = Flow(DecisionState, _moves(
    Move("approve",     _("批准"),           _from(DecisionState.PENDING), DecisionState.APPROVED,  "decision.view"),
    Move("return",      _("退回"),           _from(DecisionState.PENDING), DecisionState.RETURNED,  "decision.view"),
    Move("withdraw",    _("撤回"),           _from(DecisionState.PENDING), DecisionState.WITHDRAWN, "decision.withdraw"),
))
# fmt: on


@dataclass(frozen=True)
class Permit:
    """What is decided without moving a state: its label says of what ({name}), `action` who may ask (policy.py)."""

    label: Text
    chain: tuple[str, ...]
    action: str
    article: Text


# fmt: off
PERMITS: Mapping[str, Permit] = {
    #              label                               decided by  asked by         article
    "extend":       Permit(_("延长“{name}”期限"),      BY_CHIEF,   "case.advance",  "办案规则第四十七条"),
    "extend_again": Permit(_("再次延长“{name}”期限"),  BY_UPPER,   "case.advance",  "办案规则第四十七条"),
}
# fmt: on


@dataclass(frozen=True)
class CourtAct:
    """Something between us and the court that moves no state but starts or ends a clock; in which states it happens."""

    label: Text
    sources: frozenset[str]
    article: Text
    starts: Mapping[str, tuple[str, ...]]
    stops: tuple[str, ...] = ()


def _either(*rules: str) -> Mapping[str, tuple[str, ...]]:
    return {"administrative": rules, "civil": rules}


# fmt: off
COURT_ACTS: Mapping[str, CourtAct] = {
    "accepted":         CourtAct(_("登记法院立案"),         _from(S.SUED),      "行政诉讼法第八十一条、民事诉讼法第一百五十二条",
                                 {"administrative": ("T29",), "civil": ("T28", "T29B")}),
    "summoned":         CourtAct(_("登记出庭通知"),         _from(S.SUED),      "办案规则第四十九条", _either("T18")),
    "appearance_sent":  CourtAct(_("送交派员出庭通知书"),   _from(S.SUED),      "办案规则第四十九条", _either(), ("T18",)),
    "judgment_sent":    CourtAct(_("裁判报送上一级院"),     _from(S.JUDGED),    "办案规则第五十八条", _either(), ("T19",)),
    "appealed":         CourtAct(_("登记上诉"),             _from(S.JUDGED),    "办案规则第五十九条", _either(), ("T20",)),
    "not_appealed":     CourtAct(_("登记不上诉"),           _from(S.JUDGED),    "办案规则第五十八条", _either(), ("T20",)),
    "appeal_received":  CourtAct(_("登记被告上诉"),         _from(S.JUDGED),    "办案规则第六十二条", _either("T21")),
    "appeal_sent":      CourtAct(_("被告上诉报送上一级院"), _from(S.JUDGED),    "办案规则第六十二条", _either(), ("T21",)),
    "withdrawal_sent":  CourtAct(_("撤诉决定送交法院"),     _from(S.WITHDRAWN), "办案规则第八十四条、第九十九条", _either(), ("T22",)),
}
# fmt: on

# Targets of who answers or decides. They stand in that person's inbox, so no list of other people's clocks shows them.
OF_THE_STEP = "N07"
OF_DECIDERS = ("N05", OF_THE_STEP)
OF_OTHERS = (*OF_DECIDERS, "T05")  # not the handler's own, whoever handles the case

# The eight stages people speak of, whatever the finer states (the stepper): title, states that stand in it.
STAGES: tuple[tuple[str, Text, frozenset[str]], ...] = (
    ("clue", _("线索"), _from()),
    ("filing", _("立案"), _from(S.FILED)),
    ("investigation", _("调查"), _from(S.INVESTIGATING)),
    ("consultation", _("磋商"), _from(S.CONSULTING)),
    ("recommendation", _("检察建议"), _from(S.RECOMMENDED, S.ANNOUNCED)),
    ("rectification", _("整改"), _from(S.RECTIFYING, S.SUSPENDED)),
    ("review", _("听证 / 审查"), _from(S.REVIEWING, S.HEARING)),
    ("end", _("终结 | 起诉"), _from(S.SUED, S.JUDGED, S.WITHDRAWN, S.CLOSED, S.TRANSFERRED, S.REVOKED)),
)

# The civil track has an announcement in place of consultation, recommendation and rectification (rule 91).
CIVIL_STAGES = tuple(
    (name, _("诉前公告") if name == "recommendation" else label, states)
    for name, label, states in STAGES
    if name not in ("consultation", "rectification")
)

ENDED = _from(S.CLOSED, S.TRANSFERRED, S.REVOKED)

# Until it recommends, a case takes in what is found later of the same kind (rule 69).
BEFORE_RECOMMENDATION = _from(S.FILED, S.INVESTIGATING, S.CONSULTING)
