"""What a person fills in about procuratorates, and what they may narrow the list by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Level, Procuratorate

ALL = ("", _("全部"))


class OfficeFilter(forms.Form):
    """Which procuratorates to show."""

    text = forms.CharField(
        label=_("查找"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("院名、简称或者区划代码")}),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("层级"), choices=[ALL, *reversed(Level.choices)], required=False)


class Suggest(forms.Form):
    """What a field asks for while somebody types: the words stand under the field's own name."""

    field = forms.SlugField(required=False)
    level = forms.MultipleChoiceField(choices=Level.choices, required=False)
    under = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    but = forms.IntegerField(required=False, min_value=1, max_value=2**31)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        name = str(data.get("field") or "q")
        if name not in self.fields:
            self.fields[name] = forms.CharField(required=False, max_length=80)
        self.name = name

    @property
    def words(self) -> str:
        """What was typed so far; nothing when it makes no sense."""
        said = self.cleaned_data.get(self.name) if self.is_valid() else ""
        return said if isinstance(said, str) else ""


class EditOffice(forms.Form):
    """The names of an office, and what the numbers of its papers begin with."""

    name = forms.CharField(label=_("名称"), max_length=80)
    short_name = forms.CharField(label=_("简称"), max_length=40)
    mark = forms.CharField(
        label=_("文书简称"), max_length=12,
        help_text=_("文号开头的院简称，如“义”。只用于以后的文书，已经签发的文号不变"),
    )  # fmt: skip

    def __init__(self, *args: Any, office: Procuratorate, **options: Any) -> None:
        names = {"name": office.name, "short_name": office.short_name, "mark": office.mark}
        super().__init__(*args, **{"initial": names, **options})
