"""The first half of a story: from the first word to what is asked of the agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from audit.flow import day
from cases import services as cases
from cases.flow import BEFORE_RECOMMENDATION
from cases.models import Case, Clue, Decision, Instruction, Obligation, Respondent
from cases.services.obligations import Figure
from cases.statutory import PROVED_IN
from consultations import services as consultations
from consultations.models import Consultation
from desk.demo import files
from desk.demo.clock import Clock
from desk.demo.matter import Matter
from desk.demo.people import Cast
from evidence import services as evidence

ASKED, REVIEWED, AGREED, DECIDED = "asked", "reviewed", "agreed", "decided"
OPINIONS = {ASKED: 0, REVIEWED: 1, AGREED: 2, DECIDED: None}  # how many opinions are given; None: all


def steps_of(script: str) -> list[tuple[int, str, str]]:
    """The steps of a script: days ago, name, word."""
    words = script.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return [(int(days), step.partition(":")[0], step.partition(":")[2]) for days, step in pairs]


@dataclass
class Beginning:
    """What every story knows: who acts, what it is about, what time it is."""

    cast: Cast
    matter: Matter
    clock: Clock

    clue: Clue
    case: Case

    def __init__(self, cast: Cast, matter: Matter, clock: Clock) -> None:
        self.cast, self.matter, self.clock = cast, matter, clock

    def who(self, post: str) -> User:
        """The person of the case's own office who holds a post."""
        return self.cast.of(self.matter.office, post)

    def tell(self, script: str) -> None:
        """Take the steps of a script."""
        for step in steps_of(script):
            self.take(*step)

    def take(self, days: int, name: str, word: str) -> None:
        """Take one step, that many days ago."""
        self.clock.ago(days)
        getattr(self, name)(*([word] if word else []))

    @property
    def at(self) -> datetime:
        """Now, in the story."""
        return self.clock.last

    @property
    def today(self) -> date:
        """Today, in the story."""
        return day(self.clock.last)

    def decide(self, decision: Decision, until: str) -> Decision:
        """Let the head review, the chief decide, and the chief above where the chain goes on, as far as the story goes."""
        for n, seat in enumerate(decision.chain[: OPINIONS[until]]):
            text = self.matter.reviewed if seat == "head" else "同意。"
            at = self.clock.later(43 * (n + 1))
            decision = cases.approve(decision.pk, text=text, by=self._holder(seat), at=at)
        return decision

    def _holder(self, seat: str) -> User:
        if seat != "upper":
            return self.who(seat)
        above = self.cast.offices[self.matter.office].parent
        slug = next(slug for slug, office in self.cast.offices.items() if office == above)
        return self.cast.of(slug, "chief")

    def move(self, name: str, until: str = DECIDED, **data: Any) -> None:
        """Take one step of the case, through its decision if it needs one."""
        outcome = cases.make_case_move(self.case.pk, name, data=data, by=self.who("handler"), at=self.at)
        if outcome.decision:
            self.decide(outcome.decision, until)

    def respondents(self) -> Sequence[Respondent]:
        """The agencies of the case, in order."""
        return list(self.case.respondents.order_by("id").select_related("agency"))

    def obligations(self) -> Sequence[Obligation]:
        """What was set, in order."""
        return list(self.case.obligations.order_by("id").select_related("respondent__agency"))

    def liaison(self, respondent: Respondent) -> User:
        """Who writes for that agency."""
        slug = next(s for s, agency in self.cast.agencies.items() if agency.pk == respondent.agency_id)
        return self.cast.liaison(slug)


