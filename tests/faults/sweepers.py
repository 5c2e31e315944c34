"""Processes that run `manage.py sweep` over and over: python -m tests.faults.sweepers PROCESSES SECONDS.

One that is killed is followed by another at once. They are forked, so that starting one costs next to nothing.
"""

import os
import signal
import sys
import time
from io import StringIO
from typing import NoReturn

import django
from django.core.management import call_command

from config import unprivileged


def sweep_for_ever(seconds: float) -> NoReturn:
    """Sweep, rest, sweep."""
    if ask := unprivileged.die_with_parent(signal.SIGKILL):
        ask()
    while True:
        call_command("sweep", stdout=StringIO())
        time.sleep(seconds)


def main(processes: int, seconds: float) -> NoReturn:
    """Keep that many of them running."""
    django.setup()
    living: set[int] = set()
    while True:
        while len(living) < processes:
            child = os.fork()
            if not child:
                sweep_for_ever(seconds)
            living.add(child)
        ended, _how = os.wait()
        living.discard(ended)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
