"""Door for people: which enterprises a case has to do with."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, answers
from accounts.answers import me
from cases import services
from cases.forms import Empty
from cases.forms.enterprise import Involve
from cases.models import Case, Involvement
from cases.views.people import about


@require_http_methods(["GET", "POST"])
def involve(request: HttpRequest, case_id: int) -> HttpResponse:
    """Add an enterprise to a case."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.work", Case, case_id, at=at)
    return answers.sheet(
        request,
        answers.bind(Involve, request, subject=case, by=by),
        lambda said: services.involve(case_id, **said, by=by, at=at),
        lambda found: (_("已列入%(name)s") % {"name": found.enterprise}, _back(case)),
        page=about(case, _("增加涉案企业"), _("列入本案")),
    )


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, involvement_id: int) -> HttpResponse:
    """Take an enterprise out of a case."""
    at, by = timezone.now(), me(request)
    found = access.take(by, "case.work", Involvement, involvement_id, at=at)
    title = _("移出企业：%(name)s") % {"name": found.enterprise}
    return answers.sheet(
        request,
        answers.bind(Empty, request, subject=found, by=by),
        lambda _said: services.release(involvement_id, by=by, at=at),
        lambda case: (_("已移出%(name)s") % {"name": found.enterprise}, _back(case)),
        page=about(found.case, title, _("移出本案")) | {"danger": True},
    )


def _back(case: Case) -> str:
    return reverse("case", args=(case.pk,)) + "#enterprises"
