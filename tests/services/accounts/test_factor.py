"""The second factor: set up by the person, demanded per post, reset by the security administrator."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django_otp import devices_for_user
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from rest_framework.authtoken.models import Token

from accounts import second_factor, services
from accounts.models import User
from audit.models import Entry, Outbox
from tests.refusals import invalid, refused
from tests.web.people import browser
from tests.world import World


def code(device: TOTPDevice, steps: int = 0) -> str:
    """What the phone shows now, or so many half minutes from now."""
    return f"{totp(device.bin_key, t0=-30 * steps):06d}"


def set_up(world: World, user: User) -> list[str]:
    device = services.begin_setup(by=user)
    return services.confirm_setup(code=code(device, -1), by=user, at=world.now)[1]


def calm(user: User) -> None:
    """The wait after wrong codes is over."""
    for device in devices_for_user(user, confirmed=None):
        device.throttle_reset()


def test_the_first_code_takes_the_phone_into_use(world: World) -> None:
    user = world.yiwu_handler
    token = Token.objects.create(user=user)
    device = services.begin_setup(by=user)
    assert services.begin_setup(by=user) == device and second_factor.phone_of(user) is None
    with invalid("code"):
        services.confirm_setup(code="000000x", by=user, at=world.now)
    calm(user)
    _device, codes = services.confirm_setup(code=code(device), by=user, at=world.now)
    assert second_factor.phone_of(user) == device and len(set(codes)) == 10
    assert not Token.objects.filter(pk=token.pk).exists()
    with refused(text="已经设置"):
        services.confirm_setup(code=code(device), by=user, at=world.now)


def test_a_code_counts_once_and_a_wrong_one_makes_the_next_wait(world: World) -> None:
    user = world.yiwu_handler
    set_up(world, user)
    phone = second_factor.phone_of(user)
    assert services.verify(code=code(phone), by=user, at=world.now) == phone
    with invalid("code"):
        services.verify(code=code(phone), by=user, at=world.now)
    with invalid("code"):
        services.verify(code=code(phone, 1), by=user, at=world.now)
    assert second_factor.waits_until(user) is not None
    calm(user)
    assert services.verify(code=code(phone, 1), by=user, at=world.now)


def test_a_recovery_code_counts_once_and_is_recorded(world: World) -> None:
    user = world.yiwu_handler
    first, second, *_rest = set_up(world, user)
    assert services.verify(code=f" {first.upper()} ", by=user, at=world.now)
    assert second_factor.recovery_codes_left(user) == 9
    assert Entry.objects.filter(action="factor.recovered", by=user).exists()
    for wrong in (first, "", "x" * 5000, "\x00"):
        calm(user)
        with invalid("code"):
            services.verify(code=wrong, by=user, at=world.now)
    calm(user)
    assert services.verify(code=second, by=user, at=world.now)


def test_a_post_demands_it_where_its_office_says_so(world: World, settings: Any) -> None:
    user, on = world.yiwu_handler, world.now.date()
    assert not second_factor.demanded(user, on)
    rules = {"handler": True}
    services.demand_factor(world.yiwu.pk, rules=rules, by=world.yiwu_secadmin, at=world.now)
    assert second_factor.demanded(world.fresh(user), on)
    assert not second_factor.demanded(world.fresh(world.yiwu_clerk), on)
    assert not second_factor.demanded(world.fresh(world.dongyang_handler), on)
    settings.SECOND_FACTOR = True
    assert second_factor.demanded(world.fresh(world.yiwu_post_liaison), on)
    services.demand_factor(world.yiwu.pk, rules={"clerk": False}, by=world.yiwu_secadmin, at=world.now)
    assert not second_factor.demanded(world.fresh(world.yiwu_clerk), on)
    with refused(text="没有改动"):
        services.demand_factor(world.yiwu.pk, rules=rules, by=world.yiwu_secadmin, at=world.now)
    for by in (world.yiwu_sysadmin, world.jinhua_secadmin):
        with pytest.raises(PermissionDenied):
            services.demand_factor(world.yiwu.pk, rules={"head": True}, by=by, at=world.now)


def test_a_lost_one_is_reset_by_the_security_administrator_and_the_person_told(world: World) -> None:
    user = world.yiwu_handler
    with refused(text="没有设置"):
        services.reset_factor(user.pk, reason="", by=world.yiwu_secadmin, at=world.now)
    set_up(world, user)
    User.objects.filter(pk=user.pk).update(email="lou@yisu.invalid")
    page, _token = browser(user), Token.objects.create(user=user)
    with pytest.raises(PermissionDenied):
        services.reset_factor(user.pk, reason="", by=world.yiwu_sysadmin, at=world.now)
    services.reset_factor(user.pk, reason="手机遗失", by=world.yiwu_secadmin, at=world.now)
    assert second_factor.phone_of(user) is None and second_factor.recovery_codes_left(user) == 0
    assert page.get("/").status_code == 302 and not Token.objects.filter(user=user).exists()
    assert "to" not in Outbox.objects.get(topic="mail", payload__user=user.pk).payload
    with refused("8.1.5"):
        services.reset_factor(world.yiwu_secadmin.pk, reason="", by=world.yiwu_secadmin, at=world.now)


def test_the_codes_of_the_tests_are_those_of_a_phone(world: World) -> None:
    device = services.begin_setup(by=world.yiwu_handler)
    assert code(device) in {f"{totp(device.bin_key, t0=t0):06d}" for t0 in (0, 30)}
    assert second_factor.picture(device).startswith("data:image/svg+xml")
