"""Questions about people and offices."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import Post, Procuratorate, User

CASEWORK = ("handler", "assistant", "clerk", "head")


def holders(office: Procuratorate, *posts: str, on: date) -> QuerySet[User]:
    """The people who hold one of these posts in an office on that day, by delegation or their own."""
    in_force = Q(posts__ends_on=None) | Q(posts__ends_on__gte=on)
    return User.objects.filter(
        in_force, posts__office=office, posts__post__in=posts, posts__starts_on__lte=on, is_active=True
    ).distinct()


def staff(office: Procuratorate, *, on: date) -> QuerySet[User]:
    """Everybody who works on cases in an office on that day."""
    in_force = Q(posts__ends_on=None) | Q(posts__ends_on__gte=on)
    return User.objects.filter(
        in_force, posts__office=office, posts__post__in=CASEWORK, posts__starts_on__lte=on, is_active=True
    ).distinct()


def staff_under(offices: Iterable[Procuratorate], *, on: date) -> list[tuple[User, Procuratorate]]:
    """Everybody who works on cases that day in these offices or anywhere below them, with the office, from the top down."""
    ids = [office.pk for office in offices]
    under = Q(office__in=ids) | Q(office__parent__in=ids) | Q(office__parent__parent__in=ids)
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    posts = Post.objects.filter(
        under, in_force, post__in=CASEWORK, starts_on__lte=on, user__is_active=True
    ).select_related("user", "office")
    found: dict[int, tuple[User, Procuratorate]] = {}
    for post in posts.order_by("office__code", "user__name", "pk"):
        if post.office is not None:
            found.setdefault(post.user_id, (post.user, post.office))
    return list(found.values())


def members_of(group_id: int, *, on: date, post: str = "") -> QuerySet[User]:
    """The people who act for the agency of that group on that day; of one post when asked."""
    in_force = Q(posts__ends_on=None) | Q(posts__ends_on__gte=on)
    held = {"posts__post": post} if post else {}
    return User.objects.filter(
        in_force, posts__group_id=group_id, posts__starts_on__lte=on, is_active=True, **held
    ).distinct()


def office_of(user: User, *, on: date) -> Procuratorate | None:
    """The procuratorate in which the person holds a post on that day."""
    return next((post.office for post in user.posts_on(on) if post.office), None)


def leads(upper: Procuratorate, lower: Procuratorate) -> bool:
    """Whether `upper` is `lower` itself or stands above it."""
    office: Procuratorate | None = lower
    while office is not None:
        if office.pk == upper.pk:
            return True
        office = office.parent
    return False


def people(*, by: User, at: datetime) -> QuerySet[User]:
    """Everybody whom this administrator sees: who belongs to their office, and who has or had a post in it."""
    offices = access.offices(by, "person.view", at=at)
    here = Post.objects.filter(office__in=offices).values("user")
    return User.objects.filter(Q(office__in=offices) | Q(pk__in=here)).select_related("office")


def agency_people(*, by: User, at: datetime) -> QuerySet[User]:
    """The people of the agencies in the area of this administrator's office: their accounts are looked after there."""
    offices = access.offices(by, "person.view", at=at)
    there = Post.objects.filter(group__agency__area__in=offices).values("user")
    return User.objects.filter(pk__in=there, office=None)


def homes_of(user: User) -> list[Procuratorate]:
    """The offices that look after an account: the person's own, for an agency's people those of the agency's area."""
    if user.office is not None:
        return [user.office]
    return list(Procuratorate.objects.filter(agencies__group__posts__user=user).distinct())


def known(username: str) -> bool:
    """Whether somebody has that user name, whatever its case."""
    return User.objects.filter(username__iexact=username).exists()


def named(username: str) -> User | None:
    """The person with exactly that user name."""
    return User.objects.filter(username=username).first()


def procuratorates() -> QuerySet[Procuratorate]:
    """All procuratorates, from the top down by code."""
    return Procuratorate.objects.select_related("parent")


def procuratorate(office_id: int) -> Procuratorate:
    """One procuratorate; Unseen when there is none."""
    found = Procuratorate.objects.filter(pk=office_id).first()
    if found is None:
        raise access.Unseen
    return found
