"""The first administrators of an office come from the command line; they get a letter, and no password is known."""

import pytest
from django.core.management import CommandError, call_command

from accounts import second_factor, services
from accounts.models import User
from audit.models import Outbox
from tests.services.accounts.test_factor import code
from tests.world import World


def test_a_first_administrator_is_entered(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("enter_administrator", "330782", "sysadmin", "首任", "first", "first@yisu.invalid")
    user = User.objects.get(username="first")
    assert (
        user.office == world.yiwu and user.posts.get().post == "sysadmin" and not user.has_usable_password()
    )
    assert Outbox.objects.get(topic="password").payload == {"user": user.pk}
    assert "first is sysadmin" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(world: World) -> None:
    for args in (("000000", "sysadmin", "x"), ("330782", "handler", "x"), ("330782", "auditor", "YIWU.head")):
        code_of, post, username = args
        with pytest.raises(CommandError):
            call_command("enter_administrator", code_of, post, "首任", username, "first@yisu.invalid")


def test_the_last_security_administrator_is_reset_from_the_command_line(world: World) -> None:
    user = world.yiwu_secadmin
    services.confirm_setup(code=code(services.begin_setup(by=user)), by=user, at=world.now)
    call_command("reset_second_factor", user.username, verbosity=0)
    assert second_factor.phone_of(user) is None
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
