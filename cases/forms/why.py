"""What is asked about rights."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Ask(forms.Form):
    """A number, and for administrators a person of the office."""

    person = forms.TypedChoiceField(label=_("人员"), coerce=int, empty_value=None, required=False)
    number = forms.CharField(
        label=_("案号或线索编号"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("完整填写")}),
    )

    def __init__(self, *args: Any, people: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("本人")), *((user.pk, f"{user.name}（{user.username}）") for user in people)]
        if not people:
            del self.fields["person"]
