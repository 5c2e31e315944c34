"""Whatever is done to clocks in whatever order, walking the ledger gives the stored date; refusals change nothing."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from audit.flow import Refused
from deadlines import ledger, selectors, services
from deadlines.flow import State
from deadlines.ledger import STARTS
from deadlines.models import Deadline, Event
from deadlines.services import Cause
from tests.services.deadlines.clocks import COURT, start
from tests.services.deadlines.conftest import make_place, moment

DAY = timedelta(days=1)
back = st.integers(-2, 20)
picked = st.integers(0, 5)
RULES = ("T08", "T09", "T10", "T11", "T20", "T29B", "T15", "N02")


class Clocks(RuleBasedStateMachine):
    """Up to six clocks of one case; every step is a verb at some day, most of them sensible."""

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        self.place = make_place()
        self.today = date(2026, 6, 10)

    def teardown(self) -> None:
        connection.check_constraints()
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.place.handler, "at": moment(self.today.isoformat())}

    def clock(self, number: int) -> Deadline:
        found = list(Deadline.objects.order_by("id"))
        return found[number % len(found)]

    def tried(self, verb: Any, *args: Any, **values: Any) -> None:
        before = Event.objects.count()
        try:
            with transaction.atomic():
                verb(*args, **values)
        except Refused as refused:
            assert all(str(reason.text) and str(reason.source) for reason in refused.reasons)
            assert Event.objects.count() == before

    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        self.today += days * DAY

    @precondition(lambda self: Deadline.objects.count() < 6)
    @rule(name=st.sampled_from(RULES), ago=st.integers(0, 3))
    def start(self, name: str, ago: int) -> None:
        on = max(self.today - ago * DAY, date(2026, 6, 2))
        start(self.place, name, on.isoformat(), respondent=self.place.respondent, at=self.by["at"])

    @precondition(lambda self: Deadline.objects.count() < 6)
    @rule(days=st.integers(1, 60))
    def agree(self, days: int) -> None:
        on = self.today.isoformat()
        start(self.place, "N06", on, until=self.today + days * DAY, respondent=self.place.respondent)

    @precondition(lambda self: Deadline.objects.count() < 6)
    @rule(days=st.integers(1, 40))
    def hearing(self, days: int) -> None:
        start(self.place, "T27", (self.today + days * DAY).isoformat(), at=self.by["at"])

    @precondition(lambda self: 0 < Deadline.objects.filter(rule="T08").count() < 3)
    @rule()
    def follow(self) -> None:
        first = Deadline.objects.filter(rule="T08").order_by("-id")[0]
        start(self.place, "T10", "2026-06-02", started_on=None, follows=first, at=self.by["at"])

    @precondition(lambda self: Deadline.objects.exists())
    @rule(number=picked, months=st.integers(0, 3), who=st.sampled_from(["chief", "upper_chief"]))
    def extend(self, number: int, months: int, who: str) -> None:
        clock, at = self.clock(number), self.by["at"]
        court = clock.limit.extension is not None and clock.limit.extension.decided_by == "court"
        by = self.place.handler if court else getattr(self.place, who)
        self.tried(services.extend, clock.pk, months=6 if court else months, reason=COURT, by=by, at=at)

    @precondition(lambda self: Deadline.objects.exists())
    @rule(number=picked, ago=back, length=st.integers(0, 15) | st.none(), cause=st.sampled_from(Cause))
    def exclude(self, number: int, ago: int, length: int | None, cause: Cause) -> None:
        since = self.today - ago * DAY
        until = None if length is None else since + length * DAY
        values = {"start": since, "until": until, "reason": COURT, "cause": cause}
        self.tried(services.exclude, self.clock(number).pk, **values, **self.by)

    @precondition(lambda self: Deadline.objects.filter(state=State.SUSPENDED).exists())
    @rule(number=picked, ago=st.integers(-1, 5))
    def go_on(self, number: int, ago: int) -> None:
        standing = list(Deadline.objects.filter(state=State.SUSPENDED).order_by("id"))
        clock = standing[number % len(standing)]
        self.tried(services.go_on, clock.pk, on=self.today - ago * DAY, **self.by)

    @precondition(lambda self: Deadline.objects.exists())
    @rule(ago=st.integers(-1, 5))
    def suspend_the_case(self, ago: int) -> None:
        on = self.today - ago * DAY
        self.tried(services.suspend_all, case=self.place.case, on=on, grounds="停业，附证明", **self.by)

    @precondition(lambda self: Deadline.objects.filter(state=State.SUSPENDED).exists())
    @rule(ago=st.integers(-1, 5))
    def resume_the_case(self, ago: int) -> None:
        self.tried(services.resume_all, case=self.place.case, on=self.today - ago * DAY, **self.by)

    @precondition(lambda self: Deadline.objects.exists())
    @rule(number=picked, by=st.integers(-15, 15), length=st.integers(-1, 60))
    def correct(self, number: int, by: int, length: int) -> None:
        clock = self.clock(number)
        on = clock.started_on + by * DAY
        until = on + length * DAY if clock.limit.agreed else None
        self.tried(services.correct, clock.pk, started_on=on, until=until, reason="登记有误", **self.by)

    @precondition(lambda self: Deadline.objects.exists())
    @rule(number=picked, ago=st.integers(-1, 5), verb=st.sampled_from([services.meet, services.cancel]))
    def end(self, number: int, ago: int, verb: Any) -> None:
        self.tried(verb, self.clock(number), on=self.today - ago * DAY, **self.by)

    @invariant()
    def the_ledger_gives_the_stored_date(self) -> None:
        calendar = selectors.calendar()
        for clock in Deadline.objects.prefetch_related("events", "follows"):
            lines = list(clock.events.all())
            counted = ledger.due(lines, clock.limit, calendar)
            assert (counted.start, counted.due, counted.uncertain) == (
                clock.started_on, clock.due_on, clock.uncertain,
            )  # fmt: skip
            assert lines[-1].due_on == clock.due_on
            if clock.running:
                assert clock.standing == bool(ledger.standing(lines))
                self._follows_as_it_should(clock, lines)
            if not clock.running or clock.standing:
                assert clock.next_check is None

    def _follows_as_it_should(self, clock: Deadline, lines: list[Event]) -> None:
        before = clock.follows
        if before is None:
            return
        begun = [line for line in lines if line.kind in STARTS][-1]
        if begun.kind != "corrected":
            assert clock.started_on == before.due_on
        if before.standing:
            assert clock.next_check is None


def test_any_sequence_of_verbs(db: None) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    limits = settings(max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Clocks, settings=limits)
