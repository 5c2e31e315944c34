"""What a person may narrow a list by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.flow import ClueState
from cases.statutory import Field, Source


class ClueFilter(forms.Form):
    """Which clues to show."""

    text = forms.CharField(
        label=_("查找"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称、编号、涉嫌单位")}),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *ClueState.choices], required=False)
    source = forms.ChoiceField(label=_("来源"), choices=[("", _("全部")), *Source.choices], required=False)
    field = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Field.choices], required=False)
