"""Pages of the registers: agencies, enterprises and associations by area and name, narrowed to what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts import access, paging
from accounts.models import Post, Procuratorate, User
from accounts.paging import Page
from agencies import bands, selectors
from agencies.bands import Band
from agencies.models import Agency, Enterprise, Incident
from audit.flow import day

ORDER = ("area__code", "name", "id")


@dataclass(frozen=True)
class AgencyLine:
    """One agency of the list, and who holds a post in it today."""

    agency: Agency
    posts: list[Post]


@dataclass(frozen=True)
class EnterpriseLine:
    """One enterprise of the list, the band of its personal data, and how many leaks are known."""

    enterprise: Enterprise
    band: Band | None
    incidents: int


@dataclass(frozen=True)
class Listed:
    """One page of a register, and whether the person may enter something in it."""

    page: Page[Any]
    lines: list[Any]
    may_enter: bool


def own_area(*, by: User, at: datetime) -> Procuratorate | None:
    """The area that a register shows to begin with."""
    return next((post.office for post in by.posts_on(day(at)) if post.office), None)


def agencies(
    *, by: User, at: datetime, wanted: Mapping[str, Any], older: str = "", newer: str = ""
) -> Listed:
    """The agencies that fit, by area and name."""
    selectors.enter("agency.view", by=by, at=at)
    rows = _narrowed(selectors.agencies(by=by, at=at), wanted, "kind", "name", "short_name", "duties__matter")
    page = paging.sorted_page(rows, ORDER, older=older, newer=newer)
    held: dict[int | None, list[Post]] = {}
    posts = selectors.posts_of([row.group_id for row in page.rows]).order_by("-post", "pk")
    for post in selectors.held_on(posts, day(at)):
        held.setdefault(post.group_id, []).append(post)
    lines = [AgencyLine(row, held.get(row.group_id, [])) for row in page.rows]
    return Listed(page, lines, access.holds(by, "agency.edit", at=at))


def enterprises(
    *, by: User, at: datetime, wanted: Mapping[str, Any], older: str = "", newer: str = ""
) -> Listed:
    """The enterprises that fit, by area and name."""
    selectors.enter("enterprise.view", by=by, at=at)
    rows = _narrowed(selectors.enterprises(by=by, at=at), wanted, "scale", "name", "credit_code")
    rows = in_band(rows, wanted.get("band") or "")
    if level := wanted.get("protection"):
        rows = rows.filter(protection_level=None if level == "none" else int(level))
    page = paging.sorted_page(rows, ORDER, older=older, newer=newer)
    known = Incident.objects.filter(enterprise__in=page.rows).order_by().values_list("enterprise")
    leaks = dict(known.annotate(Count("pk")))
    lines = [
        EnterpriseLine(row, bands.band_of(row.personal_data_volume), leaks.get(row.pk, 0))
        for row in page.rows
    ]
    return Listed(page, lines, access.holds(by, "enterprise.edit", at=at))


def associations(
    *, by: User, at: datetime, wanted: Mapping[str, Any], older: str = "", newer: str = ""
) -> Listed:
    """The associations that fit, by area and name."""
    selectors.enter("enterprise.view", by=by, at=at)
    rows = _narrowed(selectors.associations(by=by, at=at), wanted, "", "name")
    page = paging.sorted_page(rows, ORDER, older=older, newer=newer)
    return Listed(page, list(page.rows), access.holds(by, "enterprise.edit", at=at))


def in_band(rows: QuerySet[Enterprise], name: str) -> QuerySet[Enterprise]:
    """Of these enterprises those in the band of that name; with "none" those of which nobody knows."""
    if name == "none":
        return rows.filter(personal_data_volume=None)
    if (band := bands.named(name)) is None:
        return rows
    rows = rows.filter(personal_data_volume__gte=band.floor)
    return rows if band.ceiling is None else rows.filter(personal_data_volume__lt=band.ceiling)


def _narrowed(rows: QuerySet[Any], wanted: Mapping[str, Any], same: str, *said_in: str) -> QuerySet[Any]:
    """Narrowed by area (with those below it), by level, by one column that must be the same, and by words."""
    if area := wanted.get("area"):
        rows = rows.filter(selectors.within(area))
    if level := wanted.get("level"):
        rows = rows.filter(area__level=level)
    if sector := wanted.get("sector"):
        rows = rows.filter(sector__icontains=sector)
    if same and wanted.get(same):
        rows = rows.filter(**{same: wanted[same]})
    for word in (wanted.get("text") or "").split():
        found = Q()
        for column in said_in:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(pk__in=rows.model._default_manager.filter(found).values("pk"))
    return rows
