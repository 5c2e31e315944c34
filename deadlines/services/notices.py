"""Telling people: a notice in the house, and a mail that leaves it through the outbox."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import User
from audit import masks, outbox
from deadlines.models import ChaseChoice, ChaseMatter, ChaseWay, Notice, NoticeKind

HIDDEN = "涉密事项，内容不再显示"


@transaction.atomic
def notify(
    users: Iterable[User],
    *,
    title: str | Promise,
    key: str,
    at: datetime,
    body: str | Promise = "",
    url: str = "",
    kind: NoticeKind = NoticeKind.PROGRESS,
    subject: str | Promise = "",
) -> int:
    """Tell each of these people once, however often it is called with this key; how many were told now.

    Numbers and addresses of people are masked. What a case is called stays in the house: the mail says `subject`, or
    else the title's words before the colon (“您已承办：…”), and the way to the rest.
    """
    people = {user.pk: user for user in users}
    if not people:
        return 0
    with translation.override("zh-hans"):
        text, more = masks.free(str(title))[:200], masks.free(str(body))
        outside = masks.free(str(subject)) or text.partition("：")[0]
    known = set(Notice.objects.filter(key=key, user__in=people).values_list("user", flat=True))
    new = [user for pk, user in people.items() if pk not in known]
    row = {"key": key, "kind": kind, "title": text, "body": more, "url": url, "created_at": at}
    Notice.objects.bulk_create(
        (Notice(user=user, **row) for user in new), ignore_conflicts=True, batch_size=1000
    )
    link = f"{settings.SITE_URL}{url}" if url.startswith("/") else url
    mail = {"subject": outside, "body": link or settings.SITE_URL}
    mails = {f"notice:{user.pk}:{key}": {"user": user.pk, **mail} for user in new if user.email}
    outbox.publish_all(mails, topic="mail", at=at)
    return len(new)


@transaction.atomic
def blank(urls: Iterable[str], *, whose: Callable[[User], bool]) -> int:
    """Leave of the notices about these addresses only the address, for the people of whom that holds; how many."""
    about = Notice.objects.filter(url__in=list(urls))
    readers = User.objects.filter(pk__in=about.values("user"))
    return about.filter(user__in=[user.pk for user in readers if whose(user)]).update(title=HIDDEN, body="")


def mark_read(notice_id: int, *, by: User, at: datetime) -> Notice | None:
    """The person has read one of their notices: that notice, or None when there is none of theirs."""
    own = Notice.objects.filter(pk=notice_id, user=by)
    own.filter(read_at=None).update(read_at=at)
    return own.first()


def mark_all_read(*, by: User, at: datetime, before: datetime | None = None) -> int:
    """The person has read all of their notices, or those that came before a moment; how many were new."""
    unread = Notice.objects.filter(user=by, read_at=None)
    if before is not None:
        unread = unread.filter(created_at__lt=before)
    return unread.update(read_at=at)


@transaction.atomic
def choose(*, ways: Mapping[ChaseMatter, ChaseWay], by: User) -> None:
    """The person wishes to hear of these matters in these ways. What always comes is no matter and cannot be chosen."""
    for matter, way in ways.items():
        ChaseChoice.objects.update_or_create(user=by, matter=ChaseMatter(matter), defaults={"way": way})
