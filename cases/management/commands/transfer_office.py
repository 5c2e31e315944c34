"""Put a procuratorate, and what it works on, under another one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import office_lists
from audit.flow import Refused
from cases import services


class Command(BaseCommand):
    """`manage.py transfer_office 330281 330700` puts 余姚 under 金华."""

    help = "Put a procuratorate under another one; its running clues and cases go along."

    def add_arguments(self, parser: CommandParser) -> None:
        """Both offices by code."""
        parser.add_argument("code", help="the office that passes")
        parser.add_argument("parent", help="the office that leads it from now on")
        parser.add_argument("--with-ended", action="store_true", help="ended clues and cases go along, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Transfer it, and say how many rows went along."""
        office, parent = (office_lists.by_code(options[name]) for name in ("code", "parent"))
        if office is None or parent is None:
            raise CommandError("There is no procuratorate with that code: see manage.py load_procuratorates.")
        try:
            done = services.transfer_office(
                office.pk, parent_id=parent.pk, by=None, at=timezone.now(), ended_too=options["with_ended"]
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{done.office.name}: {parent.name}")
        for name, count in done.moved.items():
            self.stdout.write(f"{name:<16}{count:>8} went along{done.stayed[name]:>8} stayed")
