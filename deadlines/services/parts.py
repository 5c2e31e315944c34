"""Who plays which part of the ladder, read in a fixed number of queries for each batch of new faces.

Where a post stands empty the next in line plays the part: leader for liaison and the other way round, department head
for handler, chief for head, and in the end the case manager of the office or of the first office above that has one.
Who is away is reached together with who stands in for them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db.models import Q

from accounts.models import Post, PostName, Procuratorate, User
from deadlines.ladder import DUTY, HEAD, LEADER, UPPER, WATCH
from deadlines.models import ChaseChoice, ChaseWay

STEADY = (PostName.HEAD, PostName.CHIEF, PostName.CASEMGR)
ABOVE = ("pk", "parent_id", "parent__parent_id", "parent__parent__parent_id")


class Duty(Protocol):
    """Whose duty a clock is."""

    @property
    def duty_office_id(self) -> int: ...
    @property
    def duty_user_id(self) -> int | None: ...
    @property
    def duty_group_id(self) -> int | None: ...


class People:
    """The people of one sweep: who holds which post, who is of an agency, who has an address, who chose what."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.lines: dict[int, list[int]] = {}  # office: itself and the offices above it
        self.groups: set[int] = set()
        self.known: set[int] = set()
        self.posted: set[int] = set()  # who holds a post that day
        self.active: set[int] = set()  # who can log in
        self.mailed: set[int] = set()
        self.outside: set[int] = set()
        self.choices: dict[tuple[int, str], str] = {}
        self.posts: defaultdict[tuple[str, int, str], list[int]] = defaultdict(list)
        self.acting: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # office, who is away

    def meet(self, rows: Iterable[Duty]) -> None:
        """Read those of these clocks' people that were not met before."""
        duties = list(rows)
        offices = {row.duty_office_id for row in duties} - self.lines.keys()
        groups = {row.duty_group_id for row in duties if row.duty_group_id} - self.groups
        users = {row.duty_user_id for row in duties if row.duty_user_id} - self.known
        if not (offices or groups or users):
            return
        seen = {office for line in self.lines.values() for office in line}
        lines = Procuratorate.objects.filter(pk__in=offices).values_list(*ABOVE)
        self.lines |= {line[0]: [office for office in line if office] for line in lines}
        fresh = {office for line in self.lines.values() for office in line} - seen
        self.groups |= groups
        self._read_posts(fresh, groups, users)
        self._read_users(users.union(*self.posts.values()) - self.known)

    def of(self, duty: Duty, part: str) -> list[int]:
        """The people who play that part for the clock; nobody only where there is no such part, or nobody left at all."""
        if part == UPPER and len(self.lines[duty.duty_office_id]) < 2:
            return []
        return self._of(duty, part) or self._last(duty.duty_office_id)

    def way(self, user: int, matter: str) -> str:
        """How the person wants to hear of that matter."""
        return self.choices.get((user, matter), ChaseWay.BOTH)

    def _of(self, duty: Duty, part: str) -> list[int]:
        office = duty.duty_office_id
        if part == LEADER:
            return self._agency(duty.duty_group_id, PostName.LEADER, PostName.LIAISON)
        if part == DUTY and duty.duty_group_id:
            return self._agency(duty.duty_group_id, PostName.LIAISON, PostName.LEADER)
        if part in (DUTY, WATCH):
            handler = duty.duty_user_id
            there = handler in self.posted and handler in self.active
            return [handler, *self._stand_in(office, handler)] if handler and there else self._heads(office)
        if part == HEAD:
            return self._heads(office)
        assert part == UPPER, part
        return self._heads(self.lines[office][1])

    def _agency(self, group: int | None, *posts: PostName) -> list[int]:
        return self._holders("group", group, *posts) if group else []

    def _heads(self, office: int) -> list[int]:
        return self._holders("office", office, PostName.HEAD, PostName.CHIEF)

    def _stand_in(self, office: int, person: int) -> list[int]:
        """Who stands in that day for a person of that office."""
        return [user for user in self.acting[office, person] if user in self.active]

    def _last(self, office: int) -> list[int]:
        managers = (self._holders("office", place, PostName.CASEMGR) for place in self.lines[office])
        return next(filter(None, managers), [])

    def _holders(self, kind: str, place: int, *posts: PostName) -> list[int]:
        """Those who hold the first of these posts that anybody holds."""
        held = ([user for user in self.posts[kind, place, post] if user in self.active] for post in posts)
        return next(filter(None, held), [])

    def _read_posts(self, offices: set[int], groups: set[int], users: set[int]) -> None:
        in_force = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=self.on), starts_on__lte=self.on)
        wanted = Q(office__in=offices, post__in=STEADY) | Q(group__in=groups) | Q(user__in=users)
        for user, office, group, post, away in in_force.filter(wanted).values_list(
            "user_id", "office_id", "group_id", "post", "acting_for_id"
        ):
            self.posted.add(user)
            if group in groups:
                self.posts["group", group, post].append(user)
                self.outside.add(user)
            if office in offices and post in STEADY:
                self.posts["office", office, post].append(user)
                if away:
                    self.acting[office, away].append(user)

    def _read_users(self, users: set[int]) -> None:
        self.known |= users
        emails = dict(User.objects.filter(pk__in=users, is_active=True).values_list("pk", "email"))
        self.active |= emails.keys()
        self.mailed |= {user for user, email in emails.items() if email}
        chosen = ChaseChoice.objects.filter(user__in=users).values_list("user_id", "matter", "way")
        self.choices |= {(user, matter): way for user, matter, way in chosen}
