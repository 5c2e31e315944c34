"""Who must act? For some matters, or some agencies of an area: who claims what, where several do, where nobody does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import office_lists
from accounts.models import Procuratorate, User
from agencies import selectors
from agencies.models import Agency, Duty
from agencies.overlaps import Holding, Line, fits, shared_articles, table

COLUMNS, MATTERS, SHOWN = 12, 12, 8
PARTS = re.compile(r"[；;\n]+")


@dataclass(frozen=True)
class Area:
    """An office's area, and the agencies in it."""

    office: Procuratorate | None
    agencies: list[Agency]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The agencies, to choose from."""
        return [(agency.pk, agency.short_name) for agency in self.agencies]


@dataclass(frozen=True)
class Row:
    """One matter of the table: the cells that are shown; for a gap the agencies above that have it."""

    line: Line[str, Agency, Duty]
    cells: tuple[tuple[Agency, tuple[Duty, ...]], ...]
    above: list[tuple[Agency, Duty]]

    @property
    def tone(self) -> str:
        """The colour of its mark."""
        return {Holding.GAP: "warn", Holding.SOLE: "ok", Holding.OVERLAP: "info"}[self.line.holding]


@dataclass(frozen=True)
class Shared:
    """Articles of one law on which the same agencies rest duties."""

    law: str
    articles: list[str]
    agencies: list[Agency]


@dataclass(frozen=True)
class Matrix:
    """The table: its columns, its rows, how many agencies did not fit in, and the articles that several cite."""

    area: Procuratorate | None
    columns: list[Agency]
    rows: list[Row]
    left_out: int
    shared: list[Shared]

    def count(self, holding: str) -> int:
        """How many matters are held so."""
        return sum(row.line.holding == holding for row in self.rows)

    @property
    def gaps(self) -> int:
        """How many matters nobody has."""
        return self.count(Holding.GAP)

    @property
    def overlaps(self) -> int:
        """How many matters several have."""
        return self.count(Holding.OVERLAP)


def parts(said: str) -> list[str]:
    """The matters somebody names, parted by semicolons."""
    found = (" ".join(part.split()) for part in PARTS.split(said))
    return list(dict.fromkeys(part for part in found if part))[:MATTERS]


def area(area_id: int | None, *, by: User, at: datetime) -> Area:
    """The agencies of one area, for everybody who works on cases; nothing where there is no such area."""
    selectors.enter("agency.view", by=by, at=at)
    rows = Procuratorate.objects.select_related("parent__parent__parent")
    office = rows.filter(pk=area_id).first() if area_id else None
    agencies = Agency.objects.filter(area=office).prefetch_related("duties").order_by("name")
    return Area(office, list(agencies) if office else [])


def matrix(here: Area, matters: str, chosen: Sequence[int]) -> Matrix:
    """The table for these matters, among the chosen agencies of the area, or all of them when none is chosen.

    Without matters the rows are what the chosen agencies have. A duty belongs to a matter when it has all its words.
    """
    among = [agency for agency in here.agencies if agency.pk in chosen] or here.agencies
    asked = parts(matters) or _all_of(among if chosen else [])
    claims = [
        (matter, agency, duty)
        for agency in among
        for duty in agency.duties.all()
        for matter in asked
        if fits(matter, duty.matter)
    ]
    claiming = {agency.pk for _matter, agency, _duty in claims}
    columns = among if chosen else [agency for agency in among if agency.pk in claiming]
    lines = table(asked, columns, claims)
    gaps = [one.matter for one in lines if one.holding == Holding.GAP]
    above = _above(here.office, gaps)
    rows = [Row(one, one.cells[:COLUMNS], above.get(one.matter, [])) for one in lines]
    return Matrix(here.office, columns[:COLUMNS], rows, max(len(columns) - COLUMNS, 0), _shared(among))


def _all_of(chosen: Sequence[Agency]) -> list[str]:
    matters = (duty.matter for agency in chosen for duty in agency.duties.all())
    return list(dict.fromkeys(matters))


def _above(office: Procuratorate | None, gaps: Sequence[str]) -> dict[str, list[tuple[Agency, Duty]]]:
    """For matters that nobody here has: who has them in the areas above."""
    if office is None or not gaps:
        return {}
    duties = Duty.objects.filter(agency__area__in=office_lists.line(office)).select_related("agency")
    found: dict[str, list[tuple[Agency, Duty]]] = {}
    for duty in duties:
        for matter in gaps:
            if fits(matter, duty.matter):
                found.setdefault(matter, []).append((duty.agency, duty))
    return found


def _shared(among: Sequence[Agency]) -> list[Shared]:
    bases = [(agency, duty.basis) for agency in among for duty in agency.duties.all()]
    found: dict[tuple[str, tuple[Agency, ...]], list[str]] = {}
    for (law, article), who in shared_articles(bases).items():
        found.setdefault((law, tuple(who)), []).append(article)
    shared = [Shared(law, articles, list(who)) for (law, who), articles in found.items()]
    return sorted(shared, key=lambda one: (-len(one.agencies), one.law))[:SHOWN]
