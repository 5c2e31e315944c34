"""The portal in browsers: the liaison writes, the leader returns and confirms, the prosecutor accepts; nothing typed is lost."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Obligation, Submission
from evidence.models import Draft
from evidence.services import check_waiting
from tests.browser.conftest import Days
from tests.browser.desk import Desk
from tests.conftest import DESKTOP, PHONE
from tests.evidence.corpus import script_pdf
from tests.evidence.making import plain_pdf
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "已召开部署会，三家平台启动改造。"
MENDED = "已召开部署会，三家平台完成改造，数据由平台后台导出。"


@pytest.fixture
def obligation(world: World) -> Obligation:
    return world.obligation(world.case("rectifying"))


@pytest.fixture
def second(browser: Browser, live_server: LiveServer, days: Days, world: World) -> Iterator[Desk]:
    """Another browser, in which somebody else works at the same time."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)
    yield Desk(context.new_page(), live_server.url)
    context.close()


def write(desk: Desk, text: str) -> None:
    """Type as a person does, and wait until the page says that it is saved."""
    desk.page.locator("[name=text]").fill(text)
    expect(desk.page.locator("[data-draft-state]")).to_have_text(re.compile("已保存"))


def test_from_the_first_word_to_the_verdict(desk: Desk, obligation: Obligation) -> None:
    path = f"/portal/obligations/{obligation.pk}/"
    desk.sit("yiwu-post.liaison")
    desk.sees("还缺：")
    desk.keep("30-portal-home")
    desk.open(path)
    write(desk, FIRST)
    what_is_turned_away_is_replaced(desk)
    desk.page.locator("[name^=value_]").fill("91.2")
    expect(desk.page.locator("[data-draft-state]")).to_have_text(re.compile("已保存"))
    desk.page.reload()
    expect(desk.page.locator("[name=text]")).to_have_value(FIRST)
    desk.page.get_by_role("button", name="送领导确认").click()
    desk.sees("已送分管领导确认")
    assert not Submission.objects.exists()

    desk.sit("yiwu-post.leader")
    desk.sees("等您确认报送")
    desk.follow("查看并确认")
    desk.sees("91.2%")
    desk.keep("31-portal-leader")
    desk.page.get_by_role("link", name="查看 台账.pdf").click()
    expect(desk.page.locator("dialog[open] img.viewer-page")).to_be_visible()
    desk.page.keyboard.press("Escape")
    desk.follow("退回修改")
    desk.send({"remark": "请写明数据来源"})
    desk.sees("已退回")

    desk.sit("yiwu-post.liaison")
    desk.sees("领导退回修改")
    desk.keep("32-portal-returned")
    desk.follow("继续修改")
    desk.sees("请写明数据来源")
    write(desk, MENDED)
    desk.page.get_by_role("button", name="送领导确认").click()
    desk.sees("已送分管领导确认")

    desk.sit("yiwu-post.leader")
    desk.follow("查看并确认")
    desk.follow("确认报送")
    desk.page.locator("dialog[open]").get_by_role("button", name="确认报送").click()
    desk.sees("收讫回执")
    desk.sees("整改材料已提交")
    desk.keep("33-receipt")
    sent = Submission.objects.get()
    assert (sent.text, sent.written_by, sent.sent_by) == (MENDED, *_people("liaison", "leader"))
    assert desk.page.pdf(format="A4").startswith(b"%PDF-")

    desk.sit("yiwu.handler")
    desk.open(f"/obligations/{obligation.pk}/")
    desk.sees("收讫回执")
    desk.step("核验整改", {"verdict": "accept", "reasons": "抽查属实"}, says="已验收")
    desk.sit("yiwu-post.liaison")
    desk.sees("检察机关已验收")


def what_is_turned_away_is_replaced(desk: Desk) -> None:
    """Two files go up; the form says by itself what their check found, and the one that was refused is removed."""
    names = {"台账.pdf": plain_pdf(), "通知.pdf": script_pdf()}
    files: list[FilePayload] = [
        {"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in names.items()
    ]
    desk.page.locator("input[type=file]").set_input_files(files)
    good, bad = (desk.page.locator(".drop-file").filter(has_text=name) for name in names)
    for row in (good, bad):
        expect(row).to_contain_text("正在做安全检查")
    check_waiting(at=timezone.now())
    expect(good).to_contain_text("通过安全检查")
    expect(bad).to_contain_text("未通过安全检查：PDF 带有脚本")
    desk.keep("35-portal-refused-file")
    bad.get_by_role("button", name="移除").click()
    expect(bad).to_have_count(0)


def _people(*posts: str) -> tuple[User, ...]:
    return tuple(User.objects.get(username=f"yiwu-post.{post}") for post in posts)


def test_two_who_write_at_once_see_both_texts(desk: Desk, second: Desk, obligation: Obligation) -> None:
    path = f"/portal/obligations/{obligation.pk}/"
    desk.sit("yiwu-post.liaison")
    desk.open(path)
    second.sit("yiwu-post.leader")
    second.open(path)
    write(desk, "联络员写的第一稿")
    second.page.locator("[name=text]").fill("领导自己写的")
    conflict = second.page.locator(".conflict")
    expect(conflict).to_contain_text("联络员写的第一稿")
    expect(second.page.locator("[name=text]")).to_have_value("领导自己写的")
    second.keep("34-two-at-once")
    assert Draft.objects.get().text == "联络员写的第一稿"
    write(second, "联络员写的第一稿，领导补充")
    expect(conflict).to_have_count(0)
    assert Draft.objects.get().text == "联络员写的第一稿，领导补充"


def test_nothing_is_lost_when_the_session_ends_or_the_network_does(
    desk: Desk, obligation: Obligation
) -> None:
    path = f"/portal/obligations/{obligation.pk}/"
    desk.sit("yiwu-post.liaison")
    desk.open(path)
    write(desk, "已经保存的")
    desk.page.context.set_offline(True)
    desk.page.locator("[name=text]").fill("断网时写的")
    desk.sees("内容已暂存在这台设备上")
    desk.page.context.set_offline(False)
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(desk.page.locator("[data-draft-state]")).to_have_text(re.compile("已保存"))
    desk.page.context.clear_cookies()
    desk.page.locator("[name=text]").fill("登录过期后写的")
    desk.sees("登录已过期")
    desk.page.get_by_role("link", name="重新登录").click()
    desk.page.fill("[name=username]", "yiwu-post.liaison")
    desk.page.fill("[name=password]", "yisu-demo")
    desk.page.locator("form:has([name=password]) button[type=submit]").click()
    desk.sees("没有保存成功的内容")
    expect(desk.page.locator("[name=text]")).to_have_value("断网时写的")
    desk.page.get_by_role("button", name="恢复这份内容").click()
    expect(desk.page.locator("[data-draft-state]")).to_have_text(re.compile("已保存"))
    assert Draft.objects.get().text == "登录过期后写的"


def test_the_portal_on_a_phone_is_no_wider_than_the_phone(desk: Desk, obligation: Obligation) -> None:
    desk.page.set_viewport_size(PHONE)
    desk.sit("yiwu-post.liaison")
    for path in (
        "/portal/",
        f"/portal/obligations/{obligation.pk}/",
        f"/portal/respondents/{obligation.respondent_id}/reply/",
    ):
        desk.open(path)
        wide = desk.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
