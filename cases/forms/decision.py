"""What a person fills in when they decide on a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import LONG, SubjectForm


class Approve(SubjectForm):
    """Agreeing to a request, with words or without."""

    text = forms.CharField(
        label=_("审批意见"),
        max_length=LONG,
        required=False,
        help_text=_("同意可以不填；退回必须说明理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    step = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Remember where in the chain the person saw the request."""
        self.initial.setdefault("step", self.subject.step)


class SendBack(Approve):
    """Returning a request, which needs reasons."""

    text = forms.CharField(
        label=_("审批意见"),
        max_length=LONG,
        error_messages={"required": _("退回必须说明理由")},
        help_text=_("同意可以不填；退回必须说明理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
