"""What programs do for people about cases below a case, and about task forces. Each calls one service."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person, tagged
from accounts.api.people import OfficeName
from cases import children, groups, reading, services
from cases.api.shapes import CaseRow
from cases.forms.children import Link, Unlink
from cases.forms.task_force import Dissolve, Longer
from cases.models import TaskForce


class TaskForceOut(serializers.ModelSerializer[TaskForce]):
    """People of several offices on one case, under one lead."""

    lead = OfficeName()

    class Meta:
        model = TaskForce
        fields = ("id", "case", "name", "lead", "order", "starts_on", "ends_on")
        read_only_fields = fields


@extend_schema(request=schema.body(Link), responses={201: CaseRow})
@api_view(["POST"])
def case_link(request: Request, case_id: int) -> Response:
    """Let a case of an office below be part of this one; answers with that case (rules 11, 15)."""
    by, at = person(request), timezone.now()
    said = values_of(filled(Link, request, subject=children.to_link(case_id, by=by, at=at)))
    services.link_child(said["case_id"], parent_id=case_id, reason=said["reason"], by=by, at=at)
    return _case(request, said["case_id"], status=201)


@extend_schema(request=schema.body(Unlink), responses=CaseRow)
@api_view(["POST"])
def case_unlink(request: Request, case_id: int) -> Response:
    """Let this case no longer be part of the one above (rules 11, 15)."""
    by, at = person(request), timezone.now()
    said = values_of(filled(Unlink, request, subject=children.to_unlink(case_id, by=by, at=at)))
    services.unlink_child(case_id, **said, by=by, at=at)
    return _case(request, case_id)


@extend_schema(request=schema.body(Longer), responses=TaskForceOut)
@api_view(["POST"])
def task_force_extend(request: Request, task_force_id: int) -> Response:
    """Give a task force more time (rule 11)."""
    by, at = person(request), timezone.now()
    said = values_of(filled(Longer, request, subject=groups.to_lead(task_force_id, by=by, at=at)))
    return _force(services.extend_task_force(task_force_id, **said, by=by, at=at))


@extend_schema(request=schema.body(Dissolve), responses=TaskForceOut)
@api_view(["POST"])
def task_force_end(request: Request, task_force_id: int) -> Response:
    """Dissolve a task force: its people lose the case at once (rule 11)."""
    by, at = person(request), timezone.now()
    said = values_of(filled(Dissolve, request, subject=groups.to_lead(task_force_id, by=by, at=at)))
    return _force(services.end_task_force(task_force_id, **said, by=by, at=at))


def _case(request: Request, case_id: int, *, status: int = 200) -> Response:
    found = reading.case_to_do(case_id, "case.view", by=person(request), at=timezone.now())
    return tagged(Response(CaseRow(found).data, status=status), found)


def _force(force: TaskForce) -> Response:
    return Response(TaskForceOut(force).data)
