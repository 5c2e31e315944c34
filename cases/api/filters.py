"""What the lists of clues and cases can be narrowed to."""

import django_filters
from django.db.models import QuerySet

from cases.flow import CaseState, ClueState, DecisionState, ObjectionState, ObligationState, SubmissionState
from cases.models import Submission
from cases.statutory import Field, Measure, Source, Track


class ClueFilter(django_filters.FilterSet):
    """Clues."""

    state = django_filters.ChoiceFilter(choices=ClueState.choices)
    source = django_filters.ChoiceFilter(choices=Source.choices)
    field = django_filters.ChoiceFilter(choices=Field.choices)
    office = django_filters.NumberFilter(field_name="office_id")
    major = django_filters.BooleanFilter()
    received_after = django_filters.DateFilter(field_name="received_on", lookup_expr="gte")
    received_before = django_filters.DateFilter(field_name="received_on", lookup_expr="lte")
    title = django_filters.CharFilter(lookup_expr="contains")


class CaseFilter(django_filters.FilterSet):
    """Cases."""

    state = django_filters.ChoiceFilter(choices=CaseState.choices)
    track = django_filters.ChoiceFilter(choices=Track.choices)
    field = django_filters.ChoiceFilter(choices=Field.choices)
    office = django_filters.NumberFilter(field_name="office_id")
    handler = django_filters.NumberFilter(field_name="handler_id")
    clue = django_filters.NumberFilter(field_name="clue_id")
    filed_after = django_filters.DateFilter(field_name="filed_on", lookup_expr="gte")
    filed_before = django_filters.DateFilter(field_name="filed_on", lookup_expr="lte")
    number = django_filters.CharFilter()
    title = django_filters.CharFilter(lookup_expr="contains")


class DecisionFilter(django_filters.FilterSet):
    """Requests for decisions."""

    state = django_filters.ChoiceFilter(choices=DecisionState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    clue = django_filters.NumberFilter(field_name="clue_id")
    move = django_filters.CharFilter()


class ObligationFilter(django_filters.FilterSet):
    """What must be put right."""

    state = django_filters.ChoiceFilter(choices=ObligationState.choices)
    category = django_filters.ChoiceFilter(choices=Measure.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    respondent = django_filters.NumberFilter(field_name="respondent_id")
    due_before = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")
    due_after = django_filters.DateFilter(field_name="due_on", lookup_expr="gte")


class SubmissionFilter(django_filters.FilterSet):
    """Reports of agencies. An agency with which one is shared is not told by its verdict which it is."""

    state = django_filters.ChoiceFilter(choices=SubmissionState.choices, method="of_state")
    case = django_filters.NumberFilter(field_name="case_id")
    obligation = django_filters.NumberFilter(field_name="obligation_id")

    def of_state(self, rows: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """Those in that state, among those whose verdict the person may know."""
        known: dict[str, bool] = {"verdict_seen": True}
        return rows.filter(state=value, **known)


class RecommendationFilter(django_filters.FilterSet):
    """Recommendations."""

    case = django_filters.NumberFilter(field_name="case_id")
    respondent = django_filters.NumberFilter(field_name="respondent_id")
    urgent = django_filters.BooleanFilter()


class ObjectionFilter(django_filters.FilterSet):
    """What agencies object to."""

    state = django_filters.ChoiceFilter(choices=ObjectionState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    respondent = django_filters.NumberFilter(field_name="respondent_id")
