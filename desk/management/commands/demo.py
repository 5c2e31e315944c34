"""Load the demo world, once. Doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from desk.demo import load, people


class Command(BaseCommand):
    """`manage.py demo` loads it; `manage.py demo --people` says who can log in."""

    help = "Load the demo world: offices, people, the seed case replayed, cases in every state."

    def add_arguments(self, parser: CommandParser) -> None:
        """--people only prints."""
        parser.add_argument("--people", action="store_true", help="only print who can log in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load or print."""
        if options["people"]:
            self.stdout.write("\n".join(people.lines()))
        elif load.load(at=timezone.now()):
            self.stdout.write("The demo world is loaded.")
        else:
            self.stdout.write("The demo world is there already.")
