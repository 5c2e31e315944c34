"""`manage.py verify_evidence`: hash files of evidence again and say which are no longer what was received."""

import sys
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from evidence import services

DIFFERENT, UNREAD = 1, 2
FOR_EVER = 10.0**9


class Command(BaseCommand):
    """Hash what is asked for, print what differs; the exit code says whether all is well."""

    help = (
        "Hash files of evidence again, those first that were verified longest ago. Exit code 0: all are what was"
        " received; 1: some differ; 2: some could not be read, or time was up. Safe to run twice, and to be killed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which files, and for how long."""
        parser.add_argument("--case", type=int, help="only the files of this case (its id)")
        parser.add_argument(
            "--since", help="leave out what was verified since this day or moment: goes on with a run"
        )
        parser.add_argument("--seconds", type=float, default=FOR_EVER, help="stop after so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify once."""
        now = timezone.now()
        verified = services.verify_all(
            at=now,
            before=_moment(options["since"]) or now,
            seconds=options["seconds"],
            case_id=options["case"],
        )
        for kind, files in (("DIFFERENT", verified.different), ("UNREAD", verified.unread)):
            for file in files:
                self.stdout.write(
                    f"{kind} file {file.pk} “{file.name}” of case {file.item.case_id}, key {file.key}"
                )
        self.stdout.write(
            f"{verified.count} files compared: {verified.same} the same, {len(verified.different)} different;"
            f" {len(verified.unread)} could not be read, {verified.left} not reached"
        )
        if code := DIFFERENT if verified.different else UNREAD if verified.unread or verified.left else 0:
            sys.exit(code)


def _moment(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        found = parse_datetime(said) or parse_date(said)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"--since is a day or a moment, as 2026-11-28 or 2026-11-28T20:00; not {said!r}.")
    moment = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
