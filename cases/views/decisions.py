"""Door for people: what waits for their decision, one request, the decision itself, and several at one sitting."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access, answers
from accounts.answers import me
from cases import decision_picture, inbox, services
from cases.forms.decision import Approve, Forward, SendBack
from cases.models import Decision

Work = Callable[..., Decision]


@require_safe
def inbox_page(request: HttpRequest) -> HttpResponse:
    """What waits for the person, what they asked for, what they decided, and all they may see."""
    at, by = timezone.now(), me(request)
    access.demand(by, "decision.view", at=at)
    keys = {name: request.GET.get(name, "") for name in ("tab", "older", "newer")}
    found = inbox.inbox(by=by, at=at, **keys)
    older, newer = (_link(found.tab, name, getattr(found.page, name)) for name in ("older", "newer"))
    tabs = _tabs(found)
    return render(
        request, "cases/decisions.html", {"inbox": found, "tabs": tabs, "older": older, "newer": newer}
    )


@require_safe
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One request, with all that is needed to decide on it."""
    return _show(request, decision_id, Approve)


@require_POST
def approve(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Agree."""
    return _decide(request, decision_id, Approve, services.approve)


@require_POST
def send_back(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Return the request, with reasons."""
    return _decide(request, decision_id, SendBack, services.send_back)


@require_POST
def forward(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Put the request before the committee or the office above."""
    return _decide(request, decision_id, Forward, services.forward)


@require_POST
def withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take back one's own request."""
    services.withdraw(decision_id, by=me(request), at=timezone.now())
    messages.success(request, _("已撤回，可以修改后重新提请"))
    return redirect("decision", decision_id)


def _decide(
    request: HttpRequest, decision_id: int, form_class: type[Approve | Forward], work: Work
) -> HttpResponse:
    at, by = timezone.now(), me(request)
    picture = decision_picture.look(decision_id, by=by, at=at)
    form = answers.bind(form_class, request, subject=picture.decision, by=by)
    answer = answers.carry_out(form, lambda values: work(decision_id, **values, by=by, at=at))
    if answer.result is None:
        return _show(request, decision_id, form_class, form=form, answer=answer)
    messages.success(request, _said(answer.result))
    return redirect("decision", decision_id)


def _show(
    request: HttpRequest,
    decision_id: int,
    form_class: type[Approve | Forward],
    *,
    form: Approve | Forward | None = None,
    answer: answers.Answer[Decision] | None = None,
) -> HttpResponse:
    by = me(request)
    picture = decision_picture.look(decision_id, by=by, at=timezone.now())
    about: dict[str, Any] = {"subject": picture.decision, "by": by}
    values: dict[str, Any] = {
        "picture": picture,
        "decision": picture.decision,
        "form": form if isinstance(form, Approve) else Approve(**about),
        "forward": form if isinstance(form, Forward) else Forward(**about),
        "forwarding": isinstance(form, Forward),
        "refused": answer.reasons if answer else (),
    }
    return render(request, "cases/decision.html", values, status=answer.status if answer else 200)


def _said(decision: Decision) -> str:
    if decision.waits_for:
        return _("已提交，送%(post)s审批") % {"post": decision.waits_for_label}
    return _("已退回提请人") if decision.state == "returned" else _("已批准，事项已经生效")


def _tabs(found: inbox.Inbox) -> list[dict[str, Any]]:
    words = {
        inbox.WAITING: _("待我审批"),
        inbox.ASKED: _("我提请的"),
        inbox.DECIDED: _("我审批过的"),
        inbox.ALL: _("全部"),
    }
    mine = inbox.ASKED, inbox.ALL
    return [
        {
            "label": label,
            "url": f"?tab={name}",
            "current": name == found.tab,
            "count": found.waiting if name == inbox.WAITING else 0,
        }
        for name, label in words.items()
        if found.decides or name in mine
    ]


def _link(tab: str, name: str, key: str) -> str:
    return "?" + urlencode({"tab": tab, name: key}) if key else ""
