"""What administrators see of people: the list of their office, and one person with posts, locks and second factor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from accounts import access, lockout, paging, second_factor, selectors
from accounts.models import AGENCY_POSTS, Post, PostName, Procuratorate, User
from accounts.paging import Page
from accounts.services.may import person_of
from audit.flow import day

AGENCIES = "agencies"
STALE = timedelta(days=90)
OFFICE_POSTS = tuple(post for post in PostName if post not in AGENCY_POSTS)


@dataclass(frozen=True)
class Line:
    """One person of the list: posts held today, and what an administrator should look at."""

    user: User
    posts: list[Post]
    locked: bool
    stale: bool


@dataclass(frozen=True)
class People:
    """One page of the list."""

    page: Page[User]
    lines: list[Line]


@dataclass(frozen=True)
class PersonPage:
    """One person, and what who looks may do about them."""

    user: User
    posts: list[Post]
    coming: list[Post]
    ended: list[Post]
    locked: bool
    stale: bool
    tokens: int
    phone: bool
    demanded: bool
    codes: int
    oneself: bool
    runs: bool
    appoints: bool
    secures: bool


def listed(
    *,
    by: User,
    at: datetime,
    text: str = "",
    state: str = "",
    side: str = "",
    older: str = "",
    newer: str = "",
) -> People:
    """The people of the office who fit, or those of the agencies in its area; the last entered first."""
    access.demand(by, "person.view", at=at)
    rows = (selectors.agency_people if side == AGENCIES else selectors.people)(by=by, at=at)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text))
    rows = in_state(rows, state, at).prefetch_related(
        Prefetch("posts", Post.objects.select_related("office", "group", "acting_for").order_by("pk"))
    )
    page = paging.page(rows, "date_joined", older=older, newer=newer)
    shut = lockout.locked([user.username for user in page.rows], at=at)
    lines = [
        Line(user, _held(user.posts.all(), day(at)), user.username in shut, is_stale(user, at=at))
        for user in page.rows
    ]
    return People(page, lines)


def look(user_id: int, *, by: User, at: datetime) -> PersonPage:
    """One person of the office; Unseen for everybody else."""
    user, on = person_of(user_id, by, at), day(at)
    homes = set(selectors.homes_of(user))
    posts = list(user.posts.select_related("office", "group", "acting_for").order_by("-starts_on", "-pk"))
    over = [post for post in posts if post.over(on)]
    oneself = user.pk == by.pk
    return PersonPage(
        user=user,
        posts=_held(posts, on),
        coming=[post for post in posts if post.starts_on > on and post not in over],
        ended=over,
        locked=bool(lockout.locked([user.username], at=at)),
        stale=is_stale(user, at=at),
        tokens=apps.get_model("authtoken", "Token")._default_manager.filter(user=user).count(),
        phone=second_factor.phone_of(user) is not None,
        demanded=second_factor.demanded(user, on),
        codes=second_factor.recovery_codes_left(user),
        oneself=oneself,
        runs=not oneself and bool(homes & set(access.offices(by, "person.edit", at=at))),
        appoints=not oneself and user.office in access.offices(by, "post.edit", at=at),
        secures=not oneself and bool(homes & set(access.offices(by, "post.second_factor", at=at))),
    )


def post_to_change(post_id: int, *, by: User, at: datetime) -> Post:
    """A post of the office that is not over yet, for the page that changes it; its services ask again."""
    offices = access.offices(by, "person.view", at=at)
    post = Post.objects.select_related("user", "office").filter(pk=post_id, office__in=offices).first()
    if post is None or post.office is None:
        raise access.Unseen
    access.demand(by, "post.edit", at=at)
    return post


def is_stale(user: User, *, at: datetime) -> bool:
    """Whether nobody came in with the account for ninety days."""
    return user.is_active and (user.last_login or user.date_joined) < at - STALE


def rules(office: Procuratorate) -> list[tuple[PostName, bool]]:
    """For each post of an office and of the agencies in its area, whether it demands a second factor."""
    return [(post, second_factor.rule_of(office, post)) for post in PostName]


def _held(posts: Iterable[Post], on: date) -> list[Post]:
    return [post for post in posts if post.in_force(on)]


def in_state(rows: QuerySet[User], state: str, at: datetime) -> QuerySet[User]:
    """Of these people those who are in use, disabled, silent for long, or without any post."""
    if state == "active":
        return rows.filter(is_active=True)
    if state == "disabled":
        return rows.filter(is_active=False)
    if state == "stale":
        old = at - STALE
        silent = Q(last_login__lt=old) | Q(last_login=None, date_joined__lt=old)
        return rows.filter(silent, is_active=True)
    if state == "none":
        on = day(at)
        held = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
        return rows.filter(is_active=True).exclude(pk__in=held.values("user"))
    return rows
