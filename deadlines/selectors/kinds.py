"""Clocks by what the table says of their limits, each under the rule set that it was started with."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from deadlines import limits
from deadlines.flow import State


def owed_by_office() -> Q:
    """The clocks whose duty lies with an office."""
    return _limits(lambda limit: limit.duty == "office")


def waited() -> Q:
    """The clocks whose end one only waits for, as for an announcement or a court: nobody here is ever late."""
    return _limits(lambda limit: limit.waited)


def put_off() -> Q:
    """The clocks that begin at the end of one that stands still, so that nobody knows yet when."""
    return Q(follows__state=State.SUSPENDED)


def statutory() -> Q:
    """The clocks that the law itself sets."""
    return _limits(lambda limit: limit.statutory)


def internal() -> Q:
    """The clocks that offices set themselves as targets."""
    return _limits(lambda limit: not limit.statutory and not limit.agreed)


def agreed() -> Q:
    """The clocks whose end was agreed with an agency."""
    return _limits(lambda limit: not limit.statutory and limit.agreed)


def _limits(wanted: Callable[[limits.Limit], bool]) -> Q:
    found = limits.having(wanted).items()
    return reduce(or_, (Q(rule_set=name, rule__in=ids) for name, ids in found))
