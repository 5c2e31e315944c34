"""What the evidence of a case may be narrowed by."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.models import PROVES, EvidenceKind, FileState

Choices = Sequence[tuple[Any, Any]]
ALL: Choices = (("", _("全部")),)
STATES: Choices = (*FileState.choices, ("unverified", _("尚未核验")))


class ShelfFilter(forms.Form):
    """Which evidence to show; what is not among the choices narrows nothing."""

    element = forms.ChoiceField(required=False, choices=[*ALL, *PROVES], widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("证据种类"), required=False, choices=[*ALL, *EvidenceKind.choices])
    source = forms.ChoiceField(label=_("来源"), required=False)
    collector = forms.ChoiceField(label=_("登记人"), required=False)
    state = forms.ChoiceField(label=_("文件状态"), required=False, choices=[*ALL, *STATES])

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*ALL, *found]

    def wanted(self) -> dict[str, str]:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self, *, without: str = "", **more: object) -> str:
        """The same filters as an address says them, without one and with more."""
        kept = {name: value for name, value in self.wanted().items() if name != without}
        return urlencode({**kept, **more})
