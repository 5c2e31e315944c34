"""Invitations: a link, told once and mailed, of which only the digest is kept; it works once and not for long.

The one who invites never learns a password, and the one invited is nobody here until they accept.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access, letters
from accounts.models import AGENCY_POSTS, Post, User
from accounts.selectors import known
from agencies.models import Agency, Invitation
from agencies.services.people import appoint
from audit.flow import Reason, Refused, day, official, record

INVITE = "agency.invite"
LETTER = (
    "{name}：\n\n{office}邀请您担任{agency}{post}，在“益诉”上接收检察建议、报送整改情况。\n"
    "请在 {until} 前打开下面的链接，设置用户名和密码。链接只能使用一次，请勿转发。\n{link}\n\n"
    "如不清楚此事，请勿打开，并与{office}联系。"
)


@dataclass(frozen=True)
class Invited:
    """An invitation just made, and the secret of its link, which is told this once."""

    invitation: Invitation
    token: str


def digest_of(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode(errors="replace")).hexdigest()


@transaction.atomic
def invite(
    agency_id: int,
    *,
    post: str,
    name: str,
    email: str = "",
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> Invited:
    """Invite somebody to an agency of the own area as its liaison or leader; mailed where an address is given.

    Refuses (at the field) a post that is none of an agency, and a last day before today.
    """
    agency = access.take(by, INVITE, Agency, agency_id, at=at)
    if post not in AGENCY_POSTS:
        raise ValidationError({"post": _("请选择联络员或者分管领导")})
    if ends_on is not None and ends_on < day(at):
        raise ValidationError({"ends_on": _("任职结束日不能早于今天")})
    seed = secrets.token_urlsafe(32)
    token = letters.secret_of(seed)
    invitation = Invitation(
        agency=agency,
        post=post,
        name=name,
        email=email,
        ends_on=ends_on,
        digest=digest_of(token),
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
        invited_by=by,
        invited_at=at,
    )
    invitation.full_clean(exclude=["accepted_by", "accepted_at", "revoked_at"], validate_constraints=False)
    invitation.save()
    said = f"邀请{invitation.get_post_display()}：{name}"
    record(by=by, at=at, action=INVITE, label=said, obj=invitation, note=agency.name)
    if email:
        _write(invitation, seed, at)
    return Invited(invitation, token)


@transaction.atomic
def revoke(invitation_id: int, *, by: User, at: datetime) -> Invitation:
    """Take an invitation back: its link opens nothing from now on. Refuses one that was accepted or revoked."""
    invitation = access.take(by, INVITE, Invitation, invitation_id, at=at, lock=True)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused([Reason(_("邀请已被接受或者已经撤回"))])
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    letters.take_back(_key(invitation), at=at)
    label = f"撤回邀请：{invitation.name}"
    record(by=by, at=at, action=INVITE, label=label, obj=invitation, note=invitation.agency.name)
    return invitation


@transaction.atomic
def accept(
    token: str, *, name: str, username: str, email: str, phone: str, password: str, at: datetime
) -> User:
    """Accept an invitation with a new account, which holds the post from today on.

    Unseen for a link that never was; refuses one that was used, revoked or is too old; refuses (at the field) a user name
    that is taken and a password that the validators do not like.
    """
    invitation = _to_accept(token, at)
    user = User(username=username, name=name, email=email, phone=phone, date_joined=at)
    user.full_clean(exclude=["password", "username"], validate_unique=False)
    _good(password, user)
    user.password = make_password(password)
    if known(username):
        raise _taken_name()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # somebody was faster with the same name
        raise _taken_name() from error
    _taken(invitation, user, at)
    return user


@transaction.atomic
def join(token: str, *, by: User, at: datetime) -> Post:
    """Accept an invitation with the account that one has, as who works for another agency already.

    Refuses the people of procuratorates, who supervise agencies and do not act for them, and a post that is held already.
    """
    invitation = _to_accept(token, at)
    if by.office_id is not None or any(post.office_id for post in by.posts_on(day(at))):
        raise Refused([Reason(_("检察院人员不能兼任行政机关的联络员或者分管领导"))])
    mine = Post.objects.filter(user=by, group=invitation.agency.group_id, post=invitation.post)
    if any(not post.over(day(at)) or post.starts_on == day(at) for post in mine):
        raise Refused([Reason(_("您已担任此职务"))])
    return _taken(invitation, by, at)


def _to_accept(token: str, at: datetime) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("agency__group")
    invitation = rows.filter(digest=digest_of(token)).first()
    if invitation is None:
        raise access.Unseen
    if reason := shut(invitation, at=at):
        raise Refused([Reason(reason)])
    return invitation


def shut(invitation: Invitation, *, at: datetime) -> str:
    """Why a link no longer works; empty while it does."""
    if invitation.accepted_at:
        return _("邀请链接已经使用过")
    if invitation.revoked_at:
        return _("邀请已经撤回")
    if invitation.expires_at <= at or (invitation.ends_on and invitation.ends_on < day(at)):
        return _("邀请链接已经过期")
    return ""


def _taken_name() -> ValidationError:
    return ValidationError({"username": ValidationError(_("此用户名不能使用，请换一个"), code="taken")})


def _taken(invitation: Invitation, user: User, at: datetime) -> Post:
    invitation.accepted_at = at
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    letters.take_back(_key(invitation), at=at)
    starts_on, ends_on = day(at), invitation.ends_on
    return appoint(
        user, invitation.agency, post=invitation.post, starts_on=starts_on, ends_on=ends_on, by=user, at=at
    )


def _good(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise ValidationError({"new_password1": wrong.messages}) from wrong


def _write(invitation: Invitation, seed: str, at: datetime) -> None:
    agency = invitation.agency
    until = timezone.localtime(invitation.expires_at).strftime("%Y-%m-%d %H:%M")
    body = LETTER.format(
        name=invitation.name,
        office=agency.area,
        agency=agency.name,
        post=official(invitation.get_post_display()),
        until=until,
        link=letters.HERE,
    )
    letters.send_link(
        key=_key(invitation),
        to=invitation.email,
        subject="【益诉】请接受邀请，设置登录账号",
        body=body,
        page="invitation",
        seed=seed,
        at=at,
    )


def _key(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"
