"""`manage.py sweep`: the chase and the delivery once, for places without Celery; with --check, whether the chase lives."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from deadlines import selectors, services


class Command(BaseCommand):
    """Chase what is due and send what is waiting."""

    help = "Remind whoever owes something that is due, and send the mails that wait. Safe to run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` for cron and systemd."""
        parser.add_argument(
            "--check", action="store_true", help="do nothing; exit 1 when the chase has stopped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run both once, or only look."""
        if options["check"]:
            return self._check()
        swept = services.sweep(at=timezone.now())
        sent = services.deliver(at=timezone.now())
        self.stdout.write(
            f"{swept.claimed} deadlines checked, {swept.reminded} reminders, {len(swept.aside)} not chased,"
            f" {sent.sent} mails sent, {sent.failed} failed"
        )

    def _check(self) -> None:
        now = timezone.now()
        last = selectors.last_sweep(at=now)
        if selectors.chase_is_dead(at=now):
            raise CommandError(f"The chase has stopped: the last sweep ended {last or 'never'}.")
        self.stdout.write(f"The chase runs: the last sweep ended {last}.")
