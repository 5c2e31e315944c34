"""Somebody sees personal data as it is: for a reason, on the record, and so often an hour and a day (个保法 51)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access, personal
from accounts import selectors as accounts
from accounts.models import User
from accounts.personal import Line
from audit import masks
from audit.flow import Reason, Refused, day, official, record
from audit.masks import Clear
from audit.models import Entry
from deadlines.models import NoticeKind
from deadlines.services import notify

ACTIONS = (personal.CLUE, personal.CASE)
ARTICLE = gettext_lazy("个人信息保护法第五十一条")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECONDS = 60
TOLD = ("head", "secadmin", "auditor")


class Why(models.TextChoices):
    """What somebody needs to see it for."""

    CASE = "case", gettext_lazy("办案需要")
    IDENTITY = "identity", gettext_lazy("核实身份")
    SERVICE = "service", gettext_lazy("送达")
    PETITION = "petition", gettext_lazy("信访答复")
    OTHER = "other", gettext_lazy("其他")


@dataclass(frozen=True)
class Asked:
    """A column of a row that the person may see as it is, and how often they still may see any in this hour."""

    line: Line
    row: Any
    home: Any
    left: int


@dataclass(frozen=True)
class Seen:
    """What stands there, for a minute."""

    line: Line
    value: Clear
    seconds: int
    left: int


def to_see(model: str, row_id: int, field: str, *, by: User, at: datetime) -> Asked:
    """What the person is about to look at; 404, 403, or Refused when they have looked too often.

    Whoever may not see the row, or the register has no such column, gets the same 404.
    """
    line = personal.line(model, field)
    if line is None or not (line.via or hasattr(apps.get_model(line.model), "SCOPE")):
        raise access.Unseen
    row = (
        apps.get_model(line.model)
        ._default_manager.select_related(*filter(None, [line.via]))
        .filter(pk=row_id)
    )
    found = row.first()
    home = getattr(found, line.via) if found and line.via else found
    if home is None:
        raise access.Unseen
    for action in line.actions:
        access.take(by, action, type(home), home.pk, at=at)
    left = budget(by, at=at)
    if left <= 0:
        raise Refused([Reason(used_up(), ARTICLE)])
    return Asked(line, found, home, left)


@transaction.atomic
def unmask(model: str, row_id: int, field: str, *, why: str, reason: str, by: User, at: datetime) -> Seen:
    """Show one column of one row as it is, after the record says who looks at what and why. The record has no values.

    Refuses without a reason, and once the hour's or the day's number is used up, of which head and administrators hear.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(
        pk=by.pk
    )  # one after the other, or the number is passed
    asked = to_see(model, row_id, field, by=by, at=at)
    if why not in Why.values:
        raise ValidationError({"why": _("请选择查看理由")})
    if not reason.strip():
        raise ValidationError({"reason": _("请说明查看的具体理由")})
    line, data = asked.line, {"column": f"{asked.line.model}.{field}", "row": row_id, "why": why}
    label = official(gettext_lazy("查看%(of)s的%(column)s")) % {"of": line.of, "column": line.label}
    record(by=by, at=at, action=line.actions[0], label=label, obj=asked.home, note=reason.strip(), data=data)
    if asked.left == 1:
        _tell(by, at)
    return Seen(line, Clear(_words(getattr(asked.row, field))), SECONDS, asked.left - 1)


def budget(by: User, *, at: datetime) -> int:
    """How often the person may still see something as it is: what is left of the hour or of the day."""
    seen = Entry.objects.filter(by=by, action__in=ACTIONS, at__lte=at)
    hour, today = seen.filter(at__gt=at - HOUR).count(), seen.filter(at__gt=at - DAY).count()
    return max(0, min(settings.UNMASK_PER_HOUR - hour, settings.UNMASK_PER_DAY - today))


def used_up() -> str:
    """Why nothing more is shown."""
    said = _(
        "查看个人信息的次数已用完：每小时 %(hour)d 次、每日 %(day)d 次。请稍后再查看，部门负责人和管理员已收到提示"
    )
    return said % {"hour": settings.UNMASK_PER_HOUR, "day": settings.UNMASK_PER_DAY}


def _tell(by: User, at: datetime) -> None:
    """The number is used up: head, security and audit administrator of the office hear of it."""
    office = accounts.office_of(by, on=day(at))
    people = accounts.holders(office, *TOLD, on=day(at)).exclude(pk=by.pk) if office else []
    title = gettext_lazy("查看个人信息达到上限：%(name)s") % {"name": by.name}
    body = gettext_lazy(
        "一小时 %(hour)d 次或者一日 %(day)d 次已用完。审计管理员可在操作记录中查看逐次理由。"
    ) % {
        "hour": settings.UNMASK_PER_HOUR,
        "day": settings.UNMASK_PER_DAY,
    }
    subject = gettext_lazy("有人查看个人信息达到上限")
    key = f"unmask:{by.pk}:{at.isoformat()}"
    notify(people, title=title, body=body, subject=subject, key=key, kind=NoticeKind.ALARM, at=at)


def _words(value: Any) -> str:
    """A text as it is; of a draft or paper the texts in which something is masked."""
    if isinstance(value, str):
        return value
    return "\n".join(text for text in _texts(value) if masks.free(text) != text)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
