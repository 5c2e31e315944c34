"""What each action of the policy table is called, and who may do it, in the words of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import PostName
from accounts.policy import ANY, BELOW, CASE, GRANTED, OFFICE, OWN, POLICY, SENT, TOP

GROUPS: Final[Mapping[str, Promise]] = {
    "clue": _("线索"),
    "case": _("案件"),
    "decision": _("审批"),
    "order": _("上级院书面决定"),
    "commission": _("异地委托"),
    "record_up": _("备案"),
    "recommendation": _("检察建议"),
    "respondent": _("被监督机关"),
    "objection": _("异议"),
    "obligation": _("整改"),
    "submission": _("整改报告"),
    "draft": _("机关拟稿"),
    "site_check": _("现场核查"),
    "duty": _("监管职责"),
    "evidence": _("证据"),
    "consultation": _("磋商"),
    "hearing": _("听证"),
    "deadline": _("期限"),
    "calendar": _("放假安排"),
    "agency": _("行政机关名录"),
    "enterprise": _("企业和行业协会名录"),
    "office": _("检察院名录"),
    "person": _("人员账号"),
    "post": _("任职"),
    "policy": _("权限"),
    "record": _("操作记录"),
}

NAMES: Final[Mapping[str, Promise]] = {
    "clue.view": _("查看线索"),
    "clue.register": _("登记线索"),
    "clue.evaluate": _("评估线索"),
    "clue.file": _("提请立案"),
    "clue.merge": _("并入案件"),
    "clue.decline": _("不立案"),
    "clue.transfer": _("移送线索"),
    "clue.report_up": _("层报线索"),
    "clue.instruct": _("就线索请示"),
    "clue.classify": _("确定线索密级"),
    "clue.giver.view": _("查看线索提供人"),
    "clue.unmask": _("查看线索中的个人信息"),
    "case.view": _("查看案件"),
    "case.file": _("立案"),
    "case.merge": _("并案"),
    "case.advance": _("推进办案环节"),
    "case.unmask": _("查看案件中的个人信息"),
    "case.work": _("参与办案"),
    "case.assign": _("变更承办检察官"),
    "case.classify": _("确定案件密级"),
    "case.link": _("关联上下级院案件"),
    "case.call_up": _("调用办案人员"),
    "case.answer": _("答复请示"),
    "decision.view": _("查看审批"),
    "decision.ask": _("提请审批"),
    "decision.approve": _("签署审批意见"),
    "decision.head": _("部门负责人审核"),
    "decision.chief": _("检察长决定"),
    "decision.committee": _("登记检察委员会决定"),
    "decision.upper": _("上级院审批"),
    "decision.province": _("省级院审批"),
    "decision.redraft": _("修改送审稿"),
    "decision.withdraw": _("撤回送审"),
    "document.sign": _("签发文书"),
    "order.view": _("查看书面决定"),
    "order.draft": _("起草书面决定"),
    "order.receive": _("接收书面决定"),
    "commission.view": _("查看异地委托"),
    "commission.do": _("办理异地委托"),
    "record_up.receive": _("接收备案"),
    "recommendation.view": _("查看检察建议"),
    "respondent.view": _("查看被监督机关"),
    "respondent.serve": _("登记送达"),
    "respondent.reply": _("登记书面回复"),
    "respondent.judge": _("认定是否履职"),
    "obligation.view": _("查看整改事项"),
    "obligation.set": _("设定整改事项"),
    "obligation.submit": _("提交整改报告"),
    "obligation.judge": _("核验整改"),
    "submission.view": _("查看整改报告"),
    "submission.share": _("共享整改报告"),
    "objection.raise": _("提出异议"),
    "objection.answer": _("复核异议"),
    "draft.view": _("查看本机关拟稿"),
    "draft.write": _("拟稿"),
    "draft.confirm": _("确认报送"),
    "site_check.enter": _("登记现场核查"),
    "duty.enter": _("梳理监管职责"),
    "duty.settle": _("确认职责分工"),
    "evidence.view": _("查看证据"),
    "evidence.add": _("录入证据"),
    "evidence.prove": _("认定证明程度"),
    "evidence.export": _("导出证据"),
    "consultation.view": _("查看磋商"),
    "consultation.run": _("组织磋商"),
    "hearing.view": _("查看听证"),
    "hearing.run": _("组织听证"),
    "deadline.view": _("查看期限"),
    "deadline.extend": _("批准延长期限"),
    "deadline.keep": _("更正期限"),
    "calendar.view": _("查看放假安排"),
    "calendar.edit": _("录入放假安排"),
    "agency.view": _("查看机关名录"),
    "agency.edit": _("维护机关名录"),
    "agency.invite": _("邀请机关人员"),
    "enterprise.view": _("查看企业名录"),
    "enterprise.edit": _("维护企业名录"),
    "office.view": _("查看院名录"),
    "office.open": _("登记检察院"),
    "office.edit": _("维护院名录"),
    "person.view": _("查看本院人员"),
    "person.edit": _("管理本院账号"),
    "post.edit": _("任职、止任、涉密等级"),
    "post.second_factor": _("要求和重置二次验证"),
    "post.delegate": _("委托代行职务"),
    "policy.view": _("查看权限表"),
    "policy.explain": _("查询他人权限"),
    "record.view": _("查看操作记录"),
    "record.export": _("导出操作记录"),
    "password.set": _("设置密码"),
    "factor.set": _("设置二次验证"),
    "factor.recovered": _("使用恢复码"),
}

REACHES: Final[Mapping[str, Promise]] = {
    CASE: _("本案"),
    OFFICE: _("本院"),
    BELOW: _("本院及下级院"),
    OWN: _("本机关"),
    SENT: _("发到本院"),
    TOP: _("最高检"),
    ANY: _("不限"),
}
GIVEN: Final[Mapping[str, Promise]] = {"assigned": _("本案承办人"), "member": _("办案组成员")}


@dataclass(frozen=True)
class Line:
    """One action: its name, its code, and how far each column reaches ("" for not at all)."""

    action: str
    name: str
    cells: tuple[tuple[str, str], ...]


def name_of(action: str) -> str:
    """What the action is called; its code where nobody named it."""
    return str(NAMES.get(action, action))


def column_name(column: str) -> str:
    """Who stands at the head of a column of the table."""
    return str(GIVEN[column] if column in GRANTED else PostName(column).label)


def who_may(action: str) -> list[str]:
    """Who may do it at all, in the order of the table."""
    return [column_name(column) for column, reach in POLICY.get(action, {}).items() if reach]


def said_refused(action: str) -> str:
    """Why somebody was refused an action of the table, and who may do it; empty when it is none."""
    if action not in POLICY:
        return ""
    people = _g("、").join(who_may(action))
    return _g("“%(action)s”由%(people)s办理。") % {"action": name_of(action), "people": people}


def table() -> list[tuple[str, list[Line]]]:
    """The policy table by kind of thing, with a line for every action."""
    found: dict[str, list[Line]] = {}
    for action, row in POLICY.items():
        kind = action.partition(".")[0]
        cells = tuple((column_name(c), str(REACHES.get(reach, ""))) for c, reach in row.items())
        found.setdefault(kind, []).append(Line(action, name_of(action), cells))
    return [(str(GROUPS.get(kind, kind)), lines) for kind, lines in found.items()]
