"""What the lists of clues and cases can be narrowed to."""

import django_filters

from cases.flow import CaseState, ClueState, DecisionState, ObligationState, SubmissionState
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
    """Reports of agencies."""

    state = django_filters.ChoiceFilter(choices=SubmissionState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    obligation = django_filters.NumberFilter(field_name="obligation_id")


class RecommendationFilter(django_filters.FilterSet):
    """Recommendations."""

    case = django_filters.NumberFilter(field_name="case_id")
    respondent = django_filters.NumberFilter(field_name="respondent_id")
    urgent = django_filters.BooleanFilter()
