"""What a person may narrow the pages of the desk by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Procuratorate
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
