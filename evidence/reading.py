"""Questions that programs ask about evidence."""

from datetime import datetime

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from evidence import selectors
from evidence.models import Custody, File, Item


def item(item_id: int, *, by: User, at: datetime) -> Item:
    """One piece of evidence with its files, if the person may see it; an agency's people see what the agency sent."""
    access.take(by, "evidence.view", Item, item_id, at=at)
    return selectors.evidence(by=by, at=at).get(pk=item_id)


def custody(file_id: int, *, by: User, at: datetime) -> QuerySet[Custody]:
    """Who had a file when, for the people of procuratorates who may see it."""
    file = access.take(by, "evidence.view", File, file_id, at=at)
    selectors.item(file.item_id, by=by, at=at)
    return Custody.objects.filter(file=file).select_related("by")
