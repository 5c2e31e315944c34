"""`manage.py sweep`: the chase and the delivery once, for places without Celery."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines import services


class Command(BaseCommand):
    """Chase what is due and send what is waiting."""

    help = "Remind whoever owes something that is due, and send the mails that wait. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run both once."""
        swept = services.sweep(at=timezone.now())
        sent = services.deliver(at=timezone.now())
        self.stdout.write(
            f"{swept.claimed} deadlines checked, {swept.reminded} reminders, {sent.sent} mails sent, {sent.failed} failed"
        )
