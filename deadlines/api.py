"""Door for programs: clocks, how their dates were reached, what a limit would come to, and notices."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.asking import person
from accounts.api.pages import Rows
from deadlines import selectors, services
from deadlines.flow import State
from deadlines.models import Deadline, Event, Notice


class StepOut(serializers.Serializer[Any]):
    """One sentence of how a date was reached."""

    text = serializers.CharField()
    article = serializers.CharField()
    date = serializers.DateField()


class DeadlineOut(serializers.ModelSerializer[Deadline]):
    """A clock in a list."""

    article = serializers.CharField(read_only=True)
    name = serializers.CharField(source="limit.name", read_only=True)

    class Meta:
        model = Deadline
        fields = (
            "id", "rule", "rule_set", "name", "article", "title", "case", "clue", "respondent", "state", "internal",
            "started_on", "due_on", "ended_on", "uncertain", "duty_office", "duty_user",
        )  # fmt: skip
        read_only_fields = fields


class EventOut(serializers.ModelSerializer[Event]):
    """One line of a clock's ledger."""

    by = serializers.CharField(source="by.name", default="", read_only=True)

    class Meta:
        model = Event
        fields = ("kind", "at", "by", "on", "until", "months", "days", "article", "note", "due_on")
        read_only_fields = fields


class ClockOut(DeadlineOut):
    """A clock with all that its date rests on."""

    length = serializers.CharField(read_only=True)
    warning = serializers.CharField(read_only=True)
    steps = StepOut(many=True, read_only=True)
    events = EventOut(many=True, read_only=True)

    class Meta:
        model = Deadline
        fields = (*DeadlineOut.Meta.fields, "length", "warning", "steps", "events")
        read_only_fields = fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """The picture's deadline, and beside it what the picture adds."""
        return {
            **DeadlineOut(instance.deadline).data,
            "length": instance.length,
            "warning": instance.warning,
            "steps": StepOut(instance.steps, many=True).data,
            "events": EventOut(instance.history, many=True).data,
        }


class PreviewIn(serializers.Serializer[Any]):
    """What is asked of the preview."""

    rule = serializers.ChoiceField(choices=selectors.countable())
    start = serializers.DateField()

    def validate_start(self, start: date) -> date:
        """A day that can be counted from."""
        if not 1990 <= start.year <= 2100:
            raise serializers.ValidationError(_("请给出1990年至2100年之间的日期"))
        return start


class PreviewOut(serializers.Serializer[Any]):
    """What a limit would come to."""

    rule = serializers.CharField(source="limit.id")
    name = serializers.CharField(source="limit.name")
    article = serializers.CharField(source="limit.article")
    start = serializers.DateField(source="counted.start")
    raw_end = serializers.DateField(source="counted.raw_end")
    due = serializers.DateField(source="counted.due")
    uncertain = serializers.BooleanField(source="counted.uncertain")
    warning = serializers.CharField(source="counted.warning")
    steps = StepOut(many=True, source="counted.steps")


class NoticeOut(serializers.ModelSerializer[Notice]):
    """A notice to the person who asks."""

    class Meta:
        model = Notice
        fields = ("id", "kind", "title", "body", "url", "created_at", "read_at")
        read_only_fields = fields


class DeadlineFilter(django_filters.FilterSet):
    """What a list of clocks can be narrowed to."""

    state = django_filters.ChoiceFilter(choices=State.choices)
    rule = django_filters.ChoiceFilter(choices=selectors.rules_in_use)
    case = django_filters.NumberFilter(field_name="case_id")
    clue = django_filters.NumberFilter(field_name="clue_id")
    due_before = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")
    due_after = django_filters.DateFilter(field_name="due_on", lookup_expr="gte")


class Deadlines(Rows):
    """The clocks that the person may see."""

    serializer_class = DeadlineOut
    filterset_class = DeadlineFilter
    ordering = ("due_on", "id")

    def rows(self) -> QuerySet[Deadline]:
        """In scope only."""
        return selectors.visible(person(self.request), at=timezone.now())


class Notices(Rows):
    """The person's own notices."""

    serializer_class = NoticeOut
    ordering = ("-created_at", "-id")

    def rows(self) -> QuerySet[Notice]:
        """The person's own only."""
        return selectors.notices_of(person(self.request))


@extend_schema(responses=ClockOut)
@api_view(["GET"])
def deadline(request: Request, deadline_id: int) -> Response:
    """One clock: its dates, the steps to them with their articles, and its ledger."""
    found = selectors.clock(deadline_id, by=person(request), at=timezone.now())
    return Response(ClockOut().to_representation(found))


@extend_schema(parameters=[PreviewIn], responses=PreviewOut)
@api_view(["GET"])
def preview(request: Request) -> Response:
    """What a limit would come to if it started on a day."""
    asked = PreviewIn(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return Response(PreviewOut(selectors.preview(**asked.validated_data)).data)


@extend_schema(request=None, responses={204: None})
@api_view(["POST"])
def read(request: Request, notice_id: int) -> Response:
    """The person has read the notice."""
    if services.mark_read(notice_id, by=person(request), at=timezone.now()) is None:
        raise Http404
    return Response(status=204)


urlpatterns = [
    path("deadlines/", Deadlines.as_view(), name="api-deadlines"),
    path("deadlines/preview/", preview, name="api-deadline-preview"),
    path("deadlines/<int:deadline_id>/", deadline, name="api-deadline"),
    path("notices/", Notices.as_view(), name="api-notices"),
    path("notices/<int:notice_id>/read/", read, name="api-notice-read"),
]
