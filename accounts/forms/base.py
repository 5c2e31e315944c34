"""What forms about one row share: whom they are for, what they are about, and fields that many of them have."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from accounts.models import User

LONG = 4000
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2099, 12, 31)


class SubjectForm(forms.Form):
    """A form about one row (`subject`; None when there is no row yet), filled in by one person (`by`)."""

    def __init__(self, *args: Any, subject: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.by = subject, by
        self.at: datetime = timezone.localtime()
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values in; for the forms that have some."""


def long_text(
    label: Any, *, article: str = "", required: bool = True, rows: int = 4, help_text: Any = ""
) -> forms.CharField:
    """A field of several lines, with the article that asks for it beside its label."""
    attrs: dict[str, Any] = {"rows": rows} | ({"article": article} if article else {})
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs=attrs),
    )


class LeftToTheRule:
    """For a field whose content the law asks for: left empty, the rule refuses (409, with its article) and not the form."""

    def validate(self: Any, value: Any) -> None:
        """What was filled in is judged as ever."""
        if value not in self.empty_values and value != getattr(self, "empty_value", ""):
            super().validate(value)  # type: ignore[misc]


class RuledText(LeftToTheRule, forms.CharField):
    """A text that the law asks for."""


class RuledIds(LeftToTheRule, forms.TypedMultipleChoiceField):
    """Rows of which the law asks for at least one."""


class DayField(forms.DateField):
    """A day that a deadline can be counted from; years beyond are slips of the hand."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


def day_field(label: Any, **options: Any) -> DayField:
    """A day, picked with the browser's own calendar."""
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def ids_field(
    label: Any, kind: type[forms.TypedMultipleChoiceField] = forms.TypedMultipleChoiceField, **options: Any
) -> forms.TypedMultipleChoiceField:
    """Several rows, ticked in a list; the choices are set by the form."""
    return kind(label=label, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **options)


def id_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    """One row out of a short list; None when it may be left empty and is. The choices are set by the form."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)
