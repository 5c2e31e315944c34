"""What every answer carries: language, headers, a session that stays awake."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from config import mail, messages

pytestmark = pytest.mark.django_db


def test_the_page_is_chinese_whatever_the_browser_prefers() -> None:
    response = Client().get("/login/", headers={"Accept-Language": "en,fr"})
    assert response["Content-Language"] == "zh-hans"


def test_the_switch_makes_it_english_and_only_a_known_language_counts() -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert client.get("/login/")["Content-Language"] == "en"
    client.cookies["yisu_language"] = "xx"
    assert client.get("/login/")["Content-Language"] == "zh-hans"


def test_no_page_may_be_kept_framed_or_extended_by_others() -> None:
    response = Client().get("/login/")
    assert response["Cache-Control"].find("no-store") >= 0
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_session_is_written_at_most_once_a_minute() -> None:
    client = Client()
    client.force_login(User.objects.create_user("wang"))
    client.get("/language/")
    seen = client.session["seen"]
    client.get("/language/")
    assert client.session["seen"] == seen


def test_a_mail_that_is_handed_in_twice_is_one_file(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    message = EmailMessage("期限提醒", "还有 3 天", "a@yisu.invalid", ["b@yisu.invalid"])
    message.extra_headers["Message-ID"] = "<notice-7@yisu.invalid>"
    assert mail.Files().send_messages([message, message]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notice-7@yisu.invalid.eml"]


def test_strings_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    code, page = tmp_path / "a.py", tmp_path / "a.html"
    code.write_text('x = _("线索")\ny = ngettext("%(n)d 天", "%(n)d 天", n)\n')
    page.write_text(
        '{% translate "案件" %}{% blocktranslate count n=n %}{{ n }} 件{% plural %}{{ n }} 件{% endblocktranslate %}'
    )
    assert {str(message) for message, _context in messages.in_file(code)} == {
        "线索",
        "('%(n)d 天', '%(n)d 天')",
    }
    assert {str(message) for message, _context in messages.in_file(page)} == {
        "案件",
        "('%(n)s 件', '%(n)s 件')",
    }
