"""From the invitation to the portal: the link is shown once, the newcomer sets an account, and nobody learns more."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from agencies import services
from agencies.models import Invitation
from audit.models import Idempotency
from tests.web.people import browser
from tests.world import World, this_moment

SELF = {
    "name": "新联络", "username": "post.new", "email": "new@yisu.invalid", "phone": "0579-1",
    "new_password1": "rather-long-2026", "new_password2": "rather-long-2026",
}  # fmt: skip
ACCEPT = "/invitations/accept/"


@pytest.fixture
def world(db: None) -> World:
    """The world as of this moment: pages look at the real clock."""
    return World(this_moment())


def token(world: World) -> str:
    agency = world.agency("yiwu-post").pk
    made = services.invite(agency, post="liaison", name="新联络", by=world.yiwu_handler, at=world.now)
    return made.token


def opened(link: str, client: Client | None = None) -> tuple[Client, str]:
    """A browser that followed a link, and what it shows."""
    page = client or Client()
    answer = page.get(f"/invitations/{link}/", follow=True)
    assert answer.status_code == 200
    return page, answer.content.decode()


def test_the_link_is_shown_once_and_kept_nowhere(world: World) -> None:
    page, path = browser(world.yiwu_handler), f"/agencies/{world.agency('yiwu-post').pk}/invite/"
    said = {"post": "liaison", "name": "新联络", "_key": "once"}
    shown = page.post(path, said, follow=True).content.decode()
    link = re.search(r'value="http[^"]+/invitations/(\w+)/"', shown)
    assert link and link[1] not in str(list(Idempotency.objects.values()))
    assert not any(link[1] in str(one.get_decoded()) for one in Session.objects.all())
    again = page.get(path.replace("invite", "invited"), follow=True)
    assert again.redirect_chain and link[1] not in again.content.decode()
    assert "新联络" in opened(link[1])[1]


def test_a_newcomer_sets_an_account_and_works_in_the_portal(world: World) -> None:
    link = token(world)
    page, text = opened(link)
    assert "义乌市邮政管理局" in text and link not in text
    sent = page.post(ACCEPT, SELF)
    assert (sent.status_code, sent["Location"]) == (302, "/login/")
    page.post("/login/", {"username": "post.new", "password": SELF["new_password1"]})
    assert page.get("/", follow=True).request["PATH_INFO"] == "/portal/"
    assert "已经使用过" in opened(link)[1]
    assert Client().post(ACCEPT, SELF).status_code == 409


def test_used_late_revoked_and_invented_links_say_so_kindly(world: World) -> None:
    late, revoked = token(world), token(world)
    first, second = Invitation.objects.order_by("pk")
    ago = {"invited_at": world.ago(20), "expires_at": world.ago(13)}
    Invitation.objects.filter(pk=first.pk).update(**ago)
    services.revoke(second.pk, by=world.yiwu_handler, at=world.now)
    assert "已经过期" in opened(late)[1] and "义乌市检察院联系" in opened(late)[1]
    assert "已经撤回" in opened(revoked)[1]
    page, text = opened("a" * 64)
    assert "链接无效" in text and page.post(ACCEPT, SELF).status_code == 409
    assert not User.objects.filter(username="post.new").exists()


def test_user_names_cannot_be_tried_through_it(world: World, settings: LazySettings) -> None:
    settings.AXES_ENABLED = True
    page, _text = opened(token(world))
    for _n in range(settings.AXES_FAILURE_LIMIT):
        assert page.post(ACCEPT, {**SELF, "username": "yiwu.chief"}).status_code == 422
    answer = page.post(ACCEPT, {**SELF, "username": "post.new"})
    assert answer.status_code == 409 and "稍后再试" in answer.content.decode()
    assert not AccessAttempt.objects.filter(username="yiwu.chief").exists(), "nobody is locked out by it"
    AccessAttempt.objects.update(attempt_time=world.now - timedelta(hours=1))
    assert page.post(ACCEPT, SELF).status_code == 302


def test_a_weak_password_and_a_bad_form_keep_what_was_typed(world: World) -> None:
    page, _text = opened(token(world))
    weak = {"new_password1": "post.new1", "new_password2": "post.new1"}
    for wrong in (
        weak,
        {"email": "nonsense"},
        {"new_password2": "another-2026"},
        {"phone": "1" * 99},
        {"name": "\x00"},
    ):
        answer = page.post(ACCEPT, {**SELF, **wrong})
        assert answer.status_code == 422 and 'value="post.new"' in answer.content.decode(), wrong
    assert page.post(ACCEPT, {}).status_code == 422


def test_who_has_an_account_joins_with_it(world: World) -> None:
    page, text = opened(token(world), browser(world.yiwu_samr_liaison))
    assert "的账号接受" in text and "id_username" not in text
    assert page.post("/invitations/join/").status_code == 302
    assert world.fresh(world.yiwu_samr_liaison).posts.count() == 2
    refused, _text = opened(token(world), browser(world.yiwu_handler))
    answer = refused.post("/invitations/join/")
    assert answer.status_code == 409 and "不能兼任" in answer.content.decode()
