"""Enter all procuratorates of the country. Doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import divisions
from accounts.models import Level
from accounts.services import Loaded, load_procuratorates

NOT_LOADED = (
    "Not loaded, as they follow no area: military procuratorates, those of railways, forests, farms, mines, prisons\n"
    "and development zones, branches for cases across regions (accounts/data/README.md)."
)
SHOWN = 20


class Command(BaseCommand):
    """`manage.py load_procuratorates` reads accounts/data/divisions.csv and accounts/special_offices.py."""

    help = "Enter every procuratorate of the country from the kept list of areas; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what became of it."""
        loaded = load_procuratorates(at=timezone.now())
        self.stdout.write(f"{'level':<12}{'made':>8}{'changed':>9}{'as it was':>11}")
        for level in reversed(Level):
            counts = loaded.made[level], loaded.changed[level], loaded.kept[level]
            self.stdout.write("{:<12}{:>8}{:>9}{:>11}".format(level, *counts))
        for line in differences(loaded):
            self.stdout.write(line)
        self.stdout.write(
            f"{len(divisions.left_out())} areas of the list have no procuratorate of their own."
        )
        self.stdout.write(NOT_LOADED)


def differences(loaded: Loaded) -> list[str]:
    """What a person should look at, a line each."""
    lines = [f"renamed: {old} → {new}" for old, new in loaded.renamed[:SHOWN]]
    lines += [f"name put right by hand, left alone: {code}" for code in loaded.by_hand[:SHOWN]]
    lines += [
        f"{code} stands under {upper} in the list: manage.py transfer_office {code} {upper}"
        for code, upper in loaded.elsewhere[:SHOWN]
    ]
    return lines + [f"not in the list, left alone: {code}" for code in loaded.not_listed[:SHOWN]]
