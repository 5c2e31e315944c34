"""Door for people: personal data as it is, for a minute, after they said why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts import answers
from accounts.answers import me
from cases import services
from cases.forms.personal import Unmask

KEY = "_key"


@require_http_methods(["GET", "POST"])
@sensitive_variables()
def unmask(request: HttpRequest, model: str, row_id: int, field: str) -> HttpResponse:
    """Ask why, then show it. What is shown is kept by nobody, and the same form shows nothing a second time."""
    at, by = timezone.now(), me(request)
    asked = services.to_see(model, row_id, field, by=by, at=at)
    form = answers.bind(Unmask, request)

    def work(values: dict[str, Any]) -> services.Seen:
        return services.unmask(model, row_id, field, **values, by=by, at=at)

    if request.method == "POST" and not request.POST.get(KEY):
        form.add_error(None, _("请在页面上填写理由后查看"))
    page = answers.BLANK | {
        "title": _("查看%(what)s") % {"what": asked.line.label},
        "verb": _("查看原文"),
        "form": form,
        "intro": _("查看后一分钟重新遮盖。现在还可以查看 %(n)d 次。") % {"n": asked.left},
    }
    if request.method != "POST":
        return render(request, "ui/sheet.html", page)
    answer = answers.carry_out(form, work)
    if not answer.done:
        return render(request, "ui/sheet.html", page | {"reasons": answer.reasons}, status=answer.status)
    response = render(request, "cases/unmasked.html", {"seen": answer.result})
    response.once = True  # type: ignore[attr-defined]
    return response
