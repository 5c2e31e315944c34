"""Questions about evidence."""

from datetime import datetime

from django.db.models import Count, QuerySet

from accounts import access
from accounts.models import User
from evidence.models import Element, Item


def evidence(*, by: User, at: datetime, case_id: int | None = None) -> QuerySet[Item]:
    """The pieces of evidence this person may see, with their files; of one case when asked."""
    items = access.allowed(by, "evidence.view", Item, at=at).select_related("respondent__agency", "added_by")
    if case_id is not None:
        items = items.filter(case_id=case_id)
    return items.prefetch_related("files")


def litigability(case_id: int) -> list[tuple[str, int]]:
    """How many pieces of evidence stand for each thing a suit must prove (rule 71): label, count."""
    counted = dict(
        Item.objects.filter(case_id=case_id).order_by().values_list("element").annotate(Count("id"))
    )
    return [(str(label), counted.get(value, 0)) for value, label in Element.choices if value != Element.NONE]
