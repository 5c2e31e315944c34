"""Why one can see something: for oneself only what one sees; for administrators about their own people, without content."""

from accounts import services
from tests.web.people import cost, page
from tests.world import World


def test_for_oneself_what_one_sees_is_explained(world: World) -> None:
    case = world.case("investigating", title="面单案")
    said = page(world.yiwu_handler, f"/why/?number={case.number}")
    assert "可以查看" in said and "面单案" in said and "个案授权 · 承办" in said
    said = page(world.jinhua_chief, f"/why/?number={case.number}")
    assert "本院及下级院" in said
    said = page(world.yiwu_handler, f"/why/?number={case.clue.number}")
    assert "可以查看" in said


def test_what_one_does_not_see_is_answered_like_what_does_not_exist(world: World) -> None:
    case = world.case("filed", title="面单案")
    unseen = page(world.dongyang_handler, f"/why/?number={case.number}")
    absent = page(world.dongyang_handler, "/why/?number=没有这个号")
    for said in (unseen, absent):
        assert "您能查看的案件和线索中没有这个编号" in said and "一般规则" in said and "面单案" not in said
    assert "面单案" not in page(world.yiwu_sysadmin, f"/why/?number={case.number}")


def test_administrators_ask_about_their_own_people_and_read_no_content(world: World) -> None:
    case = world.case("filed", title="面单案")
    services.end_post(world.yiwu_head.posts.get().pk, by=world.yiwu_secadmin, at=world.now)
    for who in (world.yiwu_secadmin, world.yiwu_auditor):
        said = page(who, f"/why/?number={case.number}&person={world.yiwu_head.pk}")
        assert "不能查看" in said and "任职已于" in said and case.number in said and "面单案" not in said
        other = page(who, f"/why/?number={case.number}&person={world.dongyang_handler.pk}")
        assert world.dongyang_handler.name not in other
    assert "没有这个编号" in page(world.yiwu_secadmin, f"/why/?number=x&person={world.yiwu_head.pk}")
    page(world.yiwu_post_liaison, "/why/", 404)


def test_who_sees_a_case_is_told_to_handler_head_and_chief(world: World) -> None:
    case = world.case("investigating")
    for who in (world.yiwu_handler, world.yiwu_head, world.yiwu_chief):
        said = page(who, f"/cases/{case.pk}/who/")
        assert "按个案授权" in said and world.yiwu_assistant.name in said and "金华市检察院" in said
    for who in (world.yiwu_clerk, world.jinhua_chief):
        page(who, f"/cases/{case.pk}/who/", 403)
    for who in (world.dongyang_head, world.yiwu_secadmin):
        page(who, f"/cases/{case.pk}/who/", 404)


def test_the_answer_costs_little(world: World) -> None:
    case = world.case("investigating")
    assert cost(world.yiwu_handler, f"/why/?number={case.number}") <= 20
    assert cost(world.yiwu_handler, f"/cases/{case.pk}/who/") <= 20
