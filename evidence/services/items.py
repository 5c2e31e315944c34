"""Evidence that the team collected."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day, record
from cases.models import Case
from evidence.intake import Upload
from evidence.models import Item
from evidence.services import keeping


@transaction.atomic
def add_item(
    case_id: int,
    *,
    kind: str,
    title: str,
    source: str,
    collected_on: date,
    proves: str = "",
    element: str = "none",
    files: Sequence[Upload] = (),
    by: User,
    at: datetime,
) -> Item:
    """Enter a piece of evidence that the team collected (rules 34, 35), with its files."""
    case = access.take(by, "evidence.add", Case, case_id, at=at)
    if collected_on > day(at):
        raise ValidationError({"collected_on": _("取得日期不能晚于今天")})
    item = Item.objects.create(
        case=case,
        kind=kind,
        title=title,
        source=source,
        collected_on=collected_on,
        proves=proves,
        element=element,
        added_by=by,
        added_at=at,
    )
    record(by=by, at=at, action="evidence.add", label="登记证据", obj=item, note=title)
    with keeping.all_or_none() as keys:
        keeping.keep_all(item, files, keys, by=by, at=at)
    return item
