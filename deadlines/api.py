"""Door for programs: clocks, how their dates were reached, what a limit would come to, and notices."""

from collections.abc import Callable
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

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person
from accounts.api.pages import Rows
from accounts.paging import Parts
from audit.flow import day
from deadlines import clock_forms, selectors, services
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


class SentOut(serializers.Serializer[Any]):
    """One reminder that was sent: how near the last day then was, and whom it reached."""

    at = serializers.DateTimeField()
    text = serializers.CharField()
    due_on = serializers.DateField(source="due")
    to = serializers.CharField()


class ComingOut(serializers.Serializer[Any]):
    """The reminder that comes next."""

    at = serializers.DateTimeField()
    text = serializers.CharField()
    to = serializers.CharField()


class ActOut(serializers.Serializer[Any]):
    """One thing that can be done to the clock, or what is missing for it."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    source = serializers.CharField()  # type: ignore[assignment]
    allowed = serializers.BooleanField()
    reasons = schema.ReasonOut(many=True)


class PauseOut(serializers.Serializer[Any]):
    """A stretch in which the clock stood still; without an end while it still does."""

    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)
    text = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class ClockOut(DeadlineOut):
    """A clock with all that its date rests on, whom the chase reached, and what can be done."""

    length = serializers.CharField(read_only=True)
    expiry = serializers.CharField(read_only=True)
    warning = serializers.CharField(read_only=True)
    original_due_on = serializers.DateField(read_only=True)
    steps = StepOut(many=True, read_only=True)
    pauses = PauseOut(many=True, read_only=True)
    events = EventOut(many=True, read_only=True)
    reminders = SentOut(many=True, read_only=True)
    next_reminder = ComingOut(read_only=True, allow_null=True)
    acts = ActOut(many=True, read_only=True)

    class Meta:
        model = Deadline
        fields = (
            *DeadlineOut.Meta.fields, "length", "expiry", "warning", "original_due_on", "steps", "pauses", "events",
            "reminders", "next_reminder", "acts",
        )  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """The picture's deadline, and beside it what the picture, the chase and the acts add."""
        clock, chased = instance.clock, instance.chased
        return {
            **DeadlineOut(clock.deadline).data,
            "length": clock.length,
            "expiry": clock.expiry,
            "warning": clock.warning,
            "original_due_on": clock.original.isoformat(),
            "steps": StepOut(clock.steps, many=True).data,
            "pauses": PauseOut(clock.pauses, many=True).data,
            "events": EventOut(clock.history, many=True).data,
            "reminders": SentOut(chased.sent, many=True).data,
            "next_reminder": ComingOut(chased.coming).data if chased.coming else None,
            "acts": ActOut(instance.acts, many=True).data,
        }


