"""What a person fills in when they decide on a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.flow import COMMITTEE, Seat
from cases.forms.base import LONG, SubjectForm
from cases.services import forwarding

LONGEST_MEETING = 60


def meeting_field() -> forms.CharField:
    """In which meeting the committee resolved it."""
    return forms.CharField(
        label=_("检察委员会会议"),
        max_length=LONGEST_MEETING,
        help_text=_("例如2026年第8次检委会会议"),
        widget=forms.TextInput(attrs={"article": "办案规则第五条、第八条"}),
    )


class Approve(SubjectForm):
    """Agreeing to a request, with words or without; the committee's resolution names its meeting."""

    text = forms.CharField(
        label=_("审批意见"),
        max_length=LONG,
        required=False,
        help_text=_("同意可以不填；退回必须说明理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Remember which draft and which place in the chain the person saw."""
        self.initial.setdefault("version", self.subject.version)
        if self.subject.waits_for == COMMITTEE:
            self.fields["text"].label = _("决议内容")
            self.fields["text"].help_text = _("同意可以不填；不同意的退回提请人并说明理由")
            self.fields["meeting"] = meeting_field()
            self.order_fields(["meeting", "text", "version"])

    def service_values(self) -> dict[str, Any]:
        """What the services take, the version that was seen included."""
        return dict(self.cleaned_data)


class SendBack(Approve):
    """Returning a request, which needs reasons."""

    text = forms.CharField(
        label=_("审批意见"),
        max_length=LONG,
        error_messages={"required": _("退回必须说明理由")},
        help_text=_("同意可以不填；退回必须说明理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Forward(SubjectForm):
    """Putting a request before the committee or the office above (rules 5, 8, 18)."""

    to = forms.ChoiceField(
        label=_("提交至"),
        choices=[(place, Seat(place).label) for place in forwarding.PLACES],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("提交的意见和理由"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5, "article": "办案规则第五条、第八条、第十八条"}),
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Only places that this request may still go to; all of them where it may go nowhere, so that it is said why."""
        self.initial.setdefault("version", self.subject.version)
        open_places = [place for place in forwarding.PLACES if not forwarding.cannot(self.subject, place)]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        if open_places:
            self.initial.setdefault("to", open_places[0])
        field.widget.choices = [(place, Seat(place).label) for place in open_places or forwarding.PLACES]

    def service_values(self) -> dict[str, Any]:
        """What `services.forward` takes."""
        return dict(self.cleaned_data)
