"""Clocks by what the table says of their limits, each under the rule set that it was started with."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from deadlines import limits


def owed_by_office() -> Q:
    """The clocks whose duty lies with an office."""
    return _limits(lambda limit: limit.duty == "office")


def waited() -> Q:
    """The clocks whose end one only waits for, as for an announcement or a court: nobody here is ever late."""
    return _limits(lambda limit: limit.waited)


def _limits(wanted: Callable[[limits.Limit], bool]) -> Q:
    found = limits.having(wanted).items()
    return reduce(or_, (Q(rule_set=name, rule__in=ids) for name, ids in found))
