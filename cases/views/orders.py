"""Door for people: what passes between offices, and the written orders of the offices above."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from cases import between_page, order_picture, services
from cases.between import ORDERS
from cases.forms.order import FORMS, Finish, Object, Receive
from cases.models import Case, Order

INTROS = {
    "assign": gettext_lazy(
        "批准后签发交办通知书。移送全案的，案件和线索、期限、文书一并转到该院；由该院签收时确定承办检察官。"
    ),
    "take_up": gettext_lazy(
        "批准后签发提办通知书，案件由本院承办，原承办院不再能查看案件，但能看到此决定及其结果。"
    ),
    "supervise": gettext_lazy("批准后签发督办函，案件仍由下级院办理；报告期限由系统催办。"),
    "designate": gettext_lazy(
        "批准后签发指定管辖决定书，案件转到该院；原承办院不再能查看案件，但能看到此决定及其结果。"
    ),
    "task_force": gettext_lazy(
        "批准后签发调用检察人员决定书，通知每个人及其派出院；只能调用本院和下级院的在职办案人员。"
    ),
    "revoke": gettext_lazy(
        "批准后签发撤销决定通知书，下级院的该项决定即失去效力；下级院应当执行，可以在执行的同时书面提出不同意见。"
    ),
    "change": gettext_lazy(
        "批准后签发变更决定通知书，下级院应当重新作出决定后报告结果；可以在执行的同时书面提出不同意见。"
    ),
}
TEMPLATES = {"task_force": "cases/task_force_new.html"}


@require_safe
def between(request: HttpRequest) -> HttpResponse:
    """What passes between the person's office and those above and below."""
    at, by = timezone.now(), me(request)
    access.demand(by, "order.view", at=at)
    keys = {name: request.GET.get(name, "") for name in ("tab", "older", "newer")}
    found = between_page.look(by=by, at=at, **keys)
    values = {
        "found": found,
        "tabs": _tabs(found),
        "older": _link(found.tab.name, "older", found.page.older),
        "newer": _link(found.tab.name, "newer", found.page.newer),
    }
    return render(request, "cases/between.html", values)


@require_safe
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One written order and what came of it."""
    picture = order_picture.look(order_id, by=me(request), at=timezone.now())
    return render(request, "cases/order.html", {"picture": picture, "order": picture.order})


@require_http_methods(["GET", "POST"])
def order_new(
    request: HttpRequest, kind: str, case_id: int | None = None, clue_id: int | None = None
) -> HttpResponse:
    """Draft an order about a case or a clue and put it before those who decide."""
    at, by = timezone.now(), me(request)
    subject = order_picture.to_draft(kind, case_id=case_id, clue_id=clue_id, by=by, at=at)
    form = answers.bind(FORMS[kind], request, subject=subject, by=by)
    decided_by = order_picture.decided_by(kind, subject, by=by, at=at)

    def work(values: dict[str, Any]) -> Order:
        return services.draft_order(**values, case_id=case_id, clue_id=clue_id, by=by, at=at)

    def done(drafted: Order) -> tuple[str, str]:
        waits = drafted.decision.waits_for_label
        return _("已提请审批，等待%(post)s审核") % {"post": waits}, reverse("order", args=[drafted.pk])

    name = "case" if isinstance(subject, Case) else "clue"
    page = {
        "title": str(ORDERS[kind].label),
        "kicker": subject.number,
        "sub": subject.title,
        "verb": _("提请审批"),
        "intro": _("提交后由%(posts)s审批。") % {"posts": decided_by} + str(INTROS[kind]),
        "cancel": reverse(name, args=[subject.pk]),
    }
    template = TEMPLATES.get(kind, "ui/sheet.html")
    return answers.sheet(request, form, work, done, page=page, template=template)


@require_http_methods(["GET", "POST"])
def order_receive(request: HttpRequest, order_id: int) -> HttpResponse:
    """Sign for an order."""
    at, by = timezone.now(), me(request)
    found = order_picture.to_act_on(order_id, "receive", by=by, at=at)
    form = answers.bind(Receive, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Order:
        return services.receive_order(order_id, **values, by=by, at=at)

    return answers.sheet(request, form, work, _to(order_id, _("已签收")), page=_page(found, _("签收")))


@require_http_methods(["GET", "POST"])
def order_object(request: HttpRequest, order_id: int) -> HttpResponse:
    """State disagreement in writing."""
    at, by = timezone.now(), me(request)
    found = order_picture.to_act_on(order_id, "", by=by, at=at)
    form = answers.bind(Object, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Order:
        return services.object_to_order(order_id, **values, by=by, at=at)

    page = _page(found, _("提出不同意见")) | {"intro": _("不同意见送作出决定的检察院；执行不因此停止。")}
    return answers.sheet(request, form, work, _to(order_id, _("不同意见已送上级院")), page=page)


@require_http_methods(["GET", "POST"])
def order_finish(request: HttpRequest, order_id: int) -> HttpResponse:
    """Report what came of an order."""
    at, by = timezone.now(), me(request)
    found = order_picture.to_act_on(order_id, "finish", by=by, at=at)
    form = answers.bind(Finish, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Order:
        return services.finish_order(order_id, **values, by=by, at=at)

    page = _page(found, _("报告办理结果"))
    return answers.sheet(request, form, work, _to(order_id, _("办理结果已报上级院")), page=page)


def _page(found: Order, verb: str) -> dict[str, Any]:
    number = found.document.number if found.document else ""
    return {
        "title": verb,
        "kicker": f"{found.office} {number}",
        "sub": found.subject.title,
        "verb": verb,
        "cancel": reverse("order", args=[found.pk]),
    }


def _to(order_id: int, said: str) -> Any:
    return lambda _order: (said, reverse("order", args=[order_id]))


def _tabs(found: between_page.Between) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": f"?tab={tab.name}",
            "current": tab.name == found.tab.name,
            "count": found.waiting.get(tab.name, 0),
        }
        for tab in between_page.TABS
    ]


def _link(tab: str, name: str, key: str) -> str:
    return "?" + urlencode({"tab": tab, name: key}) if key else ""
