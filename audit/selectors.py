"""Questions about what happened."""

from django.db.models import QuerySet

from audit.models import Entry


def timeline(*, case_id: int | None = None, clue_id: int | None = None) -> QuerySet[Entry]:
    """Everything recorded of a case or a clue, newest first, with the people who did it."""
    wanted = {"case_ref": case_id} if case_id else {"clue_ref": clue_id}
    return Entry.objects.filter(**wanted).select_related("by").order_by("-at", "-id")
