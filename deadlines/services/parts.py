"""Who plays which part of the ladder for a batch of deadlines, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Post, PostName, Procuratorate, User
from deadlines.ladder import DUTY, HEAD, LEADER, UPPER, WATCH
from deadlines.models import Deadline

DECIDERS = (PostName.HEAD, PostName.CHIEF)


class People:
    """The people of one batch: by agency group and post, by office and post; who is of an agency, who has an address."""

    def __init__(self, deadlines: Iterable[Deadline], on: date) -> None:
        rows = list(deadlines)
        groups = {row.duty_group_id for row in rows if row.duty_group_id}
        offices = {row.duty_office_id for row in rows}
        self.upper = dict(Procuratorate.objects.filter(pk__in=offices).values_list("pk", "parent_id"))
        self.posts: defaultdict[tuple[str, int | None, str], list[int]] = defaultdict(list)
        self._read(_in_force(on).filter(group__in=groups), "group_id")
        self.outside = {user for users in self.posts.values() for user in users}
        above = {pk for pk in self.upper.values() if pk}
        self._read(_in_force(on).filter(office__in=offices | above, post__in=DECIDERS), "office_id")
        named = {row.duty_user_id for row in rows if row.duty_user_id}
        known = named.union(*self.posts.values()) if self.posts else named
        active = User.objects.filter(pk__in=known, is_active=True).values_list("pk", "email")
        emails = dict(active)
        self.active = set(emails)
        self.mailed = {pk for pk, email in emails.items() if email}

    def of(self, deadline: Deadline, part: str) -> list[int]:
        """The people who play that part for the deadline."""
        found = self._of(deadline, part)
        return [user for user in found if user in self.active]

    def _of(self, deadline: Deadline, part: str) -> list[int]:
        group, office = deadline.duty_group_id, deadline.duty_office_id
        if part == DUTY and group:
            return self._agency(group, PostName.LIAISON) or self._agency(group, PostName.LEADER)
        if part == LEADER:
            return self._agency(group, PostName.LEADER)
        if part in (DUTY, WATCH):
            handler = deadline.duty_user_id
            return [handler] if handler in self.active else self._heads(office)
        if part == HEAD:
            return self._heads(office)
        assert part == UPPER, part
        return self._heads(self.upper.get(office))

    def _agency(self, group: int | None, post: str) -> list[int]:
        return self.posts["group_id", group, post] if group else []

    def _heads(self, office: int | None) -> list[int]:
        if office is None:
            return []
        return (
            self.posts["office_id", office, PostName.HEAD] or self.posts["office_id", office, PostName.CHIEF]
        )

    def _read(self, posts: QuerySet[Post], column: str) -> None:
        for user, place, post in posts.values_list("user_id", column, "post"):
            self.posts[column, place, post].append(user)


def _in_force(on: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
