"""Seal again, with the first of PERSONAL_KEYS, whatever stands open or under an older key."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from accounts import sealing


class Command(BaseCommand):
    """`manage.py seal_personal`, after a new key was put before the old one; then the old one may go."""

    help = "Seal personal columns with the first of PERSONAL_KEYS. Can be cut short and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Column by column, saying how many there were."""
        for table, column in sealing.columns():
            done = sealing.seal_column(connection, table, column)
            self.stdout.write(f"{table}.{column}: {done} sealed")
