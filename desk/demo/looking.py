"""What the procuratorate finds out itself in a story: who must act, on the spot, in figures, and which enterprises are in it."""

from datetime import timedelta
from decimal import Decimal

from agencies.models import Enterprise
from cases import services as cases
from desk.demo import files
from desk.demo.writing import Writing
from evidence import services as evidence


class Looking(Writing):
    """Beside what agencies report."""

    def duties(self) -> None:
        """What each agency has to do in the matter of the case: the first leads, the others help."""
        by = self.who("assistant")
        matter = cases.enter_matter(self.case.pk, name=f"{self.matter.title}的监管", by=by, at=self.at)
        for n, respondent in enumerate(self.respondents()):
            duty = respondent.agency.duties.order_by("id").first()
            cases.enter_share(
                matter.pk,
                agency_id=respondent.agency_id,
                part="shares" if n else "leads",
                duty_id=duty.pk if duty else None,
                source="权力清单",
                position="对职责没有异议。" if n else "同意牵头，按分工落实。",
                by=by,
                at=self.clock.later(6),
            )

    def settle_duties(self) -> None:
        """Nobody disputes it."""
        for matter in self.case.duty_matters.filter(settled_on=None):
            cases.settle_matter(matter.pk, by=self.who("handler"), at=self.at)

    def firm(self, name: str) -> None:
        """An enterprise of the case has to carry something out; the last agency supervises it."""
        firm, _new = Enterprise.objects.get_or_create(
            name=name,
            defaults={
                "sector": "社区电商",
                "scale": "small",
                "area": self.cast.offices[self.matter.office],
            },
        )
        by, at = self.who("handler"), self.at
        cases.involve(
            self.case.pk, enterprise_id=firm.pk, role="leaked", note="自提点张贴明文取货单", by=by, at=at
        )
        cases.set_obligation(
            self.case.pk,
            respondent_id=self.respondents()[-1].pk,
            measure="更换取货单模板，撤下张贴的明文名单",
            category="privacy_waybill",
            due_on=self.today + timedelta(days=45),
            enterprise_id=firm.pk,
            by=by,
            at=at,
        )

    def look(self) -> None:
        """Two people go and look at what was reported first; a photo is kept."""
        obligation = self.obligations()[0]
        evidence.record_check(
            self.case.pk,
            obligation_id=obligation.pk,
            kind="site",
            on=self.today,
            place=self.matter.place,
            team=[self.who("handler").pk, self.who("assistant").pk],
            others=f"{obligation.respondent}工作人员",
            findings="走访八个点位，六个已经整改到位，另有两个仍在使用旧模板；随机抽查一百单，七十八单符合要求。",
            result="partly",
            files=[files.png("现场抽查.png", share=78)],
            by=self.who("assistant"),
            at=self.at,
        )

    def measure(self, share: str) -> None:
        """What every figure of the case is now: so many per cent of the way from its baseline to its target."""
        for obligation in self.obligations():
            for indicator in obligation.indicators.all():
                baseline = indicator.baseline or Decimal(0)
                value = baseline + (indicator.target - baseline) * Decimal(share) / 100
                cases.enter_value(
                    indicator.pk,
                    on=self.today,
                    value=value.quantize(Decimal(1)),
                    source="办案组现场抽查",
                    by=self.who("assistant"),
                    at=self.clock.later(5),
                )

    def accept_part(self, days: str = "14") -> None:
        """The first report is true in part; the rest is due so many days on."""
        sent = self.case.submissions.filter(state="sent").order_by("id")[0]
        cases.accept_part(
            sent.pk,
            accepted_part="城区六个点位已经全部更换，抽查符合要求。",
            reasons="农村两个点位仍在使用旧模板，请补充整改前后对比照片。",
            due_on=self.today + timedelta(days=int(days)),
            by=self.who("handler"),
            at=self.at,
        )
