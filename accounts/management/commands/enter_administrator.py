"""Enter an office's first administrators, whom nobody else could enter. Later ones are entered and appointed on the pages."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import selectors, services
from accounts.letters import ask_for_password
from accounts.services.separation import ADMINISTRATORS


class Command(BaseCommand):
    """`manage.py enter_administrator 330782 sysadmin NAME USERNAME EMAIL`: a letter with a link to set a password leaves."""

    help = (
        "Enter a system, security or audit administrator of an office, by its code; three different people."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, as what."""
        parser.add_argument("code")
        parser.add_argument("post", choices=sorted(ADMINISTRATORS))
        parser.add_argument("name")
        parser.add_argument("username")
        parser.add_argument("email")

    def handle(
        self, *args: Any, code: str, post: str, name: str, username: str, email: str, **_: Any
    ) -> None:
        """Enter, and queue the letter."""
        at = timezone.now()
        office = selectors.procuratorates().filter(code=code).first()
        if office is None:
            raise CommandError(f"no procuratorate has the code {code}")
        if selectors.known(username):
            raise CommandError(f"the user name {username} is taken")
        new = [services.NewPerson(username, name, post, email)]
        today = timezone.localdate(at)
        (user,) = services.enter_people(
            office, new, password=make_password(None), starts_on=today, by=None, at=at
        )
        ask_for_password(user, at=at)
        self.stdout.write(f"{username} is {post} of {office.name}; the letter to {email} waits to be sent")
