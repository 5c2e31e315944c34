"""Every template is used, and none asks another host for anything."""

import re
from pathlib import Path

from tests.house import tree

BY_NAME = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "409.html",
    "500.html",
    "registration/login.html",
}
HOSTS = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["'(]?\s*(?:https?:)?//""")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)[^>]*>|\sstyle=|\son[a-z]+=[\"']|<style"
)

HTMX = re.compile(r"<[a-z]+\b[^>]*\bhx-(?:get|post)=[^>]*>")


def shown(path: Path) -> str:
    return str(path.relative_to(tree.ROOT / "templates"))


def test_no_template_lies_unused() -> None:
    said = "\n".join(path.read_text() for path in (*tree.python(), *tree.templates()))
    pages = {shown(path) for path in tree.templates()} - BY_NAME
    unused = {
        page
        for page in pages
        if not page.startswith(("django/", "drf_spectacular/")) and f"{page}" not in said
    }
    assert not unused


def offending(pattern: re.Pattern[str]) -> list[str]:
    return [f"{shown(path)}: {hit}" for path in tree.templates() for hit in pattern.findall(path.read_text())]


def test_no_template_names_another_host() -> None:
    assert not offending(HOSTS)


def test_no_script_or_style_stands_in_a_template() -> None:
    assert not offending(INLINE)


def test_what_htmx_does_works_without_it() -> None:
    alone = re.compile(
        r"<form\b|\b(?:href|action|formaction)="
    )  # a form without action comes back to its page
    assert not [tag for tag in offending(HTMX) if not alone.search(tag)]
