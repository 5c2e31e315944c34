"""Who must act, as a table: the matters of a case, the agencies, and where one is missing, doubled or in dispute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts import access
from accounts.models import User
from agencies.models import Agency, Duty
from agencies.overlaps import Holding, fits, table
from agencies.selectors import of_region
from audit.flow import Reason
from cases.flow import ENDED
from cases.models import Case, DutyMatter, DutyShare
from cases.services.duties import ACTING, settled, unclear
from cases.statutory import Part

TONES = {Part.LEADS: "info", Part.SHARES: "plain", Part.DISPUTED: "warn", Part.NONE: "plain"}
MARKS = {"settled": "ok", "dispute": "warn", "gap": "warn", "overlap": "warn", "clear": "info"}
WORDS = {
    "settled": _l("已确认"),
    "dispute": _l("有争议"),
    "gap": _l("无人牵头"),
    "overlap": _l("多家牵头"),
    "clear": _l("待确认"),
}


@dataclass(frozen=True)
class Cell:
    """What part one agency has in one matter; nothing where nobody said so yet."""

    agency: Agency
    share: DutyShare | None

    @property
    def tone(self) -> str:
        """The colour of the part."""
        return TONES[Part(self.share.part)] if self.share else ""


@dataclass(frozen=True)
class Line:
    """One matter across all agencies."""

    matter: DutyMatter
    cells: tuple[Cell, ...]
    missing: tuple[Reason, ...]
    mark: str

    @property
    def word(self) -> str:
        """Where the matter stands."""
        return str(WORDS[self.mark])

    @property
    def tone(self) -> str:
        """The colour of that word."""
        return MARKS[self.mark]

    @property
    def shares(self) -> list[DutyShare]:
        """The parts that were written down, who leads first."""
        found = [cell.share for cell in self.cells if cell.share]
        return sorted(found, key=lambda share: Part.values.index(share.part))

    @property
    def settled(self) -> bool:
        """Whether the parts stand, and change only with a reason."""
        return self.matter.settled_on is not None


@dataclass(frozen=True)
class Board:
    """The table of one case, and what this person may do about it."""

    case: Case
    agencies: tuple[Agency, ...]
    lines: tuple[Line, ...]
    may_enter: bool
    may_settle: bool

    @property
    def text(self) -> str:
        """How many matters there are, and how many are settled."""
        if not self.lines:
            return ""
        values = {"all": len(self.lines), "done": sum(line.settled for line in self.lines)}
        return _("%(all)d 个事项，%(done)d 个已确认") % values


def board(case_id: int, *, by: User, at: datetime) -> Board:
    """The table of a case that this person may see; Unseen (404) for others."""
    access.take(by, "case.view", Case, case_id, at=at)
    case = Case.objects.select_related("office").get(pk=case_id)
    rights = access.may(by, ("duty.enter", "duty.settle"), case, at=at)
    open_still = case.state not in ENDED and case.track == "administrative"
    matters = matters_of(case)
    agencies = _agencies(case, matters)
    return Board(
        case,
        agencies,
        tuple(_lines(matters, agencies)),
        may_enter=open_still and rights["duty.enter"],
        may_settle=open_still and rights["duty.settle"],
    )


def matters_of(case: Case) -> list[DutyMatter]:
    """The matters of a case already reached, with their parts, in the order in which they were entered."""
    shares = DutyShare.objects.select_related("agency", "duty").order_by("id")
    rows = case.duty_matters.select_related("settled_in").prefetch_related(Prefetch("shares", shares))
    return list(rows.order_by("id"))


def matters(case_id: int, *, by: User, at: datetime) -> QuerySet[DutyMatter]:
    """The matters of a case that this person may see, with their parts; Unseen (404) for others."""
    access.take(by, "case.view", Case, case_id, at=at)
    shares = DutyShare.objects.select_related("agency").order_by("id")
    return DutyMatter.objects.filter(case=case_id).prefetch_related(Prefetch("shares", shares))


def matter_to(action: str, matter_id: int, *, by: User, at: datetime) -> DutyMatter:
    """A matter on which this person may do that; 403 for who may only see it."""
    access.take(by, action, DutyMatter, matter_id, at=at)
    shares = DutyShare.objects.select_related("agency").order_by("id")
    rows = DutyMatter.objects.select_related("case__office").prefetch_related(Prefetch("shares", shares))
    return rows.get(pk=matter_id)


def share_to(action: str, share_id: int, *, by: User, at: datetime) -> DutyShare:
    """What part an agency has in a matter, where this person may change it; 403 for who may only see it."""
    access.take(by, action, DutyShare, share_id, at=at)
    return DutyShare.objects.select_related("matter__case", "agency").get(pk=share_id)


def cannot_settle(matter: DutyMatter) -> list[Reason]:
    """What the page of settling says before anything is typed; empty when it may be settled."""
    if matter.settled_on is not None:
        return [settled()]
    return unclear(list(matter.shares.all()))


def duties_for(matter: DutyMatter, *, chosen: str) -> QuerySet[Duty]:
    """The duties of the register on offer for a part in a matter, by agency.

    Those of the agencies of the case and of the one chosen (its id as typed), and those of the region that speak of it.
    """
    case = matter.case
    mine = Q(agency__respondents__case=case) | Q(agency__duty_shares__matter__case=case)
    if chosen.isdecimal() and len(chosen) < 19:
        mine |= Q(agency=chosen)
    region = Duty.objects.filter(agency__in=of_region(case.office).order_by())
    near = [pk for pk, said in region.values_list("pk", "matter") if fits(matter.name, said)]
    rows = Duty.objects.filter(mine | Q(pk__in=near)).select_related("agency").distinct()
    return rows.order_by("agency_id", "id")


def acting(matter: DutyMatter) -> list[DutyShare]:
    """The parts from which something follows: who leads and who helps."""
    return [share for share in matter.shares.all() if share.part in ACTING]


def _agencies(case: Case, matters: Sequence[DutyMatter]) -> tuple[Agency, ...]:
    """The agencies of the case, then the others that somebody thought of."""
    named = [row.agency for row in case.respondents.select_related("agency").order_by("id")]
    others = [share.agency for matter in matters for share in matter.shares.all()]
    return tuple(dict.fromkeys([*named, *others]))


def _lines(matters: Sequence[DutyMatter], agencies: Sequence[Agency]) -> list[Line]:
    claims = [(matter, share.agency, share) for matter in matters for share in matter.shares.all()]
    found = table(matters, agencies, claims, holds=lambda share: share.part == Part.LEADS)
    return [_line(row.matter, dict(row.cells), row.holding) for row in found]


def _line(matter: DutyMatter, said: Mapping[Agency, Sequence[DutyShare]], holding: Holding) -> Line:
    cells = tuple(Cell(agency, next(iter(shares), None)) for agency, shares in said.items())
    shares = [cell.share for cell in cells if cell.share]
    return Line(matter, cells, tuple(unclear(shares)), _mark(matter, shares, holding))


def _mark(matter: DutyMatter, shares: Sequence[DutyShare], holding: Holding) -> str:
    if matter.settled_on is not None:
        return "settled"
    if any(share.part == Part.DISPUTED for share in shares):
        return "dispute"
    return {Holding.GAP: "gap", Holding.OVERLAP: "overlap", Holding.SOLE: "clear"}[holding]
