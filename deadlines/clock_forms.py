"""What is asked of a person who changes a clock."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.limits import EXCLUSION, Cause
from deadlines.models import Deadline

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2099, 12, 31)
LONG, MOST_MONTHS = 500, 12


class DayField(forms.DateField):
    """A day that a clock can be counted from; years beyond are slips of the hand."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


def _day(label: Any, *, article: str = "", half: bool = False, **options: Any) -> DayField:
    attrs: dict[str, Any] = {"type": "date", "article": article, "half": half}
    return DayField(label=label, widget=forms.DateInput(attrs=attrs, format="%Y-%m-%d"), **options)


def _reason(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), **options)


class ClockForm(forms.Form):
    """A form about one clock (`subject`), filled in by one person (`by`)."""

    def __init__(self, *args: Any, subject: Deadline, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.by = subject, by
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the clock; for the forms that need it."""


class Exclude(ClockForm):
    """Days that do not count: of an appraisal (48), or of an obstacle that a court recognised (86)."""

    start = _day(_("开始日期"), article=EXCLUSION, half=True)
    until = _day(_("继续计算的日期"), half=True, required=False)
    reason = _reason(_("委托事项和受托机构"))

    def prepare(self) -> None:
        """An obstacle is decided on by a court when it is over; an appraisal may still be under way."""
        self.fields["start"].widget.attrs["article"] = self.cause.article
        if self.cause == Cause.OBSTACLE:
            self.fields["until"].required = True
            self.fields["reason"].label = _("障碍情况和人民法院的决定")
            self.fields["reason"].help_text = _("写明作出决定的人民法院，以及决定的文号或者日期。")
        else:
            self.fields["until"].help_text = _("仍在进行的留空，期限停止计算，有结果后再办理“继续计算”。")

    @property
    def cause(self) -> Cause:
        """Why the days do not count: each limit knows at most one cause of these."""
        return Cause.OBSTACLE if Cause.OBSTACLE in self.subject.limit.stops else Cause.APPRAISAL

    def service_values(self) -> dict[str, Any]:
        """What the service takes."""
        return {**self.cleaned_data, "cause": self.cause}


class GoOn(ClockForm):
    """The appraisal is over."""

    on = _day(_("继续计算的日期"), article=EXCLUSION)
    note = _reason(_("说明"), required=False)


class Correct(ClockForm):
    """The right starting day, and for an agreed matter the right last day."""

    started_on = _day(_("正确的起算日"), half=True)
    until = _day(_("正确的约定日期"), half=True)
    reason = _reason(_("更正的理由和依据"), help_text=_("原日期和更正后的日期都留在记录中。"))

    def prepare(self) -> None:
        """Only an agreed matter has a last day of its own; both begin with what stands now."""
        self.fields["started_on"].initial = self.subject.started_on
        self.fields["started_on"].widget.attrs["article"] = self.subject.article
        if self.subject.limit.agreed:
            self.fields["until"].initial = self.subject.due_on
        else:
            del self.fields["until"]


class More(ClockForm):
    """Months more for a clock, and who decided that for which reason."""

    months = forms.IntegerField(label=_("延长的月数"), min_value=1, max_value=MOST_MONTHS, initial=1)
    reason = _reason(_("延长的理由"))


class CourtExtension(More):
    """A court gave itself more time."""

    reason = _reason(
        _("批准延长的人民法院和文号"), help_text=_("写明批准的人民法院，以及通知的文号或者日期。")
    )

    def prepare(self) -> None:
        """Propose what the law says of the first time."""
        terms = self.subject.limit.extension
        if terms is not None:
            self.fields["months"].initial = terms.first_months or 1
            self.fields["months"].widget.attrs["article"] = terms.article
