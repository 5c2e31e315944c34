"""The table of time limits: what the law says, as data that cites itself.

A rule set holds every limit in force from a date on; a case keeps the set of its filing date. New law is a new set.
Statutory limits are never changed by settings; internal targets are, by DEADLINE_TARGETS = {"N01": 20}.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise
Unit = Literal["day", "month", "none"]
Duty = Literal["office", "agency", "court", "other"]
Direction = Literal["forward", "backward"]
EXCLUSION, SUSPENSION, OBSTACLE = "办案规则第四十八条", "办案规则第七十八条", "民事诉讼法第八十六条"


class Cause(TextChoices):
    """Why a clock may stand still, so that its days do not count."""

    REVIEW = "review", _("中止审查")
    APPRAISAL = "appraisal", _("鉴定、评估、审计、检验、检测、翻译")
    OBSTACLE = "obstacle", _("不可抗力等障碍（人民法院准许顺延）")

    @property
    def article(self) -> str:
        """The article that lets the clock stand still for it."""
        return {Cause.REVIEW: SUSPENSION, Cause.APPRAISAL: EXCLUSION, Cause.OBSTACLE: OBSTACLE}[self]


@dataclass(frozen=True)
class Extension:
    """Who may lengthen a limit: the first time by whom and how much, once more by whom (length as decided).

    `first_months` is None where the law leaves the length to who decides. What a court decides is only written
    down here; what our own offices decide goes through their chiefs.
    """

    article: str
    first_by: Text
    first_months: int | None
    further_by: Text
    decided_by: Literal["office", "court"] = "office"


@dataclass(frozen=True)
class Limit:
    """One time limit. Unit "none" means the law names no length: the date is agreed or the row describes a span."""

    id: str
    name: Text
    article: str
    trigger: Text
    length: int | None
    unit: Unit
    duty: Duty
    expiry: Text = ""
    direction: Direction = "forward"
    extension: Extension | None = None
    stops: tuple[Cause, ...] = ()
    statutory: bool = True
    ladder: str = "office"
    effective_from: date = date(2021, 7, 1)
    effective_to: date | None = None

    @property
    def agreed(self) -> bool:
        """The end is set by a paper (recommendation, minutes), not counted."""
        return self.length is None

    @property
    def waited(self) -> bool:
        """One only waits for its end: the duty lies with a court or the public, so nobody here is ever late."""
        return self.duty in ("court", "other")


@dataclass(frozen=True)
class RuleSet:
    """All limits that apply to cases filed from one date on, until the next set takes over."""

    name: str
    title: Text
    effective_from: date
    effective_to: date | None
    limits: Mapping[str, Limit]


SILENT = _("法律未规定后果；系统标记逾期并通知部门负责人。")
REVIEW = Extension("办案规则第四十七条", _("检察长"), 1, _("上一级人民检察院"))
TRIAL = Extension("民事诉讼法第一百五十二条", _("受诉人民法院院长"), 6, _("上级人民法院"), "court")
ADMINISTRATIVE_TRIAL = Extension("行政诉讼法第八十一条", _("高级人民法院"), None, _("高级人民法院"), "court")
INTERPRETATION = date(2021, 1, 1)
SUGGESTIONS = date(2019, 2, 26)
HEARINGS = date(2020, 9, 14)
CIVIL_PROCEDURE = date(2024, 1, 1)
ADMINISTRATIVE_PROCEDURE = date(2017, 7, 1)

# fmt: off
_2021 = (
    #     id      name                       article                  trigger                    length  unit     duty
    Limit("T01", _("回避申请的决定"),         "办案规则第二十三条",     _("收到回避申请"),            3, "day",   "office", SILENT),
    Limit("T02", _("回避决定的复议"),         "办案规则第二十三条",     _("收到复议申请"),            3, "day",   "office", SILENT),
    Limit("T03", _("重大线索备案"),           "办案规则第二十五条",     _("认定为重大线索"),          3, "day",   "office",
          _("规则未定天数，此为内部目标。"), statutory=False, ladder="internal"),
    Limit("T04", _("送达立案决定书"),         "办案规则第七十条",       _("决定立案"),                7, "day",   "office", SILENT),
    Limit("T05", _("异地委托调查"),           "办案规则第四十三条",     _("收到委托书"),             30, "day",   "office", SILENT),
    Limit("T06", _("送达检察建议书"),         "办案规则第七十六条",     _("决定提出检察建议"),        3, "day",   "office", SILENT),
    Limit("T07", _("检察建议备案"),           "办案规则第七十五条",     _("送达检察建议书"),          5, "day",   "office", SILENT),
    Limit("T08", _("履行职责并书面回复"),     "司法解释第二十一条",     _("行政机关收到检察建议书"),  2, "month", "agency",
          _("审查起诉期限开始计算，对照办案规则第八十二条判断是否依法履职。"),
          stops=(Cause.REVIEW,), ladder="agency", effective_from=INTERPRETATION),
    Limit("T09", _("紧急情形的书面回复"),     "司法解释第二十一条",     _("行政机关收到检察建议书"), 15, "day",   "agency",
          _("审查起诉期限开始计算，对照办案规则第八十二条判断是否依法履职。"),
          stops=(Cause.REVIEW,), ladder="agency", effective_from=INTERPRETATION),
    Limit("T10", _("审查起诉（行政）"),       "办案规则第四十七条",     _("整改期限届满"),            1, "month", "office",
          _("应当起诉、终结案件或者移送其他检察院。"),
          extension=REVIEW, stops=(Cause.REVIEW, Cause.APPRAISAL)),
    Limit("T11", _("审查起诉（民事）"),       "办案规则第四十七条",     _("公告期满"),                3, "month", "office",
          _("应当起诉、终结案件或者移送其他检察院。"), extension=REVIEW, stops=(Cause.APPRAISAL,)),
    Limit("T12", _("受移送后审查起诉（行政）"), "办案规则第四十七条",   _("收到移送的案件"),          1, "month", "office",
          _("应当起诉或者终结案件。"), extension=REVIEW, stops=(Cause.REVIEW, Cause.APPRAISAL)),
    Limit("T12B", _("受移送后审查起诉（民事）"), "办案规则第四十七条",  _("收到移送的案件"),          3, "month", "office",
          _("应当起诉或者终结案件。"), extension=REVIEW, stops=(Cause.APPRAISAL,)),
    Limit("T13", _("鉴定、评估、审计、检验、检测、翻译期间"), EXCLUSION, _("委托发出"),          None, "none",  "other",
          _("不计入审查起诉期限。"), ladder="silent"),
    Limit("T14", _("中止审查期间"),           SUSPENSION,              _("决定中止审查"),         None, "none",  "office",
          _("原因消除后应当恢复审查；定期复查。"), ladder="silent"),
    Limit("T15", _("诉前公告"),               "办案规则第九十一条",     _("公告刊登"),               30, "day",   "other",
          _("审查起诉期限开始计算。"), ladder="watch"),
    Limit("T16", _("起诉书备案"),             "办案规则第四十六条",     _("向法院提交起诉书"),        5, "day",   "office", SILENT),
    Limit("T17", _("法院开庭通知"),           "司法解释第八条",         _("开庭日期"),                3, "day",   "court",
          _("可以申请改期。"), direction="backward", ladder="watch", effective_from=INTERPRETATION),
    Limit("T18", _("派员出庭通知书"),         "办案规则第四十九条",     _("收到法院出庭通知"),        3, "day",   "office", SILENT),
    Limit("T19", _("一审裁判报送"),           "办案规则第五十八条",     _("收到一审判决或者裁定"),    3, "day",   "office", SILENT),
    Limit("T20", _("对判决的上诉"),           "民事诉讼法第一百七十一条", _("判决书送达"),           15, "day",   "office",
          _("判决发生法律效力。"), stops=(Cause.OBSTACLE,), effective_from=CIVIL_PROCEDURE),
    Limit("T20B", _("对裁定的上诉"),          "民事诉讼法第一百七十一条", _("裁定书送达"),           10, "day",   "office",
          _("裁定发生法律效力。"), stops=(Cause.OBSTACLE,), effective_from=CIVIL_PROCEDURE),
    Limit("T21", _("被告上诉报送"),           "办案规则第六十二条",     _("收到上诉状副本"),          3, "day",   "office", SILENT),
    Limit("T22", _("撤诉、变更诉请送交法院"), "办案规则第八十四条、第九十九条、第一百零二条", _("作出决定"), 3, "day", "office", SILENT),
    Limit("T23", _("社会治理检察建议的调查"), "检察建议规定第十五条",   _("检察长决定调查"),          2, "month", "office",
          SILENT, effective_from=SUGGESTIONS),
    Limit("T24", _("社会治理检察建议的回复"), "检察建议规定第十九条",   _("被建议单位收到检察建议书"), 2, "month", "agency",
          _("可以按检察建议规定第二十五条处理。"), ladder="agency", effective_from=SUGGESTIONS),
    Limit("T25", _("社会治理检察建议备案"),   "检察建议规定第二十一条", _("发出检察建议书"),          5, "day",   "office",
          SILENT, effective_from=SUGGESTIONS),
    Limit("T26", _("对检察建议的异议"),       "检察建议规定第十六条",   _("收到检察建议书"),       None, "none",  "agency",
          _("期限由建议书载明；有异议的立即复核。"), ladder="watch", effective_from=SUGGESTIONS),
    Limit("T27", _("听证告知"),               "听证规定第十条",         _("听证日期"),                3, "day",   "office",
          _("未提前三日告知的不得开始听证，应当改期。"), direction="backward", effective_from=HEARINGS),
    Limit("T28", _("法院送达起诉书副本"),     "司法解释第十七条",       _("法院受理"),                5, "day",   "court",
          SILENT, ladder="watch", effective_from=INTERPRETATION),
    Limit("T29", _("一审审理（行政）"),       "行政诉讼法第八十一条",   _("法院立案"),                6, "month", "court",
          SILENT, ladder="watch", extension=ADMINISTRATIVE_TRIAL, effective_from=ADMINISTRATIVE_PROCEDURE),
    Limit("T29B", _("一审审理（民事）"),      "民事诉讼法第一百五十二条", _("法院立案"),              6, "month", "court",
          SILENT, ladder="watch", extension=TRIAL, effective_from=CIVIL_PROCEDURE),
    Limit("N01", _("线索评估"),               "内部目标",               _("线索登记"),               30, "day",   "office",
          statutory=False, ladder="internal"),
    Limit("N02", _("调查"),                   "内部目标",               _("决定立案"),                3, "month", "office",
          statutory=False, ladder="internal"),
    Limit("N03", _("磋商"),                   "内部目标",               _("发出磋商邀请"),            1, "month", "office",
          statutory=False, ladder="internal"),
    Limit("N04", _("中止审查复查"),           "内部目标",               _("决定中止审查"),           30, "day",   "office",
          statutory=False, ladder="internal"),
    Limit("N05", _("请示答复"),               "内部目标",               _("上级院收到请示"),         30, "day",   "office",
          statutory=False, ladder="internal"),
    Limit("N06", _("整改事项"),               "约定期限",               _("确定整改事项"),         None, "none",  "agency",
          _("由承办检察官核验整改情况。"), stops=(Cause.REVIEW,), statutory=False, ladder="agency"),
    Limit("N07", pgettext_lazy("deadline", "审批"), "内部目标",               _("送审"),                    3, "day",   "office",
          statutory=False, ladder="decision"),
    Limit("N08", _("报告办理结果"),           "办案规则第十条、第十一条", _("上级院决定签发"),    None, "none",  "office",
          _("期限由上级院的书面决定载明。"), statutory=False),
)
# fmt: on

RULE_SETS = (
    RuleSet(
        "2021",
        _("办案规则（2021年7月1日起施行）"),
        date(2021, 7, 1),
        None,
        {limit.id: limit for limit in _2021},
    ),
)


class UnknownLimit(LookupError):
    """No limit of that id in the rule set asked for."""


def rules_on(day: date) -> RuleSet:
    """The set in force on a day. Rules of procedure bind pending cases too, so earlier days get the first set."""
    return max(
        (rules for rules in RULE_SETS if rules.effective_from <= max(day, RULE_SETS[0].effective_from)),
        key=lambda rules: rules.effective_from,
    )


def rule_set(name: str) -> RuleSet:
    """The set of that name, as kept on a case or deadline."""
    for rules in RULE_SETS:
        if rules.name == name:
            return rules
    raise UnknownLimit(name)


def find(limit_id: str, rules: RuleSet) -> Limit:
    """One limit of a set; an internal target takes its length from settings when one is given there."""
    limit = rules.limits.get(limit_id)
    if limit is None:
        raise UnknownLimit(limit_id)
    target = getattr(settings, "DEADLINE_TARGETS", {}).get(limit_id)
    if target is None or limit.statutory or limit.agreed:
        return limit
    return replace(limit, length=int(target))


def having(wanted: Callable[[Limit], bool]) -> dict[str, list[str]]:
    """The ids of the limits that are so, by rule set: one set may say otherwise than another."""
    return {rules.name: [limit.id for limit in rules.limits.values() if wanted(limit)] for rules in RULE_SETS}


def known() -> dict[str, Limit]:
    """Every limit that any set knows, by id, as the newest set that has it says it."""
    return {limit.id: limit for rules in RULE_SETS for limit in rules.limits.values()}
