"""Cases below a case, as far as a person may see them; and numbers in which one matter counts once."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import access
from accounts.models import Level, User
from accounts.paging import Parts
from cases import selectors
from cases.flow import ENDED
from cases.models import Case

LINK = "case.link"
OFFERED = 100


def counted_once(rows: Parts[Case]) -> Parts[Case]:
    """The cases that count in a number: one that is part of another case among them does not count again.

    Nor does one to which only the suit of another one among them was handed over (rule 16).
    """
    whole = Q(pk=OuterRef("parent")) | Q(pk=OuterRef("origin"))
    above = [Exists(part.filter(whole)) for part in rows.querysets]
    alone = Q(parent=None, origin=None)
    return rows.filter(alone | ~reduce(or_, (Q(found) for found in above))) if above else rows


def nested(rows: Parts[Case]) -> Parts[Case]:
    """Of these cases those that are part of another one among them."""
    above = [Exists(part.filter(pk=OuterRef("parent"))) for part in rows.querysets]
    return rows.filter(parent__isnull=False).filter(reduce(or_, map(Q, above))) if above else rows


def of_case(case: Case, *, by: User, at: datetime) -> QuerySet[Case]:
    """The cases below this one that the person may see, in the order of filing; below a county there are none."""
    if case.office.level == Level.COUNTY:
        return Case.objects.none()
    rows = access.allowed(by, "case.view", Case, at=at).filter(parent=case)
    return rows.select_related("office", "handler").order_by("filed_on", "id")


def parent(case_id: int, *, by: User, at: datetime) -> Case:
    """The case whose cases below are looked at; 404 for who may not see it."""
    return selectors.case(case_id, by=by, at=at)


def to_link(case_id: int, *, by: User, at: datetime) -> Case:
    """The case to which a person is about to add one below; 404 unseen, 403 for who may not."""
    access.take(by, LINK, Case, case_id, at=at)
    return selectors.case(case_id, by=by, at=at)


def to_unlink(case_id: int, *, by: User, at: datetime) -> Case:
    """The case that a person is about to take out of the one above; 404 unseen, 403 for who may not."""
    child = selectors.case(case_id, by=by, at=at)
    if child.parent is None or not access.can(by, LINK, child.parent, at=at):
        raise PermissionDenied(LINK)
    return child


def candidates(case: Case, *, by: User, at: datetime) -> list[Case]:
    """The running cases of offices below, of a field of this one, that are part of no other yet; the newest first."""
    fields = [case.field, *case.other_fields]
    rows = access.allowed(by, "case.view", Case, at=at).filter(_below(case), parent=None)
    same = rows.filter(Q(field__in=fields) | Q(other_fields__overlap=fields)).exclude(state__in=ENDED)
    return list(same.select_related("office").order_by("-filed_on", "-id")[:OFFERED])


def _below(case: Case) -> Q:
    if case.office.level == Level.SUPREME:
        return ~Q(office=case.office_id)
    column = "provincial" if case.office.level == Level.PROVINCIAL else "municipal"
    return Q(**{column: case.office_id}) & ~Q(office=case.office_id)


def counted(rows: QuerySet[Case]) -> int:
    """How many matters there are among these cases."""
    return counted_once(Parts((rows,))).querysets[0].count()
