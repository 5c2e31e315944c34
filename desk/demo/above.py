"""What the offices above order about a story's matter: watched, passed on, a paper taken back (rules 10, 11, 17, 18)."""

from datetime import timedelta
from typing import Any

from cases import services as cases
from cases.models import Case, Clue, Order
from desk.demo.steps import ASKED, DECIDED, OPINIONS, Inquiry

WHY = {
    "supervise": "案件涉及人数众多，群众反映强烈，有必要督促加快办理。",
    "designate": "违法行为主要发生地在该院辖区，由该院管辖更有利于查清事实、督促整改。",
    "take_up": "案件涉及多个县市，由本院直接办理更为适宜。",
    "revoke": "经审查，原决定认定事实不清、适用规定不当，应予撤销。",
    "change": "经审查，线索反映的损害仍在持续，应当立案调查。",
}
DEMANDS = "一个月内查清受影响人员范围，固定证据，每十日报告一次进展。"


class Above(Inquiry):
    """Steps taken by the office directly above, and the answers to them from below."""

    def supervise(self, days: str = "20", until: str = DECIDED) -> None:
        """The matter stays below and is watched; the result is due so many days on."""
        self._order("supervise", until, demands=DEMANDS, report_by=self.today + timedelta(days=int(days)))

    def supervise_asked(self) -> None:
        """The matter is to be watched; the head above has not looked at it yet."""
        self.supervise("20", ASKED)

    def designate(self, office: str) -> None:
        """A third office of the area gets the matter."""
        self._order("designate", to_office_id=self.cast.offices[office].pk)

    def revoke(self, kind: str, until: str = DECIDED) -> None:
        """A paper of the office is taken back."""
        self._order("revoke", until, target_id=self._paper(kind), report_by=self.today + timedelta(days=15))

    def change(self, kind: str) -> None:
        """A paper of the office is to be issued anew."""
        self._order(
            "change",
            target_id=self._paper(kind),
            demands="依法重新作出决定，并报告结果。",
            report_by=self.today + timedelta(days=20),
        )

    def sign_for(self, person: str = "handler") -> None:
        """The newest order is signed for; who was given the matter names its handler."""
        order = self._newest()
        handler = self.cast.of(self._slug(order), "handler").pk if order.kind == "designate" else None
        by = self.cast.of(self._slug(order), person)
        cases.receive_order(order.pk, handler_id=handler, by=by, at=self.at)

    def object(self) -> None:
        """Disagreement is written down, the order carried out."""
        text = "本院认为原决定并无不当，执行的同时报告不同意见：线索反映的情形已由主管部门处理。"
        cases.object_to_order(self._newest().pk, objection=text, by=self.who("head"), at=self.at)

    def report_result(self) -> None:
        """What came of the newest order is reported."""
        result = "已按要求查清受影响人员范围，固定相关证据，行政机关已着手整改。"
        cases.finish_order(self._newest().pk, result=result, by=self.who("handler"), at=self.at)

    def _order(self, kind: str, until: str = DECIDED, **said: Any) -> None:
        upper = self._above()
        order = cases.draft_order(
            kind=kind,
            **self._about(),
            reason=WHY[kind],
            **said,
            by=self.cast.of(upper, "handler"),
            at=self.at,
        )
        for n, seat in enumerate(order.decision.chain[: OPINIONS[until]]):
            by = self.cast.of(upper, seat)
            cases.approve(order.decision.pk, text="同意。", by=by, at=self.clock.later(43 * (n + 1)))

    def _subject(self) -> Case | Clue:
        return getattr(self, "case", None) or self.clue

    def _about(self) -> dict[str, Any]:
        subject = self._subject()
        return {"case_id" if isinstance(subject, Case) else "clue_id": subject.pk}

    def _paper(self, kind: str) -> int:
        return self._subject().documents.filter(kind=kind).latest("pk").pk

    def _newest(self) -> Order:
        return self._subject().orders.latest("pk")

    def _above(self) -> str:
        upper = self.cast.offices[self.matter.office].parent
        return next(slug for slug, office in self.cast.offices.items() if office == upper)

    def _slug(self, order: Order) -> str:
        return next(slug for slug, office in self.cast.offices.items() if office.pk == order.to_office_id)
