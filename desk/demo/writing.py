"""What happens inside an agency before it sends something, what it objects to, and what another agency is shown."""

from typing import Any

from accounts.models import User
from cases import services as cases
from cases.models import Obligation, Respondent
from desk.demo import files
from desk.demo.above import Above
from evidence import services as evidence
from evidence.drafting import Subject
from evidence.models import Draft

WRITTEN = "已召集辖区寄递企业逐一部署，主要网点已完成系统改造，其余网点月底前完成；抽查台账和数据说明另附。"
MENDED = "培训签到和考核结果不全，请补充各企业参训人数和合格率后再报。"
HELD_AGAINST = "建议书要求我局督促的两家仓储企业不具备快递业务经营许可，其打单环节的监管职责请再核实。"
ANSWERED = (
    "经复核，两家企业虽无快递业务经营许可，但受寄递企业委托打印面单，属于寄递活动的一部分，"
    "依照《快递暂行条例》第三十四条由你局督促寄递企业落实用户信息保护责任。建议内容不变，理由如上。"
)


class Writing(Above):
    """Steps inside the agencies, in words that say which: the number of the obligation or agency, from one."""

    def offer(self, which: str) -> Draft:
        """The liaison writes a report and puts it before the leader."""
        obligation = self.obligations()[int(which) - 1]
        values = {str(row.pk): f"{(row.target - 2).normalize():f}" for row in obligation.indicators.all()}
        by = self.liaison(obligation.respondent)
        proof = files.pdf("企业改造台账.pdf", ["企业改造台账", obligation.measure, self.today.isoformat()])
        said: dict[str, Any] = {"text": WRITTEN, "values": values, "files": [proof] if values else []}
        return evidence.hand_in(_report(obligation), **said, by=by, at=self.at)

    def mend(self, which: str) -> None:
        """The leader gives such a report back."""
        draft = self.offer(which)
        by = self._leader(draft.respondent)
        evidence.return_draft(draft.pk, remark=MENDED, by=by, at=self.clock.later(90))

    def object_to(self, which: str) -> None:
        """An agency objects to its recommendation: the liaison writes, the leader sends."""
        respondent = self.respondents()[int(which) - 1]
        subject = Subject(Draft.Kind.OBJECTION, respondent.pk)
        draft = evidence.hand_in(subject, text=HELD_AGAINST, by=self.liaison(respondent), at=self.at)
        evidence.send_draft(draft.pk, by=self._leader(respondent), at=self.clock.later(40))

    def review_objection(self) -> None:
        """The handler answers it: it is not upheld."""
        waiting = self.case.objections.get(state="raised")
        cases.answer_objection(waiting.pk, upheld=False, answer=ANSWERED, by=self.who("handler"), at=self.at)

    def share(self) -> None:
        """The handler lets the other agencies of the case read the newest report."""
        report = self.case.submissions.latest("id")
        others = [row.pk for row in self.respondents() if row.pk != report.obligation.respondent_id]
        cases.share_submission(report.pk, respondent_ids=others, by=self.who("handler"), at=self.at)

    def _leader(self, respondent: Respondent) -> User:
        return self.cast[self.liaison(respondent).username.replace(".liaison", ".leader")]


def _report(obligation: Obligation) -> Subject:
    return Subject(Draft.Kind.REPORT, obligation.respondent_id, obligation.pk)
