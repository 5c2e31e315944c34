"""What a case carries along in the query that reads it: small lists of what hangs from it, as its page shows them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from cases.models import Case, Commission, DutyMatter, DutyShare, Involvement, SiteCheck
from cases.statutory import Part


def with_lists(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases, each with `commissioned`, `duties`, `firms` and `looked`."""
    found: QuerySet[Case] = rows.annotate(
        commissioned=ArraySubquery(_commissions()),
        duties=ArraySubquery(_duties()),
        firms=ArraySubquery(_enterprises()),
        looked=ArraySubquery(_checks()),
    )
    return found


def _commissions() -> QuerySet[Commission, Any]:
    """What was asked of other offices on a case, newest first."""
    line = JSONObject(pk="pk", to_office="to_office__short_name", number="document__number", state="state")
    return Commission.objects.filter(case=OuterRef("pk")).order_by("-id").values(line=line)


def _duties() -> QuerySet[DutyMatter, Any]:
    """The matters of a case with who leads in them, and how many parts are disputed."""
    leading = DutyShare.objects.filter(matter=OuterRef("pk"), part=Part.LEADS).order_by("id")
    disputed = Count("shares", filter=Q(shares__part=Part.DISPUTED))
    rows = DutyMatter.objects.filter(case=OuterRef("pk")).annotate(
        leads=ArraySubquery(leading.values("agency__short_name")), disputed=disputed
    )
    line = JSONObject(name="name", settled_on="settled_on", leads="leads", disputed="disputed")
    return rows.order_by("id").values(line=line)


def _enterprises() -> QuerySet[Involvement, Any]:
    """The enterprises that a case has to do with."""
    line = JSONObject(pk="pk", enterprise="enterprise", name="enterprise__name", role="role", note="note")
    return Involvement.objects.filter(case=OuterRef("pk")).order_by("id").values(line=line)


def _checks() -> QuerySet[SiteCheck, Any]:
    """The looks on the spot, newest first."""
    line = JSONObject(
        pk="pk",
        kind="kind",
        on="on",
        place="place",
        result="result",
        obligation="obligation",
        measure="obligation__measure",
        clue="clue__number",
    )
    rows = SiteCheck.objects.filter(case=OuterRef("pk")).order_by("-on", "-id")
    return rows.values(line=line)
