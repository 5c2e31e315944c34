"""What a person may type about deadlines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines import selectors


def _rules() -> list[tuple[str, str]]:
    return [("", str(_("全部期限"))), *selectors.rules_in_use()]


class BoardFilter(forms.Form):
    """Which part of the board to show."""

    whose = forms.ChoiceField(
        label=_("范围"), choices=[("", _("本人可见的全部")), ("mine", _("由我负责的"))], required=False
    )
    rule = forms.ChoiceField(label=_("期限"), choices=_rules, required=False)
