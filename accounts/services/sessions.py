"""The ends of what a person has open: sessions, tokens, mail on its way."""

from datetime import datetime

from django.apps import apps
from django.db.models import F, Q

from accounts import letters
from accounts.models import User
from audit.models import Outbox


def end_all(user: User) -> None:
    """End every session and token of the person; none of them revives later."""
    User.objects.filter(pk=user.pk).update(sessions=F("sessions") + 1)
    user.refresh_from_db(fields=["sessions"])
    end_tokens(user)


def end_tokens(user: User) -> None:
    """Delete what programs of the person come in with."""
    apps.get_model("authtoken", "Token")._default_manager.filter(user=user).delete()


def drop_mail(user: User, *, at: datetime) -> None:
    """Set aside the letters that still wait to be sent to the person; digests are looked through when they leave."""
    waiting = Outbox.objects.filter(sent_at=None, parked_at=None, topic__in=("mail", letters.PASSWORD))
    theirs = Q(payload__user=user.pk) | Q(key__startswith=f"notice:{user.pk}:")
    waiting.filter(theirs).update(parked_at=at, locked_until=None, last_error="account disabled")
