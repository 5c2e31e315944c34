"""Figures that the procuratorate finds out itself, beside those that agencies report; and their correction."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases.models import Indicator, IndicatorValue

FOLLOWING_UP = "办案规则第七十七条"


@transaction.atomic
def enter_value(
    indicator_id: int, *, on: date, value: Decimal, source: str, by: User, at: datetime
) -> IndicatorValue:
    """Write down what a figure was on a day, as the procuratorate found it, also after the case has ended (rule 77).

    One value a day; what agencies report stands beside it. Refuses a day to come, and a value without its source.
    """
    indicator = access.take(by, "obligation.judge", Indicator, indicator_id, at=at, lock=True)
    if on > day(at):
        raise ValidationError({"on": _("日期不能晚于今天")})
    if not source:
        raise ValidationError({"source": _("请写明数据从哪里来")})
    if indicator.values.filter(on=on, submission=None).exists():
        raise ValidationError({"on": _("这一天已经登记过数值，请更正原来的数值")})
    kept = IndicatorValue.objects.create(
        indicator=indicator, on=on, value=value, source=source, entered_by=by
    )
    _record(kept, "登记指标数值", _words(kept), by=by, at=at)
    return kept


@transaction.atomic
def correct_value(
    value_id: int, *, value: Decimal, source: str, reason: str, by: User, at: datetime
) -> IndicatorValue:
    """Put a figure right that the procuratorate entered; what it was before, and why, stays on record.

    What an agency reported stays as it was reported: the verdict on its report says what is wrong with it (409).
    """
    kept = access.take(by, "obligation.judge", IndicatorValue, value_id, at=at, lock=True)
    if kept.submission_id is not None:
        raise Refused(
            [Reason(_("责任机关报送的数值不改动，请在核验意见中说明，或者另行登记核实的数值"), FOLLOWING_UP)]
        )
    if not reason:
        raise ValidationError({"reason": _("请写明更正的理由")})
    before = _words(kept)
    kept.value, kept.source = value, source or kept.source
    kept.save(update_fields=["value", "source"])
    _record(kept, "更正指标数值", f"{before} → {_words(kept)}；{reason}", by=by, at=at)
    return kept


def _words(kept: IndicatorValue) -> str:
    figure = Decimal(kept.value).normalize()
    return f"{kept.on:%Y-%m-%d} {kept.indicator.name} {figure:f}{kept.indicator.unit}（{kept.source}）"


def _record(kept: IndicatorValue, label: str, note: str, *, by: User, at: datetime) -> None:
    obligation = kept.indicator.obligation
    data = {"value": kept.pk}
    record(by=by, at=at, action="obligation.judge", label=label, obj=obligation, note=note, data=data)
