"""Door for people: the first page of the day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.answers import me
from desk import my_work


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due and what waits; agencies' people have a first page of their own."""
    at, by = timezone.now(), me(request)
    if access.is_agency_person(by, timezone.localdate(at)):
        return redirect("portal")
    found = my_work.home(by=by, at=at)
    if isinstance(found, my_work.Administrator):
        return render(request, "desk/my_work_admin.html", {"admin": found})
    return render(request, "desk/my_work.html", {"work": found})
