"""Questions about procuratorates: who leads whom, which one somebody means, and pages of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts import access
from accounts import selectors as accounts
from accounts.models import PostName, Procuratorate, User
from audit.flow import day

SIZE, NEAREST, SHOWN = 25, 5, 12
ENDINGS = ("人民检察院", "检察院")
KINDS = [f"{kind}检察院" for kind in ("省", "自治区", "市", "州", "区", "县", "旗")]


@dataclass(frozen=True)
class Meant:
    """Which office somebody means: one, or the nearest to what they said."""

    office: Procuratorate | None
    nearest: Sequence[Procuratorate] = ()


def by_code(code: str) -> Procuratorate | None:
    """The office with that code, if there is one."""
    return Procuratorate.objects.filter(code=code).first()


def led_by(office: Procuratorate) -> list[Procuratorate]:
    """The office and everyone below it, each with those who lead it."""
    under = Q(pk=office.pk) | Q(parent=office) | Q(parent__parent=office) | Q(parent__parent__parent=office)
    return list(Procuratorate.objects.filter(under).select_related("parent__parent__parent").order_by("code"))


def line(office: Procuratorate) -> list[Procuratorate]:
    """Those who lead the office, from the nearest up."""
    found, above = [], office.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def among(
    levels: Sequence[str] = (), *, under: Procuratorate | None = None, but: int | None = None
) -> QuerySet[Procuratorate]:
    """The offices of these levels, all when none is named; those below one, and without one."""
    rows = Procuratorate.objects.order_by("code")
    if levels:
        rows = rows.filter(level__in=levels)
    if under is not None:
        rows = rows.filter(
            Q(pk=under.pk) | Q(parent=under) | Q(parent__parent=under) | Q(parent__parent__parent=under)
        )
    return rows if but is None else rows.exclude(pk=but)


def search(rows: QuerySet[Procuratorate], said: str) -> QuerySet[Procuratorate]:
    """The offices that what was typed fits: every word of it in the name, short name or mark, or the code's beginning."""
    for word in said.split():
        bare = _bare(word)
        rows = rows.filter(
            Q(name__icontains=bare) | Q(short_name__icontains=bare) | Q(mark__icontains=bare)
            | Q(code__startswith=word) | Q(name__icontains=word)
        )  # fmt: skip
    return rows


def numbered(value: Any) -> Procuratorate | None:
    """The office with that number, if it is one."""
    said = str(value or "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    return Procuratorate.objects.filter(pk=int(said)).first()


def proposed(
    said: str, *, level: Any = (), under: int | None = None, but: int | None = None, by: User, at: datetime
) -> list[Procuratorate]:
    """What a field proposes for the words typed so far, to everyone of a procuratorate."""
    access.demand(by, "office.view", at=at)
    top = Procuratorate.objects.filter(pk=under).first() if under else None
    return suggestions(among(level or (), under=top, but=but), said)


def suggestions(
    rows: QuerySet[Procuratorate], said: str, *, near: Procuratorate | None = None
) -> list[Procuratorate]:
    """A dozen offices to choose from: those that fit what was typed, those beside `near` first."""
    rows = rows.select_related("parent")
    if "\x00" in said:  # no name has it, and PostgreSQL does not take it
        return []
    if said.strip():
        return list(search(rows, said)[:SHOWN])
    if near is None or near.parent_id is None:
        return list(rows[:SHOWN])
    return list(rows.filter(parent_id=near.parent_id)[:SHOWN])


def meant(rows: QuerySet[Procuratorate], said: str) -> Meant:
    """The one office that was meant: by its name, short name, code or number here, or by a word that fits it alone.

    A place's bare name means its own office: 金华 is the city, not its districts; which 朝阳 is meant is asked.
    """
    said = said.strip()
    if said.isascii() and said.isdigit() and len(said) < 19:
        exact = [*rows.filter(code=said)] or [*rows.filter(pk=int(said))]
    else:
        exact = list(rows.filter(Q(name=said) | Q(short_name=said) | Q(code=said))[:2])
    if len(exact) == 1:
        return Meant(exact[0])
    found = list(search(rows, said)[: NEAREST + 1])
    if len(found) > 1:
        found = list(rows.filter(_of_place(said))[: NEAREST + 1]) or found
    return Meant(found[0]) if len(found) == 1 else Meant(None, found[:NEAREST])


@dataclass(frozen=True)
class Line:
    """One office of a list: those who lead it from the top down, and how many it leads itself."""

    office: Procuratorate
    path: Sequence[Procuratorate]
    below: int


@dataclass(frozen=True)
class OfficePage:
    """A page of offices by code: its lines, the keys of its neighbours (empty when there is none), how many there are."""

    lines: Sequence[Line]
    before: str
    after: str
    total: int


def listed(
    *, by: User, at: datetime, text: str = "", level: str = "", before: str = "", after: str = ""
) -> OfficePage:
    """The page of offices that fit, after the code `after` or before the code `before`, for everyone of a procuratorate."""
    access.demand(by, "office.view", at=at)
    rows = search(among([level] if level else []), text)
    counted = rows.select_related("parent__parent__parent").annotate(below=Count("children"))
    if before:
        found: list[Any] = list(counted.filter(code__lt=before).order_by("-code")[: SIZE + 1])[::-1]
        more_before, more_after = len(found) > SIZE, True
        found = found[-SIZE:]
    else:
        found = list(counted.filter(code__gt=after)[: SIZE + 1])
        more_before, more_after = bool(after), len(found) > SIZE
        found = found[:SIZE]
    lines = [Line(office, line(office)[::-1], office.below) for office in found]
    first, last = (found[0].code, found[-1].code) if found else ("", "")
    return OfficePage(lines, first if more_before else "", last if more_after else "", rows.count())


@dataclass(frozen=True)
class OfficeView:
    """One office: those who lead it, those it leads, and who decides in it."""

    office: Procuratorate
    above: Sequence[Procuratorate]
    below: Sequence[Procuratorate]
    people: Sequence[tuple[Any, Sequence[User]]]
    may_edit: bool


DECIDERS = ("chief", "head")


def look(office_id: int, *, by: User, at: datetime) -> OfficeView:
    """One office for everyone of a procuratorate; 404 for agencies' people and where there is none."""
    access.demand(by, "office.view", at=at)
    office = Procuratorate.objects.select_related("parent__parent__parent").filter(pk=office_id).first()
    if office is None:
        raise access.Unseen
    people = [(post, list(accounts.holders(office, post, on=day(at)))) for post in DECIDERS]
    return OfficeView(
        office=office,
        above=line(office)[::-1],
        below=list(office.children.order_by("code")),
        people=[(PostName(post).label, users) for post, users in people if users],
        may_edit=access.holds(by, "office.edit", at=at),
    )


def to_edit(office_id: int, *, by: User, at: datetime) -> Procuratorate:
    """The office whose names are put right, by the system administrator at the top: 403 for others, 404 for agencies."""
    access.demand(by, "office.edit", at=at)
    office = Procuratorate.objects.filter(pk=office_id).first()
    if office is None:
        raise access.Unseen
    return office


def _of_place(said: str) -> Q:
    """The own offices of places with that bare name: the city, the county, and the districts of cities."""
    found = Q(short_name__in=[said + kind for kind in KINDS])
    for kind in KINDS:
        found |= Q(short_name__endswith=f"市{said}{kind}")
    return found


def _bare(word: str) -> str:
    """A word without what every office has at its end."""
    ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
    return word.removesuffix(ending) or word
