"""How far a suit would stand: each thing it must prove, what evidence there is for it, and how the handler finds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from accounts import access
from accounts.models import User
from audit.flow import Reason, day
from cases import guards
from cases.models import Case, Proof
from cases.selectors import case as case_of
from cases.statutory import ELEMENT_ASKS, PROOF_RULE, PROVED_IN, Element, Standing
from evidence import selectors
from evidence.models import Item

SHOWN = 5
REASONED = (Element.LAW, Element.LINK)  # found from the law, and from what proves the others


@dataclass(frozen=True)
class Line:
    """One element of a suit: what it asks for, how it stands and why, and the evidence for it."""

    element: str
    label: str
    asks: str
    source: str
    proof: Proof | None
    count: int
    items: tuple[Item, ...] = ()

    @property
    def standing(self) -> str:
        """How far it is proved; missing before the handler has said anything."""
        return self.proof.standing if self.proof else Standing.MISSING

    @property
    def standing_label(self) -> str:
        """The same in words."""
        return str(Standing(self.standing).label)

    @property
    def reasons(self) -> str:
        """Why the handler finds so."""
        return self.proof.reasons if self.proof else ""

    @property
    def unbacked(self) -> bool:
        """Found to be proved, although nothing was collected for it."""
        return self.standing != Standing.MISSING and not self.count and self.element not in REASONED


@dataclass(frozen=True)
class Board:
    """All elements of one case."""

    case: Case
    lines: list[Line]
    lacking: Reason | None
    closed: bool
    may_assess: bool

    @property
    def proven(self) -> int:
        """How many are proven."""
        return sum(line.standing == Standing.PROVEN for line in self.lines)


def board(case_id: int, *, by: User, at: datetime) -> Board:
    """The board of a case this person may see; of each element the newest few pieces of evidence."""
    case = case_of(case_id, by=by, at=at)
    prefetch_related_objects([case], "proofs__judged_by")
    items = list(selectors.evidence(by=by, at=at, case_id=case_id).order_by("-added_at", "-id")[:200])
    held = {element: [item for item in items if item.element == element] for element in Element.values}
    return Board(
        case=case,
        lines=lines(case, selectors.element_counts(case_id), held),
        lacking=lacking(case, day(at)),
        closed=bool(guards.cannot_assess(case)),
        may_assess=access.can(by, "evidence.prove", case, at=at),
    )


def lines(case: Case, counts: Mapping[str, int], held: Mapping[str, list[Item]] | None = None) -> list[Line]:
    """Each element that the case's track asks for, with how many pieces of evidence it has; `case.proofs` is read once."""
    proofs = {proof.element: proof for proof in case.proofs.all()}
    return [
        Line(
            element=element.value,
            label=str(element.label),
            asks=str(ELEMENT_ASKS[element]),
            source=PROOF_RULE[case.track],
            proof=proofs.get(element),
            count=counts.get(element, 0),
            items=tuple((held or {}).get(element, ())[:SHOWN]),
        )
        for element in PROVED_IN[case.track]
    ]


def lacking(case: Case, on: date) -> Reason | None:
    """What the gate of suing would still miss; None when every element is proven."""
    return guards.elements_proven(case, on)


def line_to_assess(case_id: int, element: str, *, by: User, at: datetime) -> Line:
    """One line, when this person may say how far it is proved; Unseen for an element that the case does not have."""
    case = access.take(by, "evidence.prove", Case, case_id, at=at)
    for line in lines(case, {}):
        if line.element == element:
            return line
    raise access.Unseen
