"""Door for people: why one can see something, and who can see a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answers import me
from accounts.views.administration import tabs
from cases import why as reasons
from cases.forms.why import Ask


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """What one may do to a case or clue, and why; for administrators also what others may."""
    at, by = timezone.now(), me(request)
    people = reasons.askable(by=by, at=at)
    form = Ask(request.GET, people=people)
    said = form.cleaned_data if form.is_valid() else {}
    person = next((user for user in people if user.pk == said.get("person")), by)
    number = str(said.get("number") or "")
    values = {
        "form": form,
        "number": number,
        "found": reasons.explain(number, person=person, by=by, at=at),
        "oneself": person.pk == by.pk,
        "tabs": tabs("why", by=by, at=at),
    }
    return render(request, "cases/why.html", values)


@require_safe
def who(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who sees a case, by which rule, and who was given it until when."""
    found = reasons.who_sees(case_id, by=me(request), at=timezone.now())
    return render(request, "cases/who.html", {"found": found, "case": found.case})
