"""What a person may narrow the pages of the desk by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.action_names import NAMES
from accounts.models import Procuratorate, User
from accounts.office_field import OfficeField
from cases.flow import STAGES
from cases.statutory import Field, Track

ALL = ("", _("全部"))


class CaseFilter(forms.Form):
    """Which cases to show."""

    text = forms.CharField(
        label=_("查找"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("案件名称或案号")}),
    )
    stage = forms.ChoiceField(
        label=_("阶段"),
        choices=[ALL, *((name, label) for name, label, states in STAGES if states)],
        required=False,
    )
    track = forms.ChoiceField(label=_("案件类型"), choices=[ALL, *Track.choices], required=False)
    field = forms.ChoiceField(label=_("领域"), choices=[ALL, *Field.choices], required=False)
    office = OfficeField(label=_("检察院"), required=False)
    mine = forms.TypedChoiceField(
        label=_("承办"),
        choices=[("", _("本人可见的全部")), ("mine", _("由我承办的"))],
        coerce=bool,
        empty_value="",
        required=False,
    )

    def __init__(self, *args: Any, top: Procuratorate | None, **options: Any) -> None:
        """`top` is the office below which one may choose; None where there is nothing to choose."""
        super().__init__(*args, **options)
        field = self.fields["office"]
        assert isinstance(field, OfficeField)
        if top is None:
            del self.fields["office"]
        else:
            field.narrow(under=top)


def _day(label: Any) -> forms.DateField:
    within = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2099, 12, 31))]
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, validators=within, widget=picker)


class RecordFilter(forms.Form):
    """Which acts of the record to show."""

    person = forms.TypedChoiceField(label=_("人员"), coerce=int, empty_value=None, required=False)
    action = forms.ChoiceField(label=_("操作"), choices=[ALL, *NAMES.items()], required=False)
    since = _day(_("自"))
    until = _day(_("至"))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ALL, *((user.pk, f"{user.name}（{user.username}）") for user in people)]
