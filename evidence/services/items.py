"""Evidence that the team collected, and what it proves."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day, official, record
from cases.models import Case
from evidence.intake import Upload
from evidence.models import PROVES, Item
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


@transaction.atomic
def amend_item(item_id: int, *, element: str, proves: str, by: User, at: datetime) -> Item:
    """Say anew what a piece of evidence proves; what was said before and what is said now are on record."""
    item = access.take(by, "evidence.prove", Item, item_id, at=at, lock=True)
    if element not in dict(PROVES):
        raise ValidationError({"element": _("请选择证明要素")})
    before = _said(item)
    item.element, item.proves = element, proves.strip()
    if (after := _said(item)) != before:
        item.save(update_fields=["element", "proves"])
        note = f"“{item.title}”原为：{before}；现为：{after}"
        record(by=by, at=at, action="evidence.prove", label="修改证明内容", obj=item, note=note)
    return item


def _said(item: Item) -> str:
    """What it proves, in the language of the file."""
    return f"{official(dict(PROVES)[item.element])}，{item.proves or '未写明'}"
