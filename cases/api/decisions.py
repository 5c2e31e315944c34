"""What programs do for people with requests for decisions. Each calls one service."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import schema
from accounts.api.asking import filled, person, tagged, version_seen
from cases import reading, services
from cases.api import shapes
from cases.forms.base import SubjectForm
from cases.forms.decision import LONGEST_MEETING


class Opinion(SubjectForm):
    """What a decider says with an approval; the committee's resolution names its meeting."""

    text = forms.CharField(label=_("意见"), max_length=2000, required=False)
    meeting = forms.CharField(label=_("检察委员会会议"), max_length=LONGEST_MEETING, required=False)
    version = forms.IntegerField(label=_("所见版本"), min_value=0, required=False)


class Back(Opinion):
    """Why a decider returns a request."""

    text = forms.CharField(label=_("退回理由"), max_length=2000)


class Forward(SubjectForm):
    """Where a chief puts a request, and why (rules 5, 8, 18)."""

    to = forms.ChoiceField(
        label=_("提交至"), choices=[("committee", _("检察委员会")), ("upper", _("上一级院检察长"))]
    )
    text = forms.CharField(label=_("意见和理由"), max_length=2000)
    version = forms.IntegerField(label=_("所见版本"), min_value=0, required=False)


@extend_schema(request=schema.body(Opinion), responses=shapes.DecisionOut)
@api_view(["POST"])
def decision_approve(request: Request, decision_id: int) -> Response:
    """Agree at the current step; the last agreement makes the move."""
    services.approve(decision_id, **_said(Opinion, request, decision_id))
    return _answer(request, decision_id)


@extend_schema(request=schema.body(Back), responses=shapes.DecisionOut)
@api_view(["POST"])
def decision_return(request: Request, decision_id: int) -> Response:
    """Return the request to who asked, with reasons."""
    services.send_back(decision_id, **_said(Back, request, decision_id))
    return _answer(request, decision_id)


@extend_schema(request=schema.body(Forward), responses=shapes.DecisionOut)
@api_view(["POST"])
def decision_forward(request: Request, decision_id: int) -> Response:
    """Put the request before the procuratorial committee, or ask the office above to decide it."""
    services.forward(decision_id, **_said(Forward, request, decision_id))
    return _answer(request, decision_id)


@extend_schema(request=None, responses=shapes.DecisionOut)
@api_view(["POST"])
def decision_withdraw(request: Request, decision_id: int) -> Response:
    """Take back one's own request before it was decided."""
    services.withdraw(decision_id, by=person(request), at=timezone.now())
    return _answer(request, decision_id)


def _said(form_class: type[SubjectForm], request: Request, decision_id: int) -> dict[str, Any]:
    """What was sent, by whom, and which version was seen: If-Match goes before the body."""
    by, at = person(request), timezone.now()
    form = filled(form_class, request, subject=reading.decision(decision_id, by=by, at=at))
    values = dict(form.cleaned_data)
    seen = version_seen(request)
    return values | {"version": values["version"] if seen is None else seen, "by": by, "at": at}


def _answer(request: Request, decision_id: int) -> Response:
    found = reading.decision(decision_id, by=person(request), at=timezone.now())
    return tagged(Response(shapes.DecisionOut(found).data), found)
