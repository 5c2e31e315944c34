"""Doors for people: the policy table and the register of personal data as pages. `make docs` prints the same ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access, action_names, personal
from accounts.answers import me
from accounts.models import PostName
from accounts.policy import COLUMNS, GRANTED
from accounts.views.administration import tabs


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Who may do what, how far."""
    at, by = timezone.now(), me(request)
    access.demand(by, "policy.view", at=at)
    mine = {str(PostName(post.post).label) for post in by.posts_on(timezone.localdate(at))}
    values = {
        "groups": action_names.table(),
        "columns": [(action_names.column_name(c), action_names.column_name(c) in mine) for c in COLUMNS],
        "given": len(GRANTED),
        "reaches": list(action_names.REACHES.values()),
        "tabs": tabs("policy", by=by, at=at),
    }
    return render(request, "accounts/policy.html", values)


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is personal in the house, why it is held, how it is hidden, and who sees it."""
    at, by = timezone.now(), me(request)
    access.demand(by, "policy.view", at=at)
    lines, texts = personal.groups()
    values = {"lines": lines, "texts": texts, "tabs": tabs("personal-data", by=by, at=at)}
    return render(request, "accounts/personal.html", values)
