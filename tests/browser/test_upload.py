"""A film of 50 MB goes up in a browser: paused, cut by a reload, by the network and by a logout, and handed in whole."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from desk.demo import files
from evidence.models import File, Incoming
from tests.browser.desk import Desk, fill
from tests.conftest import DESKTOP, PHONE
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MB = 1024 * 1024
SPEED = 12 * MB
KNOWN = {"kind": "audiovisual", "title": "仓库监控录像", "source": "驿站提供", "proves": "面单随意丢弃"}


def film(path: Path, pieces: int = 200) -> Path:
    """So many quarters of a megabyte that begin as a film does, no two of them alike."""
    with path.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42")
        file.writelines(hashlib.sha256(bytes([n])).digest() * 8192 for n in range(pieces))
    return path


@pytest.fixture
def case(world: World) -> Case:
    return world.case("investigating")


def row(page: Page, name: str) -> Locator:
    return page.locator(".drop-file").filter(has_text=name)


class Line:
    """The line of an office: of a certain speed, and cut at times."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def be(self, speed: int = -1, *, cut: bool = False) -> None:
        limits = {"offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": speed}
        self.session.send("Network.emulateNetworkConditions", limits)


def test_a_film_goes_up_whatever_happens_meanwhile(desk: Desk, case: Case, tmp_path: Path) -> None:
    page, form = desk.page, f"/cases/{case.pk}/evidence/new/"
    page.on("dialog", lambda asked: asked.accept())
    taken = film(tmp_path / "监控录像.mp4")
    note = tmp_path / "说明.pdf"
    note.write_bytes(files.pdf("说明.pdf", ["录像说明"]).read())
    desk.sit("yiwu.handler")
    desk.open(form)
    line = Line(page)
    line.be(SPEED)
    page.locator("input[type=file]").set_input_files(taken)
    film_row = row(page, taken.name)
    expect(film_row.locator(".drop-state")).to_contain_text(re.compile(r"[1-9][\d.]* MB / 50.0 MB"))

    film_row.get_by_role("button", name="暂停").click()
    expect(film_row).to_contain_text("已暂停")
    upload = Incoming.objects.get()
    assert upload.received < upload.size
    film_row.get_by_role("button", name="继续").click()
    expect(film_row.locator(".drop-state")).to_contain_text("还剩")

    bar = film_row.locator("progress")
    while bar.evaluate("one => one.value") < 9e6:
        page.wait_for_timeout(50)
    page.reload()
    expect(film_row).to_contain_text("请再选一次这个文件")
    desk.keep("upload-needed")
    page.set_viewport_size(PHONE)
    desk.keep("upload-needed-phone")
    page.set_viewport_size(DESKTOP)
    page.locator("input[type=file]").set_input_files([taken, note])
    line.be(cut=True)
    expect(film_row).to_contain_text("网络中断")
    desk.keep("upload-lost")
    line.be()
    expect(row(page, note.name)).to_contain_text("校验一致", timeout=20_000)
    for name, value in KNOWN.items():
        fill(desk.form(), name, value)
    desk.form().locator("button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("证据已登记", timeout=30_000)
    kept = File.objects.get(name=taken.name)
    assert kept.key.endswith(upload.pk.hex), "it went on where it was, in one upload"
    assert kept.sha256 == hashlib.sha256(taken.read_bytes()).hexdigest()
    assert File.objects.count() == 2 and not Incoming.objects.exists()


def test_who_is_logged_out_logs_in_again_and_goes_on(desk: Desk, case: Case, tmp_path: Path) -> None:
    page, form = desk.page, f"/cases/{case.pk}/evidence/new/"
    taken = film(tmp_path / "监控录像.mp4", 8)
    wrong = tmp_path / "假报告.pdf"
    wrong.write_bytes(b"MZ this is a program")
    desk.sit("yiwu.handler")
    desk.open(form)
    page.locator("input[type=file]").set_input_files(wrong)
    expect(row(page, wrong.name)).to_contain_text("内容与文件类型不符")
    page.context.clear_cookies()
    page.locator("input[type=file]").set_input_files(taken)
    film_row = row(page, taken.name)
    expect(film_row).to_contain_text("登录已失效")
    desk.keep("upload-login")
    desk.form().locator("button[type=submit]").click()
    expect(page.get_by_role("alert").filter(has_text="还没有传完")).to_be_visible()
    other = page.context.new_page()
    Desk(other, desk.address).sit("yiwu.handler")
    other.close()
    film_row.get_by_role("button", name="继续").click()
    expect(film_row).to_contain_text("校验一致", timeout=20_000)
    row(page, wrong.name).get_by_role("button", name="移除").click()
    expect(row(page, wrong.name)).to_have_count(0)
    for name, value in KNOWN.items():
        fill(desk.form(), name, value)
    desk.form().locator("button[type=submit]").click()
    desk.sees("证据已登记")
    assert File.objects.get().name == taken.name
