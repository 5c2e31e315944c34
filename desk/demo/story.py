"""One case walked through the services, step by step, by the people who may take each step.

A script says when: "60 register 55 evaluate 50 file" – so many days ago, that step; "3 recommend:asked" gives the step
a word. Steps are the methods of Story.
"""

from datetime import timedelta

from cases import services as cases
from desk.demo import files
from desk.demo.looking import Looking
from desk.demo.steps import ASKED, DECIDED
from evidence import services as evidence
from hearings import services as hearings
from hearings.models import Hearing

OFFICERS = (("金晓岚", "deputy"), ("何承志", "cppcc"), ("杨若舟", "expert"))


class Story(Looking):
    """From rectification to the end."""

    def reply(self, which: str = "all") -> None:
        """The agencies (or the first so many) answer in writing."""
        waiting = [r for r in self.respondents() if r.state == "served"]
        for respondent in waiting if which == "all" else waiting[: int(which)]:
            evidence.receive_reply(
                respondent.pk,
                text=self.matter.reply,
                received_on=self.today,
                files=[
                    files.pdf(
                        "书面回复.pdf", ["关于检察建议的回复", str(respondent.agency), self.matter.reply[:34]]
                    )
                ],
                by=self.liaison(respondent),
                at=self.clock.later(5),
            )

    def submit(self, which: str = "all") -> None:
        """Agencies report: on everything still open, or on the first so many."""
        waiting = [o for o in self.obligations() if o.state in ("open", "partly", "returned")]
        for obligation in waiting if which == "all" else waiting[: int(which)]:
            text = f"已完成“{obligation.measure}”，现场照片和台账见附件。"
            target = {i.pk: i.target for i in obligation.indicators.all()}
            evidence.receive_submission(
                obligation.pk,
                text=text,
                files=[
                    files.pdf(
                        "整改情况报告.pdf", ["整改情况报告", obligation.measure, self.today.isoformat()]
                    )
                ],
                values=target,
                by=self.liaison(obligation.respondent),
                at=self.clock.later(5),
            )

    def accept(self, which: str = "all") -> None:
        """What was reported is looked at on the spot and accepted: everything, or the first so many."""
        for submission in self._sent(which):
            cases.accept(
                submission, reasons="经现场核查，整改到位。", by=self.who("handler"), at=self.clock.later(5)
            )

    def give_back(self, days: str = "14") -> None:
        """The first report is not enough; more is due so many days on."""
        cases.return_submission(
            self._sent("1")[0],
            reasons="台账缺少整改前后对比，且未见长效机制，请补充。",
            due_on=self.today + timedelta(days=int(days)),
            by=self.who("handler"),
            at=self.at,
        )

    def suspend(self, until: str = DECIDED) -> None:
        """Winter, rain or a pending plan stand in the way."""
        self.move(
            "suspend",
            until,
            plan="已制定分期整改方案，明确责任单位和完成时间，前期排查已经完成。",
            plan_on=self.today - timedelta(days=1),
            cause=self.matter.obstacle,
            no_neglect=True,
            evidence=[self._proof_of_obstacle()],
        )

    def recheck(self, persists: str = "") -> None:
        """Look whether the obstacle is still there."""
        cases.record_recheck(
            self.case.pk,
            checked_on=self.today,
            found="实地查看，施工条件仍不具备，行政机关按方案推进前期工作。",
            persists=not persists,
            by=self.who("handler"),
            at=self.at,
        )

    def ask_time(self, until: str = DECIDED) -> None:
        """More time for the review that runs out first."""
        reviews = self.case.deadlines.filter(rule__in=("T10", "T11", "T12", "T12B"), state="open")
        clock = reviews.filter(started_on__lte=self.today).order_by("due_on", "id")[0]
        asked = cases.ask_extension(
            clock.pk,
            reason="案情复杂，整改效果的现场评估和专业意见尚需时间，预计在延长的期限内可以办结。",
            months=2,
            by=self.who("handler"),
            at=self.at,
        )
        self.decide(asked, until)

    def resume(self, until: str = DECIDED) -> None:
        """The obstacle is gone."""
        self.move("resume", until, reason="客观障碍已经消除。")

    def review(self) -> None:
        """Look at what the agencies did."""
        self.move("review" if self.matter.track == "administrative" else "review_civil")

    def judge(self, verdict: str = "performed") -> None:
        """Say of every agency whether it performed."""
        performed = verdict == "performed"
        text = (
            "已全面采取整改措施，公共利益得到有效保护。"
            if performed
            else "整改期限届满，违法状态仍在持续，仅采取部分整改措施。"
        )
        for respondent in self.respondents():
            cases.judge(
                respondent.pk, performed=performed, failing="" if performed else "partial", verdict=text,
                by=self.who("handler"), at=self.clock.later(5),
            )  # fmt: skip

    def plan(self, days: str = "12", until: str = DECIDED) -> None:
        """Ask for a hearing, so many days ahead."""
        hearing = hearings.plan_hearing(
            self.case.pk,
            purpose="effect",
            held_on=self.today + timedelta(days=int(days)),
            place=f"{self.cast.offices[self.matter.office].name}听证室",
            officers=[hearings.Officer(name, kind) for name, kind in OFFICERS],
            site_visit=self.matter.place,
            by=self.who("handler"),
            at=self.at,
        )
        assert hearing.decision is not None
        self.decide(hearing.decision, until)

    def plan_asked(self) -> None:
        """Ask for a hearing that the head has not looked at yet."""
        self.plan("12", ASKED)

    def notice(self) -> None:
        """Tell who takes part."""
        hearings.give_notice(self._hearing().pk, noticed_on=self.today, by=self.who("handler"), at=self.at)

    def hold(self) -> None:
        """The hearing was held, and all officers agree."""
        hearing = self._hearing()
        self.clock.on(max(hearing.held_on, self.today))
        said = "实地察看后，认为整改措施到位，同意检察机关拟处理意见。"
        hearings.conclude_hearing(
            hearing.pk,
            record_text="承办检察官介绍案情，行政机关说明整改情况，听证员提问并评议。",
            result="听证员一致认为行政机关已经依法履职。",
            opinions={officer.pk: hearings.Opinion(True, said) for officer in hearing.officers.all()},
            by=self.who("handler"),
            at=self.clock.later(200),
        )

    def close(self, until: str = DECIDED) -> None:
        """The public interest is protected."""
        ground = "rectified" if self.matter.track == "administrative" else "protected"
        self.move("close", until, ground=ground, facts="违法状态已经消除，公共利益得到有效保护。")

    def close_judged(self) -> None:
        """The judgment was carried out."""
        self.move("close", ground="judged", facts="判决已经生效，被告已按判决履行。")

    def sue(self, until: str = DECIDED) -> None:
        """To court."""
        court = self.matter.court
        self.move("sue", until, court=court, claims=self.matter.claims, facts=self.matter.facts)

    def deliver(self) -> None:
        """The complaint reaches the court."""
        cases.record_delivery(self.case.pk, delivered_on=self.today, by=self.who("handler"), at=self.at)

    def record_suit(self) -> None:
        """The complaint is recorded with the office above."""
        paper = self.case.documents.get(kind="lawsuit")
        cases.record_up(paper.pk, sent_on=self.today, by=self.who("handler"), at=self.at)

    def court(self, outcome: str = "perform") -> None:
        """The court decides."""
        number = f"（{self.today.year}）浙07行初{40 + self.case.pk}号"
        judged_on = self.today - timedelta(days=1)
        data = {"outcome": outcome, "court_number": number, "judged_on": judged_on, "received_on": self.today}
        cases.make_case_move(self.case.pk, "judge", data=data, by=self.who("handler"), at=self.at)

    def withdraw(self, until: str = DECIDED) -> None:
        """The defendant performed after all."""
        self.move("withdraw", until, reason="被告在诉讼中已依法全面履行职责，诉讼请求全部实现。")

    def hand_suit(self, office: str) -> None:
        """Only the suing goes to the office that matches the court."""
        to, court = self.cast.offices[office], self.matter.court
        self.move("transfer_suit", office=to.pk, court=court, reason="该类行政案件由指定的法院集中管辖。")

    def hand_over(self, office: str) -> None:
        """Another office has jurisdiction."""
        self.move("transfer", office=self.cast.offices[office].pk, reason="主要违法行为发生地在该院辖区。")

    def _sent(self, which: str) -> list[int]:
        sent = self.case.submissions.filter(state="sent").order_by("id").values_list("pk", flat=True)
        return list(sent if which == "all" else sent[: int(which)])

    def _proof_of_obstacle(self) -> int:
        """What proves that something stands in the way."""
        title = "客观障碍情况说明"
        return evidence.add_item(
            self.case.pk,
            kind="documentary",
            title=title,
            source="行政机关提交",
            collected_on=self.today,
            proves=self.matter.obstacle,
            element="none",
            files=[files.pdf(f"{title}.pdf", [title, self.matter.obstacle, self.today.isoformat()])],
            by=self.who("handler"),
            at=self.at,
        ).pk

    def _hearing(self) -> Hearing:
        return self.case.hearings.get(state="planned")
