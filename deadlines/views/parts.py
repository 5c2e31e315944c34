"""What every page about deadlines needs: who asks, and which frame the page stands in."""

from django.http import HttpRequest

from accounts.models import User


def base_of(portal: bool) -> str:
    """The frame: an agency's people have their own."""
    return "portal_base.html" if portal else "base.html"


def me(request: HttpRequest) -> User:
    """Who asks."""
    assert isinstance(request.user, User)
    return request.user
