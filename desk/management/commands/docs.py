"""Print the tables that rule the house into docs/, or say which page is stale."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import personal, policy
from cases import lifecycle
from deadlines import ladder, limits_page
from evidence import verdicts

PAGES: dict[str, Callable[[], str]] = {
    "permissions.md": policy.as_markdown,
    "lifecycle.md": lifecycle.as_markdown,
    "limits.md": limits_page.as_markdown,
    "chase.md": ladder.as_markdown,
    "personal-data.md": personal.as_markdown,
    "evidence-checks.md": verdicts.as_markdown,
}


class Command(BaseCommand):
    help = "Print the pages of docs/ that are tables in the code: permissions, lifecycle, limits, chase, personal-data, evidence-checks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail when a page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        docs = Path(settings.BASE_DIR) / "docs"
        for name, printed in PAGES.items():
            text = printed()
            page = docs / name
            if options["check"] and (not page.exists() or page.read_text() != text):
                raise CommandError(f"docs/{name} is stale: run `make docs`")
            if not options["check"]:
                page.write_text(text)
