"""Moments of the demo world: working hours, in order, never later than now."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day by the house's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@dataclass
class Clock:
    """The time of one story, which only goes forward and stops at `now`."""

    now: datetime
    last: datetime = field(default=moment(date(2020, 1, 1)))

    def ago(self, days: int) -> datetime:
        """Some time in the working hours of a day, that many days ago; a weekend's work was done on Friday."""
        day = timezone.localdate(self.now) - timedelta(days=days)
        return self.on(day - timedelta(days=max(0, day.weekday() - 4)))

    def on(self, day: date) -> datetime:
        """The next moment of that day, after everything that was done before."""
        return self._set(max(moment(day, 9, 10 + day.day), self.last + timedelta(minutes=7)))

    def later(self, minutes: int) -> datetime:
        """Some minutes on."""
        return self._set(self.last + timedelta(minutes=minutes))

    def _set(self, to: datetime) -> datetime:
        self.last = min(to, self.now)
        return self.last
