"""Who may run an office: asked by every service of people and posts."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.models import Procuratorate, User
from accounts.selectors import agency_people, homes_of, people
from accounts.services.separation import not_on_oneself


def may_run(by: User, action: str, office: Procuratorate | None, at: datetime) -> None:
    """Let through who may do `action` in that office, which must be their own."""
    if office not in access.offices(by, action, at=at):
        raise PermissionDenied(action)


def person_of(user_id: int, by: User, at: datetime, *, lock: bool = False) -> User:
    """A person whom this administrator sees; Unseen when there is none."""
    for rows in (people(by=by, at=at), agency_people(by=by, at=at)):
        for found in (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=user_id):
            return found
    raise access.Unseen


def to_run(user_id: int, action: str, by: User, at: datetime, *, lock: bool = True) -> User:
    """The person whom this administrator may run, and who is somebody else."""
    user = person_of(user_id, by, at, lock=lock)
    homes = (
        [user.office] if action == "post.edit" else homes_of(user)
    )  # posts in agencies are given by invitation
    if not set(homes) & set(access.offices(by, action, at=at)):
        raise PermissionDenied(action)
    not_on_oneself(user, by)
    return user
