"""The second factor is set up by the person, asked for by the security administrator, and reset when it was lost."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import devices_for_user, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import letters, second_factor
from accounts.models import PostName, Procuratorate, User
from accounts.services.may import may_run, to_run
from accounts.services.sessions import end_all, end_tokens
from audit.flow import Reason, Refused, official, record

RULE = "post.second_factor"
CODES = 10
DIGITS, LONGEST = 6, 16


def begin_setup(*, by: User) -> TOTPDevice:
    """The app that waits to be confirmed: the same one until it is, so that a page shown again stays true."""
    waiting = TOTPDevice.objects.filter(user=by, confirmed=False).order_by("pk").first()
    return waiting or TOTPDevice.objects.create(user=by, confirmed=False, name="phone")


def confirm_setup(*, code: str, by: User, at: datetime) -> tuple[TOTPDevice, list[str]]:
    """Take the app into use with its first code; the recovery codes are told this once. Older tokens end."""
    if second_factor.phone_of(by):
        raise Refused([Reason(_("二次验证已经设置"))])
    found = verify_token(by, begin_setup(by=by).persistent_id, _digits(code))
    if found is None:
        raise ValidationError({"code": _wrong(by)})
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=found.pk).update(confirmed=True, created_at=at)
        StaticDevice.objects.filter(user=by).delete()
        kept = StaticDevice.objects.create(user=by, name="recovery")
        codes = [StaticToken.random_token() for _n in range(CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=kept, token=each) for each in codes)
        end_tokens(by)
        record(by=by, at=at, action="factor.set", label="设置二次验证", obj=by)
    found.confirmed = True
    return found, codes


def verify(*, code: str, by: User, at: datetime) -> TOTPDevice | StaticDevice:
    """The device whose code this is; each code counts once. ValidationError for a wrong one, which makes the next wait.

    Nothing here may be undone by a refusal: the count of wrong codes must stand.
    """
    said = "".join(code.split()).lower()
    said = said if said.isascii() and said.isalnum() and len(said) <= LONGEST else ""
    kind = TOTPDevice if said.isdigit() else StaticDevice
    for device in kind.objects.filter(user=by, confirmed=True):
        if found := verify_token(by, device.persistent_id, said):
            if kind is StaticDevice:
                left = second_factor.recovery_codes_left(by)
                record(
                    by=by, at=at, action="factor.recovered", label=f"使用恢复码登录，剩余 {left} 个", obj=by
                )
            return found
    raise ValidationError({"code": _wrong(by)})


@transaction.atomic
def reset_factor(user_id: int, *, reason: str, by: User | None, at: datetime) -> User:
    """Drop a lost second factor: the person sets up a new one at the next login, is logged out everywhere, and told.

    `by` is None only from the command line.
    """
    user = User.objects.get(pk=user_id) if by is None else to_run(user_id, RULE, by, at)
    devices = list(devices_for_user(user, confirmed=None))
    if not any(device.confirmed for device in devices):
        raise Refused([Reason(_("此人没有设置二次验证"))])
    for device in devices:
        device.delete()
    end_all(user)
    record(by=by, at=at, action=RULE, label=f"重置二次验证：{user}", obj=user, note=reason)
    letters.tell(
        user,
        about="factor-reset",
        subject=official(_("【益诉】您的二次验证已重置")),
        body=official(
            _("安全管理员重置了您的二次验证，下次登录时请重新设置。如非本人要求，请立即告知本院系统管理员。")
        ),
        at=at,
    )
    return user


@transaction.atomic
def demand_factor(office_id: int, *, rules: Mapping[str, bool], by: User, at: datetime) -> Procuratorate:
    """Say for which posts of the office, and of the agencies in its area, a second factor is demanded from the next request on."""
    office = Procuratorate.objects.select_for_update().get(pk=office_id)
    may_run(by, RULE, office, at)
    posts = list(PostName)
    if set(rules) - set(posts):
        raise ValidationError(_("请选择职务"))
    was = {post: second_factor.rule_of(office, post) for post in posts}
    now = {post: bool(rules.get(post, was[post])) for post in posts}
    changed = [post for post in posts if was[post] != now[post]]
    if not changed:
        raise Refused([Reason(_("没有改动"))])
    office.second_factor = {**office.second_factor, **{str(post): now[post] for post in changed}}
    office.save(update_fields=["second_factor"])
    said = "、".join(f"{post.label}{'须' if now[post] else '不须'}" for post in changed)
    record(by=by, at=at, action=RULE, label=f"二次验证：{said}", obj=office, data=office.second_factor)
    return office


def _digits(code: str) -> str:
    said = "".join(code.split())
    return said if said.isdigit() and said.isascii() and len(said) == DIGITS else ""


def _wrong(user: User) -> str:
    if until := second_factor.waits_until(user):
        return _("验证码不正确。为防猜测，请稍候再输（%(time)s 后）") % {
            "time": f"{timezone.localtime(until):%H:%M:%S}"
        }
    return _("验证码不正确或已用过，请输入当前显示的验证码")
