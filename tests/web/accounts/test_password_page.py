"""Everybody changes their own password, knowing the old one; other logins end."""

from typing import Any

from accounts.models import User
from tests.web.people import browser
from tests.world import World

NEW = "rather-long-2026"


def form(**changes: str) -> dict[str, str]:
    return {"old_password": "yisu-demo", "new_password1": NEW, "new_password2": NEW, **changes}


def test_the_own_page_stays_open_and_the_others_end(world: World) -> None:
    for user in (world.yiwu_handler, world.yiwu_post_liaison):
        here, elsewhere = browser(user), browser(user)
        assert here.get("/password/").status_code == 200
        assert here.post("/password/", form()).status_code == 302
        assert here.get("/password/").status_code == 200
        assert elsewhere.get("/password/").status_code == 302
        assert User.objects.get(pk=user.pk).check_password(NEW)


def test_the_old_one_must_be_right_and_the_new_one_good(world: World) -> None:
    client = browser(world.yiwu_handler)
    for wrong, said in (
        ({"old_password": "nope"}, "现在的密码不正确"),
        ({"new_password2": "different-2026"}, "不一致"),
        ({"new_password1": "short", "new_password2": "short"}, "10"),
    ):
        answer = client.post("/password/", form(**wrong))
        assert answer.status_code == 422 and said in answer.content.decode()
    assert User.objects.get(pk=world.yiwu_handler.pk).check_password("yisu-demo")


def test_guesses_at_the_old_one_are_counted(world: World, settings: Any) -> None:
    settings.AXES_ENABLED = True
    client = browser(world.yiwu_handler)
    for n in range(4):
        assert client.post("/password/", form(old_password="x", _key=f"k{n}")).status_code == 422
    assert client.post("/password/", form(old_password="x")).status_code == 429
