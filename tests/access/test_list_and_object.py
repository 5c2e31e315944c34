"""List and object agree for everyone: whatever posts, dates, grants and secrecy there are, five questions give one answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import access
from accounts.models import AGENCY_POSTS, Post, PostName, Secrecy, User
from accounts.policy import POLICY
from cases.models import Case, CaseUserGrant
from tests.access.rows import rows
from tests.world import World

SCOPED: list[Any] = sorted((m for m in apps.get_models() if hasattr(m, "SCOPE")), key=lambda m: m._meta.label)
SECRET: list[Any] = [m for m in apps.get_models() if any(f.name == "secrecy" for f in m._meta.local_fields)]
OFFICES = ("spp", "zhejiang", "jinhua", "yiwu", "dongyang", "yuyao", "jiangsu")
AGENCIES = ("yiwu-post", "yiwu-samr", "dongyang-env")
EACH = 3

days = st.integers(-3, 3)
period = st.tuples(days, st.none() | st.integers(0, 4))
secrecy = st.sampled_from(Secrecy.values)
post = st.tuples(
    st.sampled_from(PostName.values), st.sampled_from(OFFICES), st.sampled_from(AGENCIES), period, secrecy
)
grant = st.tuples(st.sampled_from(["as_assigned", "as_member"]), period)


@pytest.fixture
def world(db: None) -> World:
    """A case with all that hangs from it, one elsewhere, and what passed between offices."""
    world = World()
    rows(world)
    world.case(
        "recommended", office="dongyang", agencies=("dongyang-env",), measures=(), title="邻市粉尘污染"
    )
    return world


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posts=st.lists(post, max_size=3), grants=st.lists(grant, max_size=2), secret=secrecy, active=st.sampled_from([True] * 9 + [False]),
    models=st.lists(st.sampled_from(SCOPED), min_size=4, max_size=4, unique=True), action=st.sampled_from(sorted(POLICY)), on=days,
)  # fmt: skip
def test_five_questions_have_one_answer(
    world: World, posts: Any, grants: Any, secret: int, active: bool, models: Any, action: str, on: int
) -> None:
    with transaction.atomic():
        user = somebody(world, posts, grants, active=active)
        for model in SECRET:
            model.objects.update(secrecy=secret)
        for model in models:
            for wanted in {action, model.SCOPE.view}:
                agree(user, wanted, model, at=world.now + timedelta(days=on))
        transaction.set_rollback(True)


def agree(user: User, action: str, model: Any, *, at: Any) -> None:
    """The list, its parts, one row taken, asked about, and asked about beside others."""
    listed = set(access.allowed(user, action, model, at=at).values_list("pk", flat=True))
    parts = [set(part.values_list("pk", flat=True)) for part in access.parts(user, action, model, at=at)]
    seen = set(access.allowed(user, model.SCOPE.view, model, at=at).values_list("pk", flat=True))
    assert set().union(*parts) == listed, f"{action} on {model.__name__}: the parts are not the list"
    for row in model._default_manager.order_by("pk")[:EACH]:
        what = f"{action} on {model.__name__} {row.pk}"
        assert access.can(user, action, row, at=at) == (row.pk in listed), what
        assert access.may(user, [action], row, at=at)[action] == (row.pk in listed), what
        assert taken(user, action, row, at=at) == answer(row, listed, seen), what


def answer(row: Model, listed: set[Any], seen: set[Any]) -> str:
    return "taken" if row.pk in listed else "refused" if row.pk in seen else "unseen"


def taken(user: User, action: str, row: Model, *, at: Any) -> str:
    try:
        assert access.take(user, action, type(row), row.pk, at=at) == row
    except PermissionDenied:
        return "refused"
    except access.Unseen:
        return "unseen"
    return "taken"


def somebody(world: World, posts: Any, grants: Any, *, active: bool) -> User:
    """Somebody with these posts and rights on the case of Yiwu."""
    user = User.objects.create(username="somebody", name="某人", is_active=active)
    for name, office, agency, (start, length), cleared in {
        (p[0], p[1], p[2], p[3][0]): p for p in posts
    }.values():
        first = (world.now + timedelta(days=start)).date()
        place: Any = (
            {"group_id": world.agency(agency).group_id}
            if name in AGENCY_POSTS
            else {"office": world.cast.offices[office]}
        )
        Post.objects.get_or_create(
            user=user, post=name, starts_on=first, **place,
            defaults={"ends_on": None if length is None else first + timedelta(days=length), "clearance": cleared},
        )  # fmt: skip
    case = Case.objects.order_by("pk")[0]
    for codename, (start, length) in grants:
        begins = world.now + timedelta(days=start)
        ends = None if length is None else begins + timedelta(days=length)
        right = Permission.objects.get(codename=codename, content_type__app_label="cases")
        columns = {
            name: getattr(case, name) for name in ("office_id", "municipal_id", "provincial_id", "secrecy")
        }
        CaseUserGrant.objects.get_or_create(
            user=user,
            content_object=case,
            permission=right,
            defaults={"starts_at": begins, "ends_at": ends, **columns},
        )
    return User.objects.get(pk=user.pk)
