"""The yearly holiday notice: rows laid over the packaged calendar, and the open deadlines that move with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from deadlines import holiday_table, ladder, limits, selectors
from deadlines.calendar import Calendar
from deadlines.flow import State
from deadlines.holiday_text import CalendarDay
from deadlines.ledger import Kind
from deadlines.limits import Limit
from deadlines.models import Event, Holiday, HolidayNotice
from deadlines.selectors import Moved, Plan
from deadlines.services import book, rungs
from deadlines.services.notices import notify

BATCH = 2000
MOVE = """
UPDATE deadlines_deadline AS row SET started_on = new.started_on, due_on = new.due_on, uncertain = new.uncertain,
    round = new.round, next_check = new.next_check
FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::boolean[], %s::int[], %s::timestamptz[])
    AS new (id, started_on, due_on, uncertain, round, next_check)
WHERE row.id = new.id
"""


@dataclass(frozen=True)
class Entered:
    """A notice that was entered, and the deadlines that moved with it."""

    notice: HolidayNotice
    moved: list[Moved]

    @property
    def shifted(self) -> int:
        """How many end on another day now."""
        return sum(row.shifted for row in self.moved)

    @property
    def made_certain(self) -> int:
        """How many end on the same day, which is certain now."""
        return sum(row.made_certain for row in self.moved)


@transaction.atomic
def enter_notice(
    *,
    year: int,
    number: str,
    days: Iterable[CalendarDay],
    by: User,
    at: datetime,
    text: str = "",
    seen: str = "",
) -> Entered:
    """Let a year's notice hold: its rows replace the year's former ones, and the running deadlines move with them;
    what is to be said of those that stay is said on days on which people work now.

    `seen` is the digest of the plan that the person saw; when days or deadlines changed since then, it is refused,
    and so is a table with days of another year, with a day twice or with work on a weekday.
    """
    access.demand(by, "calendar.edit", at=at)
    _one_at_a_time()
    rows = list(days)
    if faults := holiday_table.check(rows, year):
        raise Refused([Reason(text, book.HOLIDAYS) for text in faults])
    plan = selectors.plan(rows, year=year, lock=True)
    if seen and seen != plan.digest:
        raise Refused([Reason(_("预览之后，放假安排或期限有了变化。以下是新的预览，请核对后再录入。"))])
    notice = HolidayNotice.objects.create(
        year=year, number=number, text=text, entered_by=by, entered_at=at, moved=sum(row.shifted for row in plan.moved),
        days=[[row.date.isoformat(), row.is_rest, row.name] for row in rows],
    )  # fmt: skip
    _lay(plan, notice)
    rungs.shift(plan, at=at)
    _move(plan, notice, by, at)
    label = f"录入放假安排：{notice}"[:200]
    entered = Entered(notice, plan.moved)
    facts = {"number": number, "moved": entered.shifted, "made_certain": entered.made_certain}
    record(by=by, at=at, action="calendar.edit", label=label, obj=notice, data=facts)
    _tell(plan, notice, at)
    return entered


def _one_at_a_time() -> None:
    """Whoever enters a notice at the same moment waits, and then sees what the first one did.

    So does this one for everybody who has counted a date and not finished: what they write is seen, too.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [book.THE_CALENDAR])


def _lay(plan: Plan, notice: HolidayNotice) -> None:
    rows = [Holiday(date=row.date, is_rest=row.is_rest, name=row.name, notice=notice) for row in plan.rows]
    fields = ["is_rest", "name", "notice"]
    Holiday.objects.bulk_create(rows, update_conflicts=True, unique_fields=["date"], update_fields=fields)


def _move(plan: Plan, notice: HolidayNotice, by: User, at: datetime) -> None:
    """Write the lines of the ledgers and the dates they come to, many at a time."""
    checks = _Checks(plan.after, at)
    for first in range(0, len(plan.moved), BATCH):
        part = plan.moved[first : first + BATCH]
        Event.objects.bulk_create([line for row in part for line in _lines(row, notice, by, at)])
        columns = zip(*((row.pk, row.started[1], row.due[1], row.uncertain[1], row.round + row.shifted,
                         checks.of(row)) for row in part), strict=True)  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [list(column) for column in columns])


def _lines(row: Moved, notice: HolidayNotice, by: User, at: datetime) -> list[Event]:
    common = {"deadline_id": row.pk, "by": by, "at": at, "due_on": row.due[1]}
    recounted = Event(kind=Kind.RECOUNTED, on=day(at), article=notice.number, **common)
    if row.started[0] == row.started[1]:
        return [recounted]
    carried = Event(kind=Kind.CARRIED, on=row.started[1], article=_limit(row).article, **common)
    return [carried, recounted]


def _limit(row: Moved) -> Limit:
    return limits.find(row.rule, limits.rule_set(row.rule_set))


class _Checks:
    """When each moved deadline is next looked at; those with the same ladder and days are worked out once."""

    def __init__(self, calendar: Calendar, at: datetime) -> None:
        self.calendar, self.at = calendar, at
        self._known: dict[tuple[object, ...], datetime | None] = {}

    def of(self, row: Moved) -> datetime | None:
        """As book.chase_anew says it: nothing is chased that stands still or waits for what stands still."""
        if row.state != State.OPEN or row.waits:
            return None
        begins = day(self.at) if row.backward else row.started[1]
        key = (_limit(row).ladder, row.due[1], begins)
        if key not in self._known:
            name, due, _begins = key
            self._known[key] = ladder.first_check(name, due, self.calendar, self.at, begins)
        return self._known[key]


def _tell(plan: Plan, notice: HolidayNotice, at: datetime) -> None:
    """Everybody whose deadlines moved or became certain is told once how many."""
    moved = Counter(
        row.duty_user for row in plan.moved if row.shifted or row.uncertain[0] != row.uncertain[1]
    )
    link = reverse("deadlines") + "?whose=mine"
    people: defaultdict[int, list[User]] = defaultdict(list)
    for user in User.objects.filter(pk__in=[pk for pk in moved if pk], is_active=True).order_by("pk"):
        people[moved[user.pk]].append(user)
    for number, users in people.items():
        title = f"因{notice.year}年放假安排，您的 {number} 项期限有变动"
        notify(users, title=title, key=f"holidays:{notice.pk}", at=at, url=link)
