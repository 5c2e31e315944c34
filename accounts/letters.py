"""Letters about an account. They leave through the outbox, and say nothing that somebody else could use.

A link is made when the letter leaves, so that it is kept nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from audit import outbox
from audit.models import Outbox

PASSWORD, LINK = "password", "link"
HERE = "{link}"
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True)
class Letter:
    """A mail to one person."""

    to: str
    subject: str
    body: str


def ask_for_password(user: User, *, at: datetime) -> None:
    """Queue the letter with the link by which the person sets a password."""
    outbox.publish(
        key=f"{PASSWORD}:{user.pk}:{at.isoformat()}", topic=PASSWORD, payload={"user": user.pk}, at=at
    )


def tell(user: User, *, about: str, subject: str, body: str, at: datetime, to: str = "") -> None:
    """Queue a letter that tells the person what was done to their account; nothing without an address.

    The address is read when the letter leaves; `to` names the one that the person no longer has.
    """
    if user.email:
        payload = {"user": user.pk, "subject": subject, "body": body} | ({"to": to} if to else {})
        outbox.publish(key=f"{about}:{user.pk}:{at.isoformat()}", topic="mail", payload=payload, at=at)


def secret_of(seed: str) -> str:
    """The part of a link that nobody guesses, made of a seed and the key of the site: whoever reads the seed lacks the key.

    It is written in letters alone, so that nothing in it looks like a phone number, which would be masked.
    """
    return salted_hmac("accounts.letters.link", seed, algorithm="sha256").hexdigest().translate(LETTERS)


def send_link(*, key: str, to: str, subject: str, body: str, page: str, seed: str, at: datetime) -> None:
    """Queue a letter to somebody without an account yet; `body` says {link} where the link to `page` will stand."""
    payload = {"to": to, "subject": subject, "body": body, "page": page, "seed": seed}
    outbox.publish(key=key, topic=LINK, payload=payload, at=at)


def take_back(key: str, *, at: datetime) -> None:
    """Do not send what still waits under that key."""
    waiting = Outbox.objects.filter(key=key, sent_at=None, parked_at=None)
    waiting.update(parked_at=at, locked_until=None, last_error="taken back")


def with_link(payload: dict[str, Any]) -> Letter:
    """A queued letter as it leaves, with its link."""
    link = settings.SITE_URL + reverse(payload["page"], args=[secret_of(payload["seed"])])
    return Letter(payload["to"], payload["subject"], payload["body"].replace(HERE, link))


def set_password(user_id: int) -> Letter | None:
    """The letter with the link, as it leaves; None when the person may no longer log in or has no address."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return None
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = settings.SITE_URL + reverse("set-password", args=[uid, default_token_generator.make_token(user)])
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    with override(settings.LANGUAGE_CODE):
        lines = [
            str(user),
            "",
            _("请在 %(days)d 日内打开下面的链接，为用户名 %(username)s 设置密码。链接只能使用一次。")
            % {"days": days, "username": user.username},
            link,
            "",
            _("如非本人需要，请勿打开，并告知本院安全管理员。"),
        ]
        return Letter(user.email, _("【益诉】请设置登录密码"), "\n".join(lines))