class Clues(Beginning):
    """From the first word to filing or not."""

    def register(self) -> None:
        """Somebody of the office writes the clue down."""
        matter = self.matter
        self.clue = cases.register_clue(
            title=matter.title,
            source=matter.source,
            source_note=matter.source_note,
            giver=matter.giver,
            giver_contact=matter.giver_contact,
            field=matter.field,
            facts=matter.facts,
            received_on=self.today,
            place=matter.place,
            suspected=matter.suspected,
            major=matter.major,
            by=self.who("assistant"),
            at=self.at,
        )

    def evaluate(self) -> None:
        """The handler looks into it."""
        data = {
            "truth": self.matter.truth,
            "checkability": "现场和资料可查，涉及单位明确。",
            "risk": self.matter.risk,
            "opinion": self.matter.opinion,
        }
        cases.make_clue_move(self.clue.pk, "evaluate", data=data, by=self.who("handler"), at=self.at)

    def file(self, until: str = DECIDED) -> None:
        """The handler asks to file; the chief decides."""
        matter = self.matter
        agencies = [self.cast.agencies[slug].pk for slug in matter.agencies]
        data = {
            "title": matter.case_title,
            "track": matter.track,
            "field": matter.field,
            "other_fields": list(matter.other_fields),
            "preventive": matter.preventive,
            "facts": matter.facts,
            "basis": matter.basis,
            "agencies": agencies,
            "team": [self.who("assistant").pk],
            **({"parent": matter.parent} if matter.parent else {}),
            **({"separate_reason": matter.separate} if self._others_run(agencies) else {}),
        }
        outcome = cases.make_clue_move(self.clue.pk, "file", data=data, by=self.who("handler"), at=self.at)
        assert outcome.decision is not None
        self.decide(outcome.decision, until)
        if until == DECIDED:
            self.case = Case.objects.get(clue=self.clue)

    def _others_run(self, agencies: Sequence[int]) -> bool:
        """Whether another case of the field asks one of these agencies, so that the filing must say why it is apart."""
        near = Case.objects.filter(office=self.clue.office, field=self.matter.field)
        return near.filter(state__in=BEFORE_RECOMMENDATION, respondents__agency__in=agencies).exists()

    def send_back_filing(self) -> None:
        """The head wants to know more first."""
        decision = self.clue.decisions.get(state="pending")
        cases.send_back(
            decision.pk, text="请补充受损范围和持续时间后再提请。", by=self.who("head"), at=self.at
        )

    def decline(self, until: str = DECIDED) -> None:
        """The handler asks not to file."""
        data = {"reason": self.matter.declined}
        outcome = cases.make_clue_move(self.clue.pk, "decline", data=data, by=self.who("handler"), at=self.at)
        assert outcome.decision is not None
        self.decide(outcome.decision, until)

    def pass_to(self, office: str) -> None:
        """Hand the clue to the office that has jurisdiction."""
        data = {"office": self.cast.offices[office].pk, "reason": "违法行为发生地在该院辖区。"}
        cases.make_clue_move(self.clue.pk, "transfer", data=data, by=self.who("handler"), at=self.at)

    def report_up(self) -> None:
        """Send the clue to the office above; the story goes on there."""
        data = {"opinion": self.matter.opinion}
        cases.make_clue_move(self.clue.pk, "report_up", data=data, by=self.who("handler"), at=self.at)
        self.clue = self.clue.report_up.received

    def merge(self) -> None:
        """What was found later is of the same kind as the case of this story, which takes it in."""
        data = {"case": self.case.pk, "reason": "与在办案件系同一行政机关的同一性质违法行为。"}
        cases.make_clue_move(self.clue.pk, "merge", data=data, by=self.who("handler"), at=self.at)

    def instruct(self, office: str) -> Instruction:
        """Ask an office above; the own chief signs the question."""
        decision = cases.ask_instruction(
            clue_id=self.clue.pk,
            asked_of_id=self.cast.offices[office].pk,
            question=f"“{self.matter.title}”是否属于公益诉讼法定领域，能否立案。",
            own_opinion=self.matter.opinion,
            by=self.who("handler"),
            at=self.at,
        )
        self.decide(decision, DECIDED)
        return self.clue.instructions.latest("id")

    def forward(self) -> None:
        """The chief of the office whose turn it is sends the question on."""
        asked = self.clue.instructions.latest("id")
        opinion = "经研究，同意下级院意见，因涉及法律适用，转报请示。"
        cases.forward_instruction(asked.pk, opinion=opinion, by=self._chief_there(asked), at=self.at)

    def answer(self) -> None:
        """The chief of the office whose turn it is agrees."""
        asked = self.clue.instructions.latest("id")
        by = self._chief_there(asked)
        cases.answer_instruction(
            asked.pk, agreed=True, answer="同意你院意见，请依法办理。", by=by, at=self.at
        )

    def record_clue(self) -> None:
        """A major clue is recorded with the office above."""
        said = {"reason": "涉及面广、涉及多家企业，社会影响大。", "own_opinion": self.matter.opinion}
        cases.record_major_clue(self.clue.pk, **said, by=self.who("handler"), at=self.at)

    def _chief_there(self, asked: Instruction) -> User:
        office = next(slug for slug, office in self.cast.offices.items() if office.pk == asked.waits_at_id)
        return self.cast.of(office, "chief")


