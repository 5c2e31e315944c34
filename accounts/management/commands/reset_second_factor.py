"""Drop the second factor of somebody whom no security administrator is left to reset."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import selectors, services


class Command(BaseCommand):
    """`manage.py reset_second_factor USERNAME`; the person is logged out everywhere and told by mail."""

    help = "Drop the second factor of a person; they set it up anew at the next login."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **_: Any) -> None:
        """Drop it."""
        user = selectors.named(username)
        if user is None:
            raise CommandError(f"nobody is called {username}")
        services.reset_factor(user.pk, reason="command line", by=None, at=timezone.now())
        self.stdout.write(f"{username} sets up the second factor at the next login")
