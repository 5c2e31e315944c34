"""`make bench`: the list of cases at every level, beside the bare SQL that fetches the same rows.

200,000 cases by default; `CASES=2000000 make bench` is the full size (about ten minutes and 4 GB of disk). There are always
some 3,550 offices with a handler each, and a grant for every tenth case: nine of ten to the handler whose own case it is, one of
ten to a handler of an office far away, so that everybody has some sixty cases of their own and six lent ones elsewhere.
Cases of one office and of one day lie scattered over the table, one in twenty is a work secret, one in a thousand secret.

Only ratios within one run and buffers are judged, and never absolute times.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from guardian.shortcuts import get_objects_for_user

from accounts import paging
from accounts.models import Level, User
from cases import in_view
from cases.models import Case, CaseUserGrant
from desk import case_list
from tests.bench.country import COLUMNS, fill, shadow
from tests.bench.gauge import Cost, costs
from tests.world import World

PEOPLE = ("yiwu", "jinhua", "zhejiang", "spp")
BOUND, NOISE = 3.0, 0.5  # times the bare SQL; milliseconds below which a difference says nothing
BUFFERS = 60
ORDER = ("-filed_on", "-id")
HEAD = f"{'':<36}{'bare ms':>8}{'ours ms':>8}{'ratio':>7}{'bare buf':>9}{'ours buf':>9}   whole page: ms, buffers"
Place = tuple[date, int] | None


class Bare:
    """The SQL that one would write by hand who knows the scope column, and what was lent where anything was."""

    def __init__(self, user: User) -> None:
        office = user.posts.get().office
        assert office
        column = COLUMNS.get(Level(office.level))
        self.scope = [f"{column} = {office.pk}"] if column else ["true"]
        self.cleared = " AND secrecy <= 2" if user.posts.get().clearance < 3 else ""
        lent = f"SELECT content_object_id FROM cases_caseusergrant WHERE user_id = {user.pk} AND NOT {self.scope[0]}"
        granted = column and CaseUserGrant.objects.filter(user=user).exists()
        self.lent = [f"id IN ({lent})"] if granted else []

    def page(self, place: Place = None) -> list[int]:
        """The rows of a page and one more."""
        beyond = f" AND (filed_on, id) < ('{place[0]}', {place[1]})" if place else ""
        end = f"ORDER BY filed_on DESC, id DESC LIMIT {paging.SIZE + 1}"
        parts = [
            f"(SELECT * FROM cases_case WHERE {where}{self.cleared}{beyond} {end})"
            for where in (*self.scope, *self.lent)
        ]
        sql = " UNION ALL ".join(parts)
        return [row[0] for row in self._ask(f"SELECT * FROM ({sql}) AS few {end}" if parts[1:] else sql)]

    def count(self) -> int:
        """How many there are, up to the cap."""
        few = [
            f"(SELECT id FROM cases_case WHERE {where}{self.cleared} LIMIT {paging.CAP + 1})"
            for where in (*self.scope, *self.lent)
        ]
        found: int = self._ask(f"SELECT count(*) FROM ({' UNION ALL '.join(few)}) AS few")[0][0]
        return min(found, paging.CAP + 1)

    def _ask(self, sql: str) -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found: list[tuple[int, ...]] = cursor.fetchall()
        return found


def ours(user: User, world: World, place: Place = None) -> list[Case]:
    """The same page as the list finds it: what was lent is asked for, then the rows."""
    rows = replace(in_view.cases(by=user, at=world.now), related=())
    return paging.window(rows, ORDER, place=place, size=paging.SIZE).rows


def counted(user: User, world: World) -> int:
    """How many there are, as the list counts."""
    return paging.counted(in_view.cases(by=user, at=world.now))


def compared(user: User, world: World) -> dict[str, list[Cost]]:
    """First page, next page and capped count: bare, ours, and the whole page with all that it shows."""
    plain, rows = Bare(user), ours(user, world)
    place, older = (rows[-1].filed_on, rows[-1].pk), f"{rows[-1].filed_on}_{rows[-1].pk}"
    assert [row.pk for row in rows] == plain.page()[: paging.SIZE], "not the same rows"
    assert [row.pk for row in ours(user, world, place)] == plain.page(place)[: paging.SIZE]
    assert counted(user, world) == plain.count()

    def whole(key: str) -> Callable[[], object]:
        return lambda: case_list.listed(by=user, at=world.now, wanted={}, older=key)

    return {
        "first page": costs(plain.page, lambda: ours(user, world), whole("")),
        "next page": costs(lambda: plain.page(place), lambda: ours(user, world, place), whole(older)),
        "capped count": costs(plain.count, lambda: counted(user, world)),
    }


def by_guardian(user: User) -> Callable[[], object]:
    """The same page when each row is granted to the person, as guardian finds it."""
    rows = get_objects_for_user(user, "cases.as_member", Case, use_groups=False, accept_global_perms=False)
    return lambda: list(rows.order_by(*ORDER)[: paging.SIZE + 1])


def line(name: str, plain: Cost, found: Cost, whole: Cost | None = None) -> str:
    """One row of the table."""
    rest = f"{whole.ms:>14.2f}, {whole.buffers}" if whole else ""
    ratio = found.ms / plain.ms
    return (
        f"{name:<36}{plain.ms:>8.2f}{found.ms:>8.2f}{ratio:>7.1f}{plain.buffers:>9}{found.buffers:>9}{rest}"
    )


@pytest.mark.django_db(transaction=True)
def test_a_page_of_cases_costs_what_its_rows_cost(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    people = [world.cast.of(office, post) for office in PEOPLE for post in ("head", "handler")]
    lines = [fill(world.case("filed"), world, [user for user in people if "handler" in user.username]), HEAD]
    wrong: list[str] = []
    for user in people:
        for kind, (plain, found, *whole) in compared(user, world).items():
            lines.append(line(f"{user.username}, {kind}", plain, found, *whole))
            slow = found.ms > BOUND * plain.ms and found.ms - plain.ms > NOISE
            wrong += [lines[-1]] if slow or (found.buffers > BUFFERS and whole) else []
    lines.append("the first page when every row is granted to the person, by guardian's get_objects_for_user")
    for user in people[::2]:
        plain, found = costs(Bare(user).page, by_guardian(shadow(user)), rounds=3)
        lines.append(line(f"{user.username}'s shadow", plain, found))
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert not wrong, f"more than {BOUND} times the bare SQL, or more than {BUFFERS} buffers"
