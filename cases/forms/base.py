"""What all forms about a clue or a case share: whom they are for, and what they are about."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import selectors as accounts
from accounts.models import Procuratorate, User

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


class DayField(forms.DateField):
    """A day that a deadline can be counted from; years beyond are slips of the hand."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


def day_field(label: Any, **options: Any) -> DayField:
    """A day, picked with the browser's own calendar."""
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def ids_field(label: Any, **options: Any) -> forms.TypedMultipleChoiceField:
    """Several rows, ticked in a list; the choices are set by the form."""
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def id_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    """One row out of a short list; None when it may be left empty and is. The choices are set by the form."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


class OfficeInput(forms.TextInput):
    """A text field that proposes the names of procuratorates while one types; for lists too long for a select."""

    offices: Sequence[Procuratorate] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field, and the names to choose from beside it."""
        known = {str(office.pk): office.name for office in self.offices}
        hints = {**(attrs or {}), "list": f"{name}-offices", "autocomplete": "off"}
        found = super().render(name, known.get(str(value), value), hints, renderer)
        names = {"list_id": hints["list"], "offices": self.offices}
        return SafeString(found + render_to_string("cases/clue_offices.html", names))


class OfficeField(forms.Field):
    """A procuratorate, by its name as one types it or by its id; cleaned to the id."""

    offices: Sequence[Procuratorate] = ()
    default_error_messages = {"unknown": _("没有找到这个检察院，请从提示中选择")}

    def offer(self, offices: Sequence[Procuratorate]) -> None:
        """The procuratorates that may be chosen."""
        shown = OfficeInput(attrs=self.widget.attrs)
        shown.is_required = self.required
        self.offices = shown.offices = offices
        self.widget = shown

    def to_python(self, value: Any) -> int | None:
        """The id of the office that was meant."""
        said = str(value or "").strip()
        for office in self.offices:
            if said in (str(office.pk), office.name, office.short_name):
                return office.pk
        if said:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return None


def same_level(office: Procuratorate) -> list[Procuratorate]:
    """The other procuratorates of that level, those of the same city first."""
    found = [
        other for other in accounts.procuratorates() if other.level == office.level and other.pk != office.pk
    ]
    return sorted(found, key=lambda other: (other.parent_id != office.parent_id, other.code))
