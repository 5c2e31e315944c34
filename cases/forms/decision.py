"""What a person fills in when they decide on a request."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.flow import day
from cases.flow import COMMITTEE, Seat
from cases.forms.base import LONG, SubjectForm
from cases.inbox import Matter
from cases.services import Verdict, forwarding

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
    """Putting a request before the committee or the office above (rules 5, 8, 18); stands beside the opinion."""

    prefix = "forward"
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
        on = day(self.at)
        open_places = [
            place for place in forwarding.PLACES if not forwarding.cannot(self.subject, place, on=on)
        ]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        if open_places:
            self.initial.setdefault("to", open_places[0])
        field.widget.choices = [(place, Seat(place).label) for place in open_places or forwarding.PLACES]

    def service_values(self) -> dict[str, Any]:
        """What `services.forward` takes."""
        return dict(self.cleaned_data)


class Seating(SubjectForm):
    """What is said on one request of a sitting; its fields carry the number of the request."""

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[("later", _("暂不办")), ("approve", _("同意")), ("return", _("退回"))],
        initial="later",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("意见"),
        max_length=LONG,
        required=False,
        help_text=_("退回必须说明理由"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(
        cls, matter: Matter, by: User, said: QueryDict | None, typed: Mapping[str, Any] | None = None
    ) -> "Seating":
        """The form of one request of the table: with what was sent for it, or what was typed before it is shown anew."""
        kept = {name: value for name, value in (typed or {}).items() if name != "version"}
        return cls(said, initial=kept, subject=matter.decision, by=by, prefix=f"d{matter.decision.pk}")

    def prepare(self) -> None:
        """Remember what was seen; the committee's resolution names its meeting."""
        self.initial.setdefault("version", self.subject.version)
        if self.subject.waits_for == COMMITTEE:
            self.fields["meeting"] = meeting_field()
            self.fields["meeting"].required = False
            self.order_fields(["outcome", "meeting", "text", "version"])

    def clean(self) -> dict[str, Any]:
        """A return has its reasons, a resolution its meeting; where nothing is decided nothing is asked."""
        said = super().clean() or {}
        outcome = said.get("outcome")
        if outcome == "return" and not said.get("text"):
            self.add_error("text", _("退回必须说明理由"))
        if outcome in ("approve", "return") and "meeting" in self.fields and not said.get("meeting"):
            self.add_error("meeting", _("请填写检察委员会会议，例如2026年第8次会议"))
        return said

    @property
    def decides(self) -> bool:
        """Whether anything is decided on it."""
        return bool(self.cleaned_data["outcome"] != "later")

    def verdict(self) -> Verdict:
        """What `services.decide_sitting` takes."""
        said = self.cleaned_data
        agreed = said["outcome"] == "approve"
        return Verdict(self.subject.pk, agreed, said["text"], said.get("meeting", ""), said["version"])


def chosen(said: QueryDict, name: str) -> list[int]:
    """The requests that were named there; whatever is no number is left out."""
    found = [value for value in said.getlist(name) if value.isascii() and value.isdigit() and len(value) < 19]
    return [int(value) for value in dict.fromkeys(found)]