class Inquiry(Clues):
    """From filing to what is asked of the agencies."""

    def serve_filing(self) -> None:
        """The clerk brings the decision to file to every agency."""
        self._serve("filing", self.respondents())

    def classify(self) -> None:
        """The chief finds a state secret in it; those who are not cleared no longer see it."""
        reason = "含有公安机关正在侦办案件的侦查线索，属保密事项范围，在侦查终结前按秘密级管理。"
        chief = self.who("chief")
        cases.classify(case_id=self.case.pk, secrecy=2, reason=reason, by=chief, at=self.at)

    def investigate(self) -> None:
        """The team goes out."""
        self.move("investigate", plan=self.matter.plan)

    def find(self) -> None:
        """Evidence comes in."""
        for title, kind, element in self.matter.evidence:
            self._collect(title, kind, element)

    def _collect(self, title: str, kind: str, element: str) -> None:
        evidence.add_item(
            self.case.pk,
            kind=kind,
            title=title,
            source="办案组依法调取",
            collected_on=self.today,
            proves=self.matter.facts[:120],
            element=element,
            files=[files.pdf(f"{title}.pdf", [title, self.matter.case_title, self.today.isoformat()])],
            by=self.who("assistant"),
            at=self.at,
        )

    def prove(self) -> None:
        """What was found when the time was over comes in; the handler finds proved what a suit must prove."""
        self._collect("整改期满回访笔录", "inspection", "failure")
        for element in PROVED_IN[self.matter.track]:
            cases.assess_element(
                self.case.pk,
                element=element,
                standing="proven",
                reasons=self.matter.proved[element],
                by=self.who("handler"),
                at=self.clock.later(2),
            )

    def commission(self, office: str) -> None:
        """Another office is asked to investigate where it is."""
        cases.send_commission(
            self.case.pk,
            to_office_id=self.cast.offices[office].pk,
            matters=f"就“{self.matter.title}”向贵院辖区的有关单位调取书证，并询问有关人员。",
            demands="调取的材料请加盖提供单位印章；询问由两名以上检察人员进行。",
            by=self.who("handler"),
            at=self.at,
        )

    def take_commission(self) -> None:
        """The commissioned office takes it in and names who carries it out."""
        sent = self.case.commissions.latest("id")
        office = next(slug for slug, one in self.cast.offices.items() if one.pk == sent.to_office_id)
        cases.receive_commission(
            sent.pk,
            received_on=self.today,
            handler_id=self.cast.of(office, "handler").pk,
            by=self.cast.of(office, "head"),
            at=self.at,
        )

    def consult(self, days: str = "7") -> None:
        """Invite the agencies, so many days ahead."""
        consultations.call_consultation(
            self.case.pk,
            form="meeting",
            held_on=self.today + timedelta(days=int(days)),
            place=f"{self.cast.offices[self.matter.office].name}会议室",
            agenda=f"通报“{self.matter.title}”调查情况，研究整改措施、责任分工和完成时间。",
            guests=[consultations.Guest(name, kind) for name, kind in self.matter.guests],
            by=self.who("handler"),
            at=self.at,
        )

    def conclude(self) -> None:
        """The consultation was held; write its minutes."""
        held: Consultation = self.case.consultations.get(state="called")
        self.clock.on(max(held.held_on, self.today))
        invitees = list(held.invitees.all())
        consultations.conclude_consultation(
            held.pk,
            minutes=self.matter.minutes,
            agreed=self.matter.agreed,
            attended=[invitee.pk for invitee in invitees],
            positions={invitee.pk: self.matter.position for invitee in invitees if invitee.agency_id},
            by=self.who("handler"),
            at=self.clock.later(180),
        )

    def oblige(self, days: str = "30") -> None:
        """Set what each agency must put right, due so many days on, one after the other."""
        agencies = {r.agency_id: r.pk for r in self.respondents()}
        for n, measure in enumerate(self.matter.measures):
            cases.set_obligation(
                self.case.pk,
                respondent_id=agencies[self.cast.agencies[measure.agency].pk],
                measure=measure.text,
                category=measure.category,
                due_on=self.today + timedelta(days=int(days) + 5 * n),
                figures=[Figure(*measure.figure[:2], Decimal(measure.figure[3]), Decimal(measure.figure[2]))]
                if measure.figure
                else (),
                by=self.who("handler"),
                at=self.at,
            )

    def rectify(self) -> None:
        """What was agreed is followed up without a recommendation."""
        self.move("rectify")

    def recommend(self, until: str = DECIDED) -> None:
        """Recommendations to all agencies of the case."""
        texts: Mapping[str, Any] = self.matter.recommendation
        chosen = [r.pk for r in self.respondents()]
        self.move("recommend", until, respondents=chosen, **texts)

    def serve(self, which: str = "all") -> None:
        """The clerk serves the recommendations: all, or only the first."""
        waiting = [r for r in self.respondents() if r.state == "recommended"]
        self._serve("recommendation", waiting if which == "all" else waiting[: int(which)])

    def record_up(self) -> None:
        """The served recommendations are recorded with the office above."""
        for recommendation in self.case.recommendations.all():
            cases.record_up(
                recommendation.document_id, sent_on=self.today, by=self.who("assistant"), at=self.at
            )

    def announce(self, until: str = DECIDED) -> None:
        """The announcement before a civil suit."""
        self.move(
            "announce",
            until,
            media="检察日报、正义网",
            content=self.matter.announced,
            published_on=self.today,
        )

    def _serve(self, kind: str, respondents: Sequence[Respondent]) -> None:
        for respondent in respondents:
            cases.serve(
                respondent.pk,
                kind=kind,
                method="direct",
                served_on=self.today,
                recipient=self.liaison(respondent).name,
                by=self.who("clerk"),
                at=self.clock.later(5),
            )
