"""The second factor: a code of six digits beside the password, by an app on the phone, or a recovery code once.

An office says for each of its posts whether it is demanded, and for liaisons and leaders of the agencies of its area;
where it says nothing, the site does (SECOND_FACTOR). Who holds several posts gives a code as soon as one of them demands it.
"""

from base64 import b32encode
from collections.abc import Iterable
from datetime import date, datetime

import segno
from django.conf import settings
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Post, Procuratorate, User


def demanded(user: User, on: date) -> bool:
    """Whether the person must give a code to come in on that day."""
    return any(demanded_of(post) for post in user.posts_on(on))


def demanded_of(post: Post) -> bool:
    """Whether this post demands it."""
    return rule_of(home_of(post), post.post)


def home_of(post: Post) -> Procuratorate | None:
    """The office that says what holds for a post: its own, for a post in an agency that of the agency's area."""
    agency = getattr(post.group, "agency", None)
    return agency.area if agency else post.office


def rule_of(office: Procuratorate | None, post: str) -> bool:
    """Whether that post of that office demands it."""
    said = office.second_factor if office else {}
    return bool(said.get(post, settings.SECOND_FACTOR))


def phone_of(user: User) -> TOTPDevice | None:
    """The app that the person set up; None before they did."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def have_phones(users: Iterable[User]) -> set[int]:
    """Which of these people have set it up."""
    return set(TOTPDevice.objects.filter(user__in=list(users), confirmed=True).values_list("user", flat=True))


def recovery_codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    device = StaticDevice.objects.filter(user=user, confirmed=True).first()
    return device.token_set.count() if device else 0


def waits_until(user: User) -> datetime | None:
    """Until when no further code is looked at, after wrong ones; None when one may be given now."""
    for device in (phone_of(user), StaticDevice.objects.filter(user=user).first()):
        allowed, why = device.verify_is_allowed() if device else (True, None)
        if not allowed and why:
            until: datetime | None = why.get("locked_until")
            return until
    return None


def picture(device: TOTPDevice) -> str:
    """The square that a phone reads, as an address of an image that carries its own content."""
    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2))


def key_text(device: TOTPDevice) -> str:
    """The same secret for typing, in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def token_counts(user: User, made: datetime, on: date) -> bool:
    """Whether a token made at that moment was given for a code, or needed none."""
    if not demanded(user, on):
        return True
    device = phone_of(user)
    return device is not None and device.created_at is not None and device.created_at <= made
