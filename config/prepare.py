"""What `make run` does before the first page: translations, tables, the demo world. Doing it again changes nothing.

By itself (`make demo`) it starts the servers it needs and stops them again, unless somebody holds them already.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO

from django.conf import settings
from django.core.management import call_command, get_commands

from config import messages, services


def main() -> None:
    """Progress goes to stderr; stdout says who the people of the demo world are."""
    import django

    messages.compile_all(settings.LOCALE_PATHS)
    django.setup()
    with redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0, skip_checks=False)
        if "demo" in get_commands():
            call_command("demo")
        call_command("sweep", stdout=StringIO())
    if "demo" in get_commands():
        call_command("demo", "--people")


if __name__ == "__main__":
    with services.held():
        main()
