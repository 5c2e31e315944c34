"""Door for people: how secret a clue or a case is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import answers
from accounts.answers import me
from cases import selectors, services
from cases.forms.classify import Classify
from cases.models import Case, Clue


@require_http_methods(["GET", "POST"])
def classify(request: HttpRequest, case_id: int | None = None, clue_id: int | None = None) -> HttpResponse:
    """Set how secret a case, or a clue without a case, is."""
    at, by = timezone.now(), me(request)
    row = selectors.to_classify(case_id=case_id, clue_id=clue_id, by=by, at=at)
    form = answers.bind(Classify, request, subject=row, by=by)
    back = reverse("clue" if case_id is None else "case", args=(row.pk,))

    def work(values: dict[str, Any]) -> Case | Clue:
        return services.classify(case_id=case_id, clue_id=clue_id, **values, by=by, at=at)

    def done(found: Case | Clue) -> tuple[str, str]:
        return _("密级已定为“%(level)s”") % {"level": found.get_secrecy_display()}, back

    page = {
        "title": _("确定密级"),
        "verb": _("确定密级"),
        "kicker": f"{row.number} · {row.title}",
        "cancel": back,
        "intro": _("涉密等级低于所定密级的人员，从保存时起不能再查看；承办人和办案组成员须先具备相应等级。"),
    }
    return answers.sheet(request, form, work, done, page=page)
