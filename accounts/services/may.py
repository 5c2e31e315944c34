"""Who may run an office: asked by every service of people and posts."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.models import Procuratorate, User


def may_run(by: User | None, action: str, place: Procuratorate | Group, at: datetime) -> None:
    """Let through who may do `action` in that office; `by` is None only from the command line."""
    if by is not None and place not in access.offices(by, action, at=at):
        raise PermissionDenied(action)
