#!/usr/bin/env python
"""Django's commands, with PostgreSQL and Redis at hand: started for the command when nobody has started them yet."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    from config import services

    if os.environ["DJANGO_SETTINGS_MODULE"] != "config.settings.dev":
        execute_from_command_line(sys.argv)
        return
    with services.held():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
