"""Who may log in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


class People(ModelBackend):
    """People with a password. Demo accounts, whose password everyone knows, exist only where DEBUG is on."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Whether the account is in use."""
        demo = getattr(user, "demo", False)
        return super().user_can_authenticate(user) and (settings.DEBUG or not demo)
