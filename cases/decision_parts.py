"""The parts of one request that a decider reads: conditions, evidence, the paper as it will be signed, what was changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audit.flow import Reason, Text, day
from audit.models import Entry
from cases import drafts, extensions, guards, order_checks, orders, paper_page
from cases.between import LETTERS, ORDERS
from cases.flow import CASE_FLOW, CLUE_FLOW
from cases.models import Case, Decision, Document, Respondent
from cases.paper_page import Part
from cases.services.case_effects import recommendation_contents
from cases.services.orders import contents_of
from cases.statutory import PROVED_IN, DocumentKind, Standing

SHOWN_EVIDENCE = 6


@dataclass(frozen=True)
class Check:
    """One thing the law asks for before the step, and what is missing of it (None when fulfilled)."""

    asked: Reason
    missing: Reason | None


@dataclass(frozen=True)
class Evidence:
    """What the case can prove: how far each thing a suit must prove stands, how much there is for it, and each piece.

    Rules 71, 86.
    """

    elements: list[tuple[str, Standing | None, int]]
    items: list[Any]

    @property
    def first(self) -> list[Any]:
        """Those shown at once."""
        return self.items[:SHOWN_EVIDENCE]

    @property
    def rest(self) -> list[Any]:
        """Those that are folded."""
        return self.items[SHOWN_EVIDENCE:]


@dataclass(frozen=True)
class Preview:
    """The paper as it will be signed; it gets its number at signing."""

    kind: Text
    office: str
    title: str
    addressed: str
    parts: tuple[Part, ...]
    more: int


@dataclass(frozen=True)
class Change:
    """One change of the draft: by which revision, when, and field by field from what to what."""

    revision: int
    at: datetime
    fields: list[drafts.Changed]


def document(decision: Decision) -> Text:
    """The paper that is signed when the last one agrees; empty when none is."""
    kind = _kind(decision)
    return DocumentKind(kind).label if kind else ""


def checks(decision: Decision, at: datetime, *, whole: bool = True) -> list[Check]:
    """What the law asks for before this is done, and what is missing of it now.

    Not `whole` for a list of many: of an order then only what its matter says.
    """
    on = day(at)
    if decision.deadline is not None:
        asked = Reason(_("期限正在计算，尚未届满，可以延长"), decision.article)
        return _either(asked, extensions.lost(decision, on=on))
    if decision.order is not None:
        order = decision.order
        return _pairs(order_checks.conditions(order, at=at) if whole else order_checks.known(order, on=on))
    if decision.move in LETTERS:
        return _either(guards.ASKS["instruction_answered"], guards.cannot_ask(decision.subject))
    flow, subject = (CASE_FLOW if decision.case_id else CLUE_FLOW), decision.subject
    move = flow.named(decision.move)
    if subject.state not in move.sources:
        return [Check(reason, reason) for reason in flow.missing(subject, move, on)]
    track = getattr(subject, "track", "")
    fitting = [one for one in move.guards if guards.OF_TRACK.get(one.__name__, track) == track]
    return [Check(guards.ASKS[guard.__name__], guard(subject, on)) for guard in fitting]


def evidence(case: Case) -> Evidence:
    """The evidence of a case, sorted by what it proves."""
    items: list[Any] = list(case.evidence.order_by("element", "id"))
    found = Counter(item.element for item in items)
    judged = {proof.element: Standing(proof.standing) for proof in case.proofs.all()}
    needed = PROVED_IN[case.track]
    return Evidence([(str(one.label), judged.get(one), found[one]) for one in needed], items)


def preview(decision: Decision) -> Preview | None:
    """The paper drawn from the draft; None where none is signed, or where it says nothing beyond its title."""
    kind, subject = _kind(decision), decision.subject
    if not kind or kind not in paper_page.PARTS:
        return None
    contents, title, more = _contents(kind, decision)
    about = {"case": subject} if isinstance(subject, Case) else {"clue": subject}
    paper = Document(kind=kind, office=decision.office, title=title, contents=contents, **about)
    parts = tuple(paper_page.parts_of(paper))
    addressed = paper_page.addressed_to(paper)
    words = DocumentKind(kind).label
    return Preview(words, decision.office.name, title, addressed, parts, more) if parts else None


def changes(decision: Decision) -> list[Change]:
    """How the draft was changed since it was asked for, the newest first."""
    if decision.revision == 1:
        return []
    kept = Entry.objects.filter(
        subject_type=decision._meta.label_lower, subject_id=decision.pk, action="decision.redraft"
    )
    return [
        Change(row.data["revision"], row.at, drafts.changed(row.data["was"], row.data["now"]))
        for row in kept.order_by("-id")
    ]


def _pairs(found: list[orders.Condition]) -> list[Check]:
    return [Check(asked, missing) for asked, missing in found]


def _either(asked: Reason, lost: list[Reason]) -> list[Check]:
    return [Check(asked, reason) for reason in lost] or [Check(asked, None)]


def _kind(decision: Decision) -> str:
    if decision.order_id:
        return ORDERS[decision.move].document
    if decision.move in LETTERS:
        return DocumentKind.QUESTION
    return decision.step_of_flow.document if decision.step_of_flow else ""


def _contents(kind: str, decision: Decision) -> tuple[Mapping[str, Any], str, int]:
    """What the paper will say, its title, and how many more of its kind go out."""
    draft, title = dict(decision.draft), str(decision.draft.get("title") or decision.subject.title)
    if decision.order is not None:
        return contents_of(decision.order), title, 0
    if kind == DocumentKind.RECOMMENDATION:
        chosen = Respondent.objects.filter(pk__in=draft.get("respondents") or [])
        agencies = list(chosen.order_by("id").values_list("agency__name", flat=True))
        first = agencies[0] if agencies else ""
        return recommendation_contents(draft, first), f"{title}（{first}）", max(len(agencies) - 1, 0)
    if kind == DocumentKind.SUSPENSION:
        draft["evidence"] = list(drafts.evidence_names(draft.get("evidence") or []).values())
    return draft, title, 0
