"""What a person fills in about the clocks of a case: more time for one, and the look at a case that stands still."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.flow import day
from cases.extensions import MOST_MONTHS
from cases.forms.base import SubjectForm, day_field
from cases.forms.case import YesNo, past, text


class Extend(SubjectForm):
    """Why a clock needs more time, and how much where the law leaves it open (rule 47). Its subject is the asking."""

    months = forms.IntegerField(
        label=_("延长的月数"),
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"unit": _("个月"), "half": True}),
    )
    reason = text(
        _("延长的理由"),
        rows=5,
        hint=_("案情复杂、取证困难等不能按期办结的具体情况，已经完成和还要开展的工作"),
    )

    def prepare(self) -> None:
        """The first time the law says how long."""
        self.fields["reason"].widget.attrs["article"] = self.subject.permit.article
        if self.subject.months:
            del self.fields["months"]


class Recheck(SubjectForm):
    """What a look at a suspended case showed (rule 78). Its subject is the case."""

    checked_on = day_field(_("复查日期"))
    found = text(_("复查情况"), _("办案规则第七十八条"), hint=_("客观原因是否存在、行政机关的工作进展"))
    persists = YesNo(
        _("客观原因仍然存在，继续中止审查"),
        _("客观原因已经消除，应当恢复审查"),
        label=_("复查结论"),
    )

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        past(self.fields["checked_on"], self)
        self.initial.setdefault("checked_on", day(self.at))
