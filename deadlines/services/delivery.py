"""Delivery: unsent outbox rows become mails. The row is the truth; a mail handed in twice carries the same Message-ID.

A row is leased before it is sent and stamped after. A worker killed in between leaves the lease to run out; the next
one sends the same message under the same Message-ID, which mail systems (and our files) take for one.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import access, letters
from accounts.letters import LINK, PASSWORD
from accounts.models import User
from audit import masks
from audit.flow import day
from audit.models import Outbox
from deadlines import ladder, selectors
from deadlines.flow import State
from deadlines.models import Deadline, Reminder
from deadlines.services.digests import DIGEST
from deadlines.services.plans import say_due

MAIL = "mail"
ATTEMPTS = 5
BATCH = 10
CALLS_PER_RUN = 100
FAILURES = (OSError, SMTPException, LookupError, ValueError)


@dataclass(frozen=True)
class Delivered:
    """What one delivery did."""

    sent: int
    failed: int


def deliver(*, at: datetime) -> Delivered:
    """Send what is waiting, batch by batch, until nothing is left or this run has sent its share.

    The mails of the chase leave only while people are at work.
    """
    began, at_work = time.monotonic(), ladder.at_work(at, selectors.calendar())
    topics = (MAIL, PASSWORD, LINK, DIGEST) if at_work else (MAIL, PASSWORD, LINK)
    sent = failed = 0
    for _round in range(CALLS_PER_RUN):
        now = at + timedelta(seconds=time.monotonic() - began)
        rows = _lease(now, topics)
        results = [_send(row, now) for row in rows]
        sent, failed = sent + results.count(True), failed + results.count(False)
        if len(rows) < BATCH:
            break
    return Delivered(sent, failed)


@transaction.atomic
def _lease(at: datetime, topics: Sequence[str] = (MAIL, PASSWORD, LINK, DIGEST)) -> list[Outbox]:
    waiting = Outbox.objects.filter(sent_at=None, parked_at=None, topic__in=topics, not_before__lte=at)
    free = waiting.filter(Q(locked_until=None) | Q(locked_until__lte=at)).order_by("not_before", "id")
    rows = list(free.select_for_update(skip_locked=True)[:BATCH])
    spent = [row.pk for row in rows if row.attempts >= ATTEMPTS]
    Outbox.objects.filter(pk__in=spent).update(parked_at=at, locked_until=None)
    leased = [row for row in rows if row.attempts < ATTEMPTS]
    until = at + timedelta(seconds=int(settings.OUTBOX_LEASE_SECONDS))
    Outbox.objects.filter(pk__in=[row.pk for row in leased]).update(
        locked_until=until, attempts=F("attempts") + 1
    )
    return leased


def _send(row: Outbox, at: datetime) -> bool:
    try:
        message = COMPOSE[row.topic](row, at)
        if message is not None:
            message.connection = get_connection()
            message.send()
    except FAILURES as error:
        _postpone(row, at, error)
        return False
    Outbox.objects.filter(pk=row.pk).update(sent_at=at, locked_until=None, last_error="")
    return True


def _postpone(row: Outbox, at: datetime, error: Exception) -> None:
    tries = row.attempts + 1
    wait = timedelta(minutes=min(15, 2**row.attempts))
    Outbox.objects.filter(pk=row.pk).update(
        not_before=at + wait,
        locked_until=None,
        parked_at=at if tries >= ATTEMPTS else None,
        last_error=masks.free(f"{type(error).__name__}: {error}")[:500],
    )


def message_id(key: str) -> str:
    """The Message-ID of the mail that belongs to an outbox key: always the same one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{host}>"


def _mail(row: Outbox, to: str, subject: str, body: str) -> EmailMessage:
    headers = {"Message-ID": message_id(row.key), "Auto-Submitted": "auto-generated"}
    subject = masks.free(" ".join(subject.split()))
    return EmailMessage(subject, masks.free(body), to=[to], headers=headers)


def _one(row: Outbox, at: datetime) -> EmailMessage | None:
    """A letter as it was written; to nobody who was shut out meanwhile, or whose posts have all ended."""
    to, told = row.payload.get("to", ""), row.payload.get("user")
    if told is not None:
        user = User.objects.filter(pk=told, is_active=True).first()
        to = to or (user.email if user else "")
        if not to or not _serves(user, day(at)):
            return None
    return _mail(row, to, row.payload["subject"], row.payload["body"])


def _serves(user: User | None, on: date) -> bool:
    """Whether the person still works here. Whoever never had a post is one of ours, too: somebody newly entered."""
    return user is not None and (bool(user.posts_on(on)) or not user.posts.exists())


def _password(row: Outbox, at: datetime) -> EmailMessage | None:
    """The way to set a password; its link is made now and kept nowhere."""
    letter = letters.set_password(row.payload["user"])
    return _mail(row, letter.to, letter.subject, letter.body) if letter else None


def _link(row: Outbox, at: datetime) -> EmailMessage | None:
    """A letter with a link that was kept nowhere meanwhile."""
    letter = letters.with_link(row.payload)
    return _mail(row, letter.to, letter.subject, letter.body)


def _digest(row: Outbox, at: datetime) -> EmailMessage | None:
    """What this mail carries and still holds, each act once. It names acts and dates, not the case: mail leaves the house.

    What the person may no longer see when the mail leaves is not in it.
    """
    user = User.objects.filter(pk=row.payload["user"], is_active=True).exclude(email="").first()
    if user is None:
        return None
    running = Reminder.objects.filter(mail=row.key, deadline__state=State.OPEN, round=F("deadline__round"))
    seen = access.allowed(user, "deadline.view", Deadline, at=at)
    still = running.filter(deadline__in=seen.filter(pk__in=running.values("deadline")).values("pk"))
    deadlines = {each.deadline_id: each.deadline for each in still.select_related("deadline")}
    if not deadlines:
        return None
    ordered = sorted(deadlines.values(), key=lambda deadline: (deadline.due_on, deadline.pk))
    with translation.override("zh-hans"):
        lines = [
            f"· {say_due(deadline.title, deadline.due_on, day(at))}\n"
            f"  {deadline.article}　{settings.SITE_URL}/deadlines/{deadline.pk}/"
            for deadline in ordered
        ]
        subject = _("【益诉】%(count)d 项期限提醒") % {"count": len(lines)}
        return _mail(row, user.email, subject, "\n".join([str(user), "", *lines, ""]))


COMPOSE: dict[str, Callable[[Outbox, datetime], EmailMessage | None]] = {
    MAIL: _one,
    PASSWORD: _password,
    LINK: _link,
    DIGEST: _digest,
}
