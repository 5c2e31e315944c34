"""An indicator as a curve: dated values against its target, for a small drawing, a chart and a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.models import Indicator, IndicatorValue


@dataclass(frozen=True)
class Figure:
    """One indicator as a curve: one value a day against a target; `rows` is everything that was said, newest first."""

    indicator: Indicator
    points: tuple[tuple[date, float], ...]
    rows: tuple[IndicatorValue, ...] = ()

    @property
    def values(self) -> list[float]:
        """The numbers, oldest first."""
        return [value for _on, value in self.points]

    @property
    def latest(self) -> float | None:
        """The newest number."""
        return self.values[-1] if self.points else None

    @property
    def line(self) -> list[float]:
        """The numbers of the curve: a single one starts from the baseline, where there is one."""
        return [*self._baseline, *self.values] if len(self.points) == 1 else self.values

    @property
    def first_on(self) -> date | None:
        """The day of the oldest number, where the curve begins with it."""
        return self.points[0][0] if self.points and not self.start else None

    @property
    def start(self) -> str:
        """The baseline in words, where the curve begins with it."""
        if len(self.points) != 1 or not self._baseline:
            return ""
        return _("基线 %(value)g%(unit)s") % {"value": self._baseline[0], "unit": self.indicator.unit}

    @property
    def last_on(self) -> date | None:
        """The day of the newest number."""
        return self.points[-1][0] if len(self.line) > 1 else None

    @property
    def _baseline(self) -> list[float]:
        return [] if self.indicator.baseline is None else [float(self.indicator.baseline)]

    @property
    def aim(self) -> str:
        """The target in words; where less is better, what the figure must come down to."""
        text = _("目标 降至 %(target)s%(unit)s") if self.indicator.falling else _("目标 %(target)s%(unit)s")
        return text % {"target": self._target, "unit": self.indicator.unit}

    @property
    def reached(self) -> bool:
        """Whether the newest value is as good as the target."""
        return bool(self.points) and self.indicator.reached_by(Decimal(str(self.values[-1])))

    @property
    def spoken(self) -> str:
        """What the curve shows, for those who cannot see it."""
        values = {"name": self.indicator.name, "unit": self.indicator.unit, "target": self._target}
        if not self.points:
            return self.aim
        text = _("%(name)s从%(first)g%(unit)s到%(last)g%(unit)s，目标%(target)s%(unit)s")
        return text % {**values, "first": self.values[0], "last": self.values[-1]}

    @property
    def _target(self) -> str:
        return f"{self.indicator.target.normalize():f}"

    @property
    def chart_id(self) -> str:
        """The name of its data in the page."""
        return f"figure-data-{self.indicator.pk}"

    @property
    def chart(self) -> dict[str, object]:
        """The curve as ECharts takes it."""
        mark = {
            "silent": True,
            "symbol": "none",
            "data": [{"yAxis": float(self.indicator.target)}],
            "lineStyle": {"type": "dashed", "color": "#2f9e63"},
            "label": {"formatter": self.aim, "position": "insideStartTop", "color": "#1b7a4a"},
        }
        return {
            "grid": {"top": 16, "right": 12},
            "xAxis": {"type": "time", "axisLabel": {"hideOverlap": True}},
            "yAxis": {
                "type": "value",
                "scale": True,
                "axisLabel": {"formatter": "{value}" + self.indicator.unit},
            },
            "series": [
                {
                    "type": "line",
                    "name": self.indicator.name,
                    "data": [[on.isoformat(), value] for on, value in self.points],
                    "markLine": mark,
                }
            ],
        }


def figure(indicator: Indicator) -> Figure:
    """An indicator with its values by day, from its baseline on; `values` must be at hand.

    Of several values of one day the curve takes the one that the procuratorate found itself, else the last one said.
    """
    rows = sorted(indicator.values.all(), key=lambda row: (row.on, row.submission_id is None, row.pk))
    days = {row.on: float(row.value) for row in rows}
    return Figure(indicator, tuple(days.items()), tuple(reversed(rows)))
