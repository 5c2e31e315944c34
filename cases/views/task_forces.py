"""Door for people: a task force is given more time, or dissolved. It is called up by an order (cases/views/orders.py)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import answers
from accounts.answers import me
from cases import groups, services
from cases.forms.task_force import Dissolve, Longer
from cases.models import TaskForce


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, task_force_id: int) -> HttpResponse:
    """Give a task force more time."""
    at, by = timezone.now(), me(request)
    force = groups.to_lead(task_force_id, by=by, at=at)
    form = answers.bind(Longer, request, subject=force, by=by)

    def work(values: dict[str, Any]) -> TaskForce:
        return services.extend_task_force(task_force_id, **values, by=by, at=at)

    page = _page(force, _("延长调用期限")) | {"intro": _("签发后即生效，并通知有关人员。")}
    return answers.sheet(request, form, work, _to(force, _("已延长调用期限")), page=page)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, task_force_id: int) -> HttpResponse:
    """Dissolve a task force."""
    at, by = timezone.now(), me(request)
    force = groups.to_lead(task_force_id, by=by, at=at)
    form = answers.bind(Dissolve, request, subject=force, by=by)

    def work(values: dict[str, Any]) -> TaskForce:
        return services.end_task_force(task_force_id, **values, by=by, at=at)

    page = _page(force, _("解散专案组")) | {"danger": True}
    page["intro"] = _("从现在起，专案组人员不能再以此身份查看和办理本案。")
    return answers.sheet(request, form, work, _to(force, _("专案组已解散")), page=page)


def _page(force: TaskForce, verb: str) -> dict[str, Any]:
    url = reverse("case", args=(force.case_id,))
    return {
        "title": verb,
        "verb": verb,
        "kicker": f"{force.case.number} · {force.case.title}",
        "sub": force.name,
        "cancel": url,
    }


def _to(force: TaskForce, said: str) -> Any:
    return lambda _force: (said, reverse("case", args=(force.case_id,)))
