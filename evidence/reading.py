"""Questions that programs ask about evidence."""

from datetime import datetime

from accounts import access
from accounts.models import User
from evidence import selectors
from evidence.models import Item


def item(item_id: int, *, by: User, at: datetime) -> Item:
    """One piece of evidence with its files, if the person may see it; an agency's people see what the agency sent."""
    access.take(by, "evidence.view", Item, item_id, at=at)
    return selectors.evidence(by=by, at=at).get(pk=item_id)
