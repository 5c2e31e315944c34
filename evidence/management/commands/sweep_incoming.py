"""`manage.py sweep_incoming`: uploads that nothing came of and bytes without a row, on all shelves at once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from evidence import services


class Command(BaseCommand):
    """What beat does shelf by shelf, all at once."""

    help = "Give up stale uploads and take away files that no row knows. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep everything once."""
        swept = services.sweep_incoming(at=timezone.now(), everywhere=True)
        self.stdout.write(f"{swept.uploads} uploads given up, {swept.orphans} files without a row removed")