class PreviewIn(serializers.Serializer[Any]):
    """What is asked of the preview."""

    rule = serializers.ChoiceField(choices=selectors.countable())
    start = serializers.DateField()
    filed = serializers.DateField(
        required=False,
        help_text="The day of filing, whose rule set holds; without it the rules of the start.",
    )

    def validate_start(self, start: date) -> date:
        """A day that can be counted from."""
        if not 1990 <= start.year <= 2100:
            raise serializers.ValidationError(_("请给出1990年至2100年之间的日期"))
        return start

    def validate_filed(self, filed: date) -> date:
        """A day on which a case can have been filed."""
        return self.validate_start(filed)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The rule is one of the set that holds."""
        if attrs["rule"] not in selectors.countable(attrs.get("filed") or attrs["start"]):
            raise serializers.ValidationError({"rule": [_("当日施行的规则中没有这一期限")]})
        return attrs


class PreviewOut(serializers.Serializer[Any]):
    """What a limit would come to."""

    rule = serializers.CharField(source="limit.id")
    rule_set = serializers.CharField(source="rules.name")
    rule_set_title = serializers.CharField(source="rules.title")
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
    office = django_filters.NumberFilter(field_name="duty_office_id")
    person = django_filters.NumberFilter(field_name="duty_user_id")
    due_before = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")
    due_after = django_filters.DateFilter(field_name="due_on", lookup_expr="gte")
    overdue = django_filters.BooleanFilter(
        method="by_delay", label="The last day has passed and somebody is late"
    )
    uncertain = django_filters.BooleanFilter()

    def by_delay(self, rows: QuerySet[Deadline], _name: str, wanted: bool) -> QuerySet[Deadline]:
        """Those that are overdue today, or those that are not."""
        late = selectors.overdue(day(timezone.now()))
        return rows.filter(late) if wanted else rows.exclude(late)


class Deadlines(Rows):
    """The clocks that the person may see."""

    serializer_class = DeadlineOut
    filterset_class = DeadlineFilter
    ordering = ("due_on", "id")

    def rows(self) -> Parts[Deadline]:
        """In scope only."""
        return selectors.in_view(person(self.request), at=timezone.now())


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
    """One clock: its dates, the steps to them with their articles, its ledger, the chase, and what can be done."""
    return _clock(request, deadline_id)


@extend_schema(request=schema.body(clock_forms.More), responses=ClockOut)
@api_view(["POST"])
def extend(request: Request, deadline_id: int) -> Response:
    """Write down that a court gave itself more time; what a chief decides is asked for by `ask-extension`."""
    by, at = person(request), timezone.now()
    subject = selectors.to_extend(deadline_id, by=by, at=at)
    services.record_court_extension(
        deadline_id, **filled(clock_forms.More, request, subject=subject).cleaned_data, by=by, at=at
    )
    return _clock(request, deadline_id)


@extend_schema(request=schema.body(clock_forms.Exclude), responses=ClockOut)
@api_view(["POST"])
def exclude(request: Request, deadline_id: int) -> Response:
    """Take the days of an appraisal out of the clock (rule 48); without `until` the clock stands still."""
    return _change(request, deadline_id, clock_forms.Exclude, services.exclude)


@extend_schema(request=schema.body(clock_forms.GoOn), responses=ClockOut)
@api_view(["POST"])
def go_on(request: Request, deadline_id: int) -> Response:
    """The appraisal is over: the clock goes on."""
    return _change(request, deadline_id, clock_forms.GoOn, services.go_on)


@extend_schema(request=schema.body(clock_forms.Correct), responses=ClockOut)
@api_view(["POST"])
def correct(request: Request, deadline_id: int) -> Response:
    """Put a wrong start right, or a wrong last day of an agreed matter (`until`, only there)."""
    return _change(request, deadline_id, clock_forms.Correct, services.correct)


@extend_schema(parameters=[PreviewIn], responses=PreviewOut)
@api_view(["GET"])
def preview(request: Request) -> Response:
    """What a limit would come to if it started on a day."""
    asked = PreviewIn(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return Response(PreviewOut(selectors.preview(**asked.validated_data)).data)


def _change(
    request: Request,
    deadline_id: int,
    form_class: type[clock_forms.ClockForm],
    service: Callable[..., Deadline],
) -> Response:
    by, at = person(request), timezone.now()
    subject = selectors.to_change(deadline_id, by=by, at=at)
    service(deadline_id, **values_of(filled(form_class, request, subject=subject)), by=by, at=at)
    return _clock(request, deadline_id)


def _clock(request: Request, deadline_id: int) -> Response:
    found = selectors.explained(deadline_id, by=person(request), at=timezone.now())
    return Response(ClockOut().to_representation(found))


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
    path("deadlines/<int:deadline_id>/extend/", extend, name="api-deadline-extend"),
    path("deadlines/<int:deadline_id>/exclude/", exclude, name="api-deadline-exclude"),
    path("deadlines/<int:deadline_id>/go-on/", go_on, name="api-deadline-go-on"),
    path("deadlines/<int:deadline_id>/correct/", correct, name="api-deadline-correct"),
    path("notices/", Notices.as_view(), name="api-notices"),
    path("notices/<int:notice_id>/read/", read, name="api-notice-read"),
]
