"""How people come in: passwords that only they know, locks after wrong ones, and the end of what is open."""

from datetime import datetime

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access, letters, lockout
from accounts.models import User
from accounts.services.may import to_run
from accounts.services.sessions import end_all
from audit.flow import Reason, Refused, official, record

EDIT = "person.edit"


@transaction.atomic
def end_sessions(user_id: int, *, by: User, at: datetime) -> User:
    """Log a person out everywhere: every session and every token ends."""
    user = to_run(user_id, EDIT, by, at)
    end_all(user)
    record(by=by, at=at, action=EDIT, label=f"结束全部登录：{user}", obj=user)
    return user


@transaction.atomic
def send_password_link(user_id: int, *, by: User, at: datetime) -> User:
    """Send the person a link to set a password; whoever sends it sees neither the link nor the password."""
    user = to_run(user_id, EDIT, by, at)
    if not user.is_active:
        raise Refused([Reason(_("此账号已经停用，请先启用"))])
    if not user.email:
        raise Refused([Reason(_("没有登记邮箱，请先补登邮箱"))])
    letters.ask_for_password(user, at=at)
    record(by=by, at=at, action=EDIT, label=f"发送设置密码链接：{user}", obj=user)
    return user


@transaction.atomic
def unlock(user_id: int, *, by: User, at: datetime) -> User:
    """Forgive the wrong passwords that closed an account."""
    user = to_run(user_id, EDIT, by, at)
    if not lockout.locked([user.username], at=at):
        raise Refused([Reason(_("此账号没有锁定"))])
    reset(username=user.username)
    record(by=by, at=at, action=EDIT, label=f"解除锁定：{user}", obj=user)
    return user


@transaction.atomic
def set_password(user_id: int, *, password: str, by: User, at: datetime) -> User:
    """Set the person's own password: every session and token opened with the old one ends, and the person is told."""
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None or user.pk != by.pk:
        raise access.Unseen
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise ValidationError({"new_password1": wrong.messages}) from wrong
    user.set_password(password)
    user.save(update_fields=["password"])
    end_all(user)
    record(by=by, at=at, action="password.set", label="设置密码", obj=user)
    letters.tell(
        user,
        about="password-set",
        subject=official(_("【益诉】您的密码已更改")),
        body=official(
            _("您的密码刚刚更改，其他设备上的登录均已结束。如非本人所为，请立即告知本院系统管理员。")
        ),
        at=at,
    )
    return user
