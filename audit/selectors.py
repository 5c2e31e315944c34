"""Questions about what happened."""

from datetime import timedelta

from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag

from audit.models import Entry

JITTER = timedelta(minutes=1)


def timeline(*, case_id: int | None = None, clue_id: int | None = None) -> QuerySet[Entry]:
    """Everything done in a case or to a clue, newest first, with the people who did it.

    Who looked at personal data is for auditors (desk/record_trail.py).
    """
    wanted = {"case_ref": case_id} if case_id else {"clue_ref": clue_id}
    rows = Entry.objects.filter(**wanted).exclude(action__endswith=".unmask")
    return rows.select_related("by").order_by("-at", "-id")


def set_back(*, newest: int = 10_000) -> list[Entry]:
    """Entries among the newest that were recorded earlier than the one before them: there a server's clock went back.

    Entries are numbered as they are written, whatever the clock says. What differs by less than a minute are servers
    and long transactions side by side, and no clock that was set.
    """
    before = Window(Lag("recorded_at"), order_by="pk")
    kept = Entry.objects.filter(pk__in=Entry.objects.order_by("-pk").values("pk")[:newest])
    return list(kept.annotate(before=before).filter(recorded_at__lt=F("before") - JITTER).order_by("pk"))
