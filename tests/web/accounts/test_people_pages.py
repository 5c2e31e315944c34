"""The pages of the three administrators: each sees the people of the office, and does only their own part."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import Post, User
from tests.web.people import browser, cost, page, send
from tests.world import World


def url(world: World, user: User, act: str = "") -> str:
    return reverse("person-act", args=(user.pk, act)) if act else reverse("person", args=(user.pk,))


def test_administrators_see_the_people_of_their_own_office_only(world: World) -> None:
    for who in (world.yiwu_sysadmin, world.yiwu_secadmin, world.yiwu_auditor):
        said = page(who, "/people/")
        assert "yiwu.handler" in said and "jinhua.chief" not in said and "dongyang.clerk" not in said
        assert url(world, world.yiwu_clerk) in said
        page(who, url(world, world.yiwu_clerk))
        page(who, url(world, world.jinhua_chief), 404)
    page(world.yiwu_chief, "/people/", 403)
    page(world.yiwu_chief, url(world, world.yiwu_clerk), 404)
    page(world.yiwu_post_liaison, "/people/", 404)


def test_the_list_is_searched_and_narrowed(world: World) -> None:
    services.disable_person(world.yiwu_clerk.pk, reason="", by=world.yiwu_sysadmin, at=world.now)
    said = page(world.yiwu_sysadmin, "/people/?state=disabled")
    assert "yiwu.clerk" in said and "yiwu.head" not in said and "已停用" in said
    assert "yiwu.head" in page(world.yiwu_sysadmin, "/people/?text=YIWU.he")
    assert "没有符合条件的人员" in page(world.yiwu_sysadmin, "/people/?text=nobody")
    assert "yiwu.head" in page(world.yiwu_sysadmin, "/people/?state=stale")
    User.objects.filter(pk=world.yiwu_chief.pk).update(last_login=world.now - timedelta(days=99))
    assert "超过九十日" in page(world.yiwu_sysadmin, "/people/?state=stale")
    User.objects.filter(pk=world.yiwu_head.pk).update(last_login=world.now - timedelta(days=1))
    assert "yiwu.head" not in page(world.yiwu_sysadmin, "/people/?state=stale")


def test_each_administrator_is_offered_only_their_own_part(world: World) -> None:
    clerk = world.yiwu_clerk
    system, security, audit = (
        page(who, url(world, clerk)) for who in (world.yiwu_sysadmin, world.yiwu_secadmin, world.yiwu_auditor)
    )
    post_new, disable = reverse("post-new", args=(clerk.pk,)), url(world, clerk, "disable")
    assert disable in system and post_new not in system
    assert post_new in security and disable not in security
    assert post_new not in audit and disable not in audit
    for who in (world.yiwu_sysadmin, world.yiwu_auditor):
        page(who, post_new, 403)
    for who in (world.yiwu_secadmin, world.yiwu_auditor):
        page(who, disable, 403)
    page(world.yiwu_sysadmin, url(world, clerk, "nonsense"), 404)


def test_a_person_is_entered_given_a_post_and_shut_out(world: World) -> None:
    where = send(
        world.yiwu_sysadmin, "/people/new/", office_id=world.yiwu.pk, name="新来的", username="yiwu.new",
        email="new@yisu.invalid",
    )  # fmt: skip
    user = User.objects.get(username="yiwu.new")
    assert where == url(world, user) and "尚未设置" in page(world.yiwu_sysadmin, where)
    assert "没有任职" in page(world.yiwu_secadmin, "/people/?state=none")
    today = world.now.date().isoformat()
    form = {"post": "clerk", "starts_on": "2030-01-01", "clearance": 1}
    send(world.yiwu_secadmin, reverse("post-new", args=(user.pk,)), **form)
    post = user.posts.get()
    assert "尚未开始" in page(world.yiwu_secadmin, where) and today
    send(world.yiwu_secadmin, reverse("post-clearance", args=(post.pk,)), clearance=3)
    assert "机密" in page(world.yiwu_secadmin, where)
    send(world.yiwu_secadmin, reverse("post-end", args=(post.pk,)))
    assert "已结束的任职 1 项" in page(world.yiwu_secadmin, where)
    send(world.yiwu_sysadmin, url(world, user, "disable"), reason="调离")
    assert "已停用" in page(world.yiwu_sysadmin, where)
    send(world.yiwu_sysadmin, url(world, user, "enable"))


def test_what_keeps_them_apart_is_said_on_the_page(world: World) -> None:
    form = {"post": "auditor", "starts_on": "2030-01-01", "clearance": 1}
    said = send(world.yiwu_secadmin, reverse("post-new", args=(world.yiwu_sysadmin.pk,)), 409, **form)
    assert "三人分别担任" in said and "8.1.5" in said
    said = page(world.yiwu_secadmin, reverse("post-new", args=(world.yiwu_secadmin.pk,)), 409)
    assert "另一名管理员" in said
    assert "本人的账号" in page(world.yiwu_secadmin, url(world, world.yiwu_secadmin))


def test_the_list_costs_the_same_for_many(world: World) -> None:
    few = cost(world.yiwu_sysadmin, "/people/")
    many = User.objects.bulk_create(
        User(username=f"u{n}", name=f"人{n}", office=world.yiwu) for n in range(15)
    )
    Post.objects.bulk_create(
        Post(user=user, post="clerk", office=world.yiwu, starts_on="2020-01-01") for user in many
    )
    assert cost(world.yiwu_sysadmin, "/people/") == few <= 12
    assert cost(world.yiwu_secadmin, url(world, world.yiwu_clerk)) <= 20


def test_everybody_of_a_procuratorate_reads_the_table_and_sees_their_own_column(world: World) -> None:
    said = page(world.yiwu_handler, "/policy/")
    assert "提请立案" in said and "本院及下级院" in said and 'class="is-mine">承办检察官' in said
    assert "clue.file" not in said
    page(world.yiwu_post_liaison, "/policy/", 404)


def test_the_refusal_says_who_may_do_it(world: World) -> None:
    said = page(world.yiwu_clerk, "/people/", 403)
    assert "“查看本院人员”由系统管理员、安全管理员、审计管理员办理" in said
    answer = browser(world.yiwu_handler).get("/people/new/")
    assert answer.status_code == 403 and "person.edit" not in answer.content.decode()


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_the_first_page_says_what_to_look_at(world: World, who: str) -> None:
    assert "请留意" in page(world.cast.of("yiwu", who), "/") or who == "secadmin"
    assert cost(world.cast.of("yiwu", who), "/") <= 12


@pytest.mark.parametrize(
    "value", ["%FF%ED", "q" * 3000, "1" + "0" * 30, "-1", "0001-01-01_9", "%00", "2026-02-30"]
)
def test_nonsense_in_filters_is_no_fault(world: World, value: str) -> None:
    keys = ("text", "state", "older", "newer", "person", "action", "since", "until", "number")
    query = "&".join(f"{key}={value}" for key in keys)
    for path in ("/people/", "/record/", "/record/export/", "/why/", "/policy/"):
        assert browser(world.yiwu_auditor).get(f"{path}?{query}").status_code == 200, path
