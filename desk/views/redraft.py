"""Door for people: changing what they asked for while it is being decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import answers
from accounts.answers import me
from cases import decision_picture
from cases.models import Decision
from desk import redrafts


@require_http_methods(["GET", "POST"])
def redraft(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The form of the step itself, filled with the draft that waits."""
    at, by = timezone.now(), me(request)
    decision, reasons = decision_picture.to_redraft(decision_id, by=by, at=at)
    form_class, subject, initial = redrafts.form_for(decision, on=at)
    form = answers.bind(form_class, request, subject=subject, by=by, initial=initial)
    redrafts.add_version(form, decision.version)
    url = reverse("decision", args=[decision_id])

    def work(values: dict[str, Any]) -> Decision:
        return redrafts.make(decision, values, version=form.cleaned_data["version"], by=by, at=at)

    def done(changed: Decision) -> tuple[str, str]:
        return _("拟稿已修改，重新送%(post)s审核") % {"post": changed.waits_for_label}, url

    page = {
        "title": _("修改拟稿"),
        "kicker": f"{decision.label} · {decision.about}",
        "verb": _("修改并重新提请"),
        "intro": _("修改后，此前的审批意见全部失效，从第一环节重新审批。"),
        "cancel": url,
        "reasons": reasons,
    }
    return answers.sheet(request, form, work, done, page=page)
