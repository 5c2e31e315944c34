"""Who has a matter among several agencies: one of them, several, or nobody (rules 69, 72). Nothing here reads the database."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Matter = TypeVar("Matter", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)
What = TypeVar("What")

LAW = re.compile(r"《([^《》]+)》([^《》]*)")
ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?")
STATE = "中华人民共和国"


class Holding(TextChoices):
    """How many agencies have a matter."""

    GAP = "gap", _("无人承担")
    SOLE = "sole", _("一家承担")
    OVERLAP = "overlap", _("多家承担")


@dataclass(frozen=True)
class Line(Generic[Matter, Who, What]):
    """One matter: what each agency claims of it, agencies in the order of the table, and which of them have it."""

    matter: Matter
    cells: tuple[tuple[Who, tuple[What, ...]], ...]
    holders: tuple[Who, ...]

    @property
    def holding(self) -> Holding:
        """Whether nobody, one or several agencies have it."""
        return (
            Holding.GAP if not self.holders else Holding.SOLE if len(self.holders) == 1 else Holding.OVERLAP
        )


def table(
    matters: Iterable[Matter],
    agencies: Sequence[Who],
    claims: Iterable[tuple[Matter, Who, What]],
    *,
    holds: Callable[[What], bool] = lambda _claim: True,
) -> list[Line[Matter, Who, What]]:
    """The table of matters and agencies: a line for each matter, a cell in it for each agency.

    `claims` says what an agency claims of a matter, any number of times; what `holds` denies is shown in its cell and
    does not count (an agency that only helps, or says that it has nothing to do with it).
    """
    found: dict[tuple[Hashable, Hashable], list[What]] = defaultdict(list)
    for matter, agency, claim in claims:
        found[matter, agency].append(claim)
    lines = []
    for matter in dict.fromkeys(matters):
        cells = tuple((agency, tuple(found[matter, agency])) for agency in agencies)
        holders = tuple(agency for agency, claimed in cells if any(map(holds, claimed)))
        lines.append(Line(matter, cells, holders))
    return lines


def fits(matter: str, text: str) -> bool:
    """Whether a text speaks of a matter: every word of the matter stands in it."""
    said = text.casefold()
    return all(word in said for word in matter.casefold().split())


def articles(basis: str) -> set[tuple[str, str]]:
    """The articles that a legal basis names, as (law, article): 《网络安全法》第八条、第二十一条 names two."""
    return {
        (law.removeprefix(STATE), article)
        for law, rest in LAW.findall(basis)
        for article in ARTICLE.findall(rest)
    }


def shared_articles(bases: Iterable[tuple[Who, str]]) -> dict[tuple[str, str], list[Who]]:
    """The articles on which several agencies rest duties, each with those agencies: a sign that duties may overlap."""
    found: dict[tuple[str, str], dict[Any, None]] = defaultdict(dict)
    for agency, basis in bases:
        for article in sorted(articles(basis)):
            found[article][agency] = None
    return {article: list(agencies) for article, agencies in found.items() if len(agencies) > 1}
