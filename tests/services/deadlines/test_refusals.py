"""Bad input, as one table: what is tried, on which clock, and the article that refuses it. Nothing is ever half done."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from audit.flow import Refused
from audit.models import Entry
from deadlines import services
from deadlines.models import Deadline, Event
from deadlines.services import Cause
from tests.services.deadlines.clocks import COURT, articles, start
from tests.services.deadlines.conftest import Place, moment

TODAY = moment("2026-10-20")
Tried = Callable[[Deadline, Place], object]


def on(text: str) -> date:
    return date.fromisoformat(text)


def meet(day: str) -> Tried:
    return lambda clock, place: services.meet(clock, on=on(day), by=place.handler, at=TODAY)


def suspend(day: str, grounds: str = "停业，附证明", cause: Cause = Cause.REVIEW) -> Tried:
    return lambda clock, place: services.suspend(
        clock, on=on(day), cause=cause, grounds=grounds, by=place.handler, at=TODAY
    )


def exclude(since: str, until: str | None, reason: str = "委托鉴定", cause: Cause = Cause.APPRAISAL) -> Tried:
    end = on(until) if until else None
    return lambda clock, place: services.exclude(
        clock.pk, start=on(since), until=end, reason=reason, by=place.handler, at=TODAY, cause=cause
    )


def extend(months: int = 1, reason: str = "案情复杂", by: str = "chief") -> Tried:
    return lambda clock, place: services.extend(
        clock.pk, months=months, reason=reason, by=getattr(place, by), at=TODAY
    )


def thrice(clock: Deadline, place: Place) -> object:
    extend()(clock, place)
    extend(by="upper_chief")(clock, place)
    settle()
    return extend(by="upper_chief")(clock, place)


def correct(day: str, until: str | None = None, reason: str = "登记有误") -> Tried:
    values: dict[str, Any] = {"started_on": on(day), "until": on(until) if until else None, "reason": reason}
    return lambda clock, place: services.correct(clock.pk, **values, by=place.handler, at=TODAY)


def after_its_end(tried: Tried) -> Tried:
    def ended(clock: Deadline, place: Place) -> object:
        services.cancel(clock, on=on("2026-10-15"), by=place.handler, at=TODAY)
        settle()
        return tried(Deadline.objects.get(pk=clock.pk), place)

    return ended


def standing(tried: Tried) -> Tried:
    def stood(clock: Deadline, place: Place) -> object:
        exclude("2026-10-12", None)(clock, place)
        settle()
        return tried(clock, place)

    return stood


R23, R47, R48, R78, C85, C86, C152, J21, AGREED = (
    "办案规则第二十三条", "办案规则第四十七条", "办案规则第四十八条", "办案规则第七十八条", "民事诉讼法第八十五条",
    "民事诉讼法第八十六条", "民事诉讼法第一百五十二条", "司法解释第二十一条", "约定期限",
)  # fmt: skip
# fmt: off
TABLE = {  # every clock started on 8 October; today is 20 October
    "done before it began":                        ("T08",  meet("2026-10-07"), C85),
    "done tomorrow":                               ("T08",  meet("2026-10-21"), J21),
    "suspended without grounds":                   ("T08",  suspend("2026-10-12", ""), R78),
    "suspended with blank grounds":                ("T10",  suspend("2026-10-12", " \n"), R78),
    "suspended before it began":                   ("T08",  suspend("2026-10-07"), C85),
    "suspended tomorrow":                          ("T08",  suspend("2026-10-21"), R78),
    "suspended after its end":                     ("T09",  suspend("2026-10-24"), R78),
    "suspended in a year mistyped":                ("T08",  suspend("9026-10-12"), R78),
    "a civil review suspended":                    ("T11",  suspend("2026-10-12"), R78),
    "a decision on recusal suspended":             ("T01",  suspend("2026-10-09"), R78),
    "the agency's time appraised":                 ("T08",  suspend("2026-10-12", cause=Cause.APPRAISAL), R48),
    "suspended when ended":                        ("T08",  after_its_end(suspend("2026-10-12")), R78),
    "no days taken out":                           ("T10",  exclude("2026-10-12", "2026-10-12"), R48),
    "days taken out backwards":                    ("T10",  exclude("2026-10-12", "2026-10-09"), R48),
    "days taken out to tomorrow":                  ("T10",  exclude("2026-10-12", "2026-10-21"), R48),
    "days taken out before it began":              ("T10",  exclude("2026-10-07", "2026-10-12"), C85),
    "days taken out in the year 26":               ("T10",  exclude("0026-10-12", "2026-10-12"), C85),
    "days taken out without a reason":             ("T10",  exclude("2026-10-12", "2026-10-14", " "), R48),
    "an appraisal of a limit that knows none":     ("T20",  exclude("2026-10-12", "2026-10-14"), R48),
    "an appraisal under way, of one that knows none": ("T15", exclude("2026-10-12", None), R48),
    "an appraisal begun tomorrow":                 ("T10",  exclude("2026-10-21", None), R48),
    "a second appraisal under way":                ("T10",  standing(exclude("2026-10-14", None)), R48),
    "an appraisal when ended":                     ("T10",  after_its_end(exclude("2026-10-12", "2026-10-14")), R48),
    "a suspended review taken out by hand":        ("T10",  exclude("2026-10-12", "2026-10-14", cause=Cause.REVIEW), R78),
    "an obstacle without the court's decision":    ("T20",  exclude("2026-10-12", "2026-10-14", "台风", Cause.OBSTACLE), C86),
    "an obstacle not yet over":                    ("T20",  exclude("2026-10-12", None, COURT, Cause.OBSTACLE), C86),
    "an obstacle in a review":                     ("T10",  exclude("2026-10-12", "2026-10-14", COURT, Cause.OBSTACLE), C86),
    "an agency's time lengthened":                 ("T08",  extend(), J21),
    "a decision on recusal lengthened":            ("T01",  extend(), R23),
    "lengthened by two months at first":           ("T10",  extend(2), R47),
    "lengthened without a reason":                 ("T10",  extend(1, ""), R47),
    "lengthened first by the office above":        ("T10",  extend(by="upper_chief"), R47),
    "lengthened a third time":                     ("T10",  thrice, R47),
    "lengthened while it stands still":            ("T10",  standing(extend()), R47),
    "lengthened when ended":                       ("T10",  after_its_end(extend()), R47),
    "a trial lengthened without a court":          ("T29B", extend(6, "案情复杂", by="handler"), C152),
    "corrected without a reason":                  ("T08",  correct("2026-10-09", reason=""), J21),
    "corrected to tomorrow":                       ("T08",  correct("2026-10-21"), J21),
    "corrected to before filing":                  ("T08",  correct("2026-06-01"), C85),
    "corrected to the year 26":                    ("T08",  correct("0026-10-09"), J21),
    "corrected to the same day":                   ("T08",  correct("2026-10-08"), J21),
    "a legal end agreed otherwise":                ("T08",  correct("2026-10-09", "2026-12-31"), J21),
    "an agreed end left out":                      ("N06",  correct("2026-10-09"), AGREED),
    "an agreed end before its start":              ("N06",  correct("2026-10-09", "2026-10-08"), AGREED),
    "an agreed end in the year 9999":              ("N06",  correct("2026-10-09", "9999-12-31"), AGREED),
    "corrected when ended":                        ("T08",  after_its_end(correct("2026-10-09")), J21),
}
# fmt: on


def settle() -> None:
    """What stands now is what must still stand after the refusal."""
    before.update(state())


def state() -> dict[str, object]:
    return {
        "lines": Event.objects.count(),
        "record": Entry.objects.count(),
        "clocks": list(Deadline.objects.order_by("id").values("state", "started_on", "due_on", "next_check", "version")),
    }  # fmt: skip


before: dict[str, object] = {}


@pytest.mark.parametrize(("rule", "tried", "article"), TABLE.values(), ids=TABLE)
def test_refused_with_its_article(place: Place, rule: str, tried: Tried, article: str) -> None:
    until = on("2026-11-30") if rule == "N06" else None
    clock = start(place, rule, "2026-10-08", until=until)
    settle()
    with pytest.raises(Refused) as refused:
        tried(clock, place)
    assert articles(refused) == [article]
    assert all(str(reason.text) for reason in refused.value.reasons)
    assert state() == before
