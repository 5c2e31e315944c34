"""A coming Act is data: cases filed under it take its limits, those filed before keep theirs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from audit.flow import Refused
from deadlines import limits, limits_page, selectors, services
from deadlines.limits import UnknownLimit
from deadlines.models import Deadline
from tests.services.deadlines.clocks import AT, articles, served, start, walked
from tests.services.deadlines.conftest import Place, moment

ACT = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def act(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An Act: the reply within 45 days, a limit of its own, another target, and an announcement that we must watch."""
    old = limits.RULE_SETS[0]
    t08, n01, t15 = (old.limits[name] for name in ("T08", "N01", "T15"))
    new = {
        **old.limits,
        "T08": replace(t08, length=45, unit="day", article="公益诉讼法第三十条", effective_from=ACT),
        "T15": replace(t15, duty="office", effective_from=ACT),
        "N01": replace(n01, length=20),
        "T40": replace(
            t08, id="T40", name="检察意见的回复", length=20, unit="day", article="公益诉讼法第三十一条"
        ),
    }
    sets = (
        replace(old, effective_to=date(2026, 8, 31)),
        limits.RuleSet("2026", "检察公益诉讼法", ACT, None, new),
    )
    monkeypatch.setattr(limits, "RULE_SETS", sets)
    yield


@pytest.fixture
def later(place: Place) -> Place:
    """The same place with a case filed under the Act."""
    type(place.case).objects.filter(pk=place.case.pk).update(filed_on=date(2026, 9, 2))
    place.case.refresh_from_db()
    return place


def test_a_case_filed_earlier_keeps_its_limits_for_clocks_that_start_later(place: Place) -> None:
    deadline = served(place, on="2026-09-24")
    assert (deadline.rule_set, deadline.due_on, deadline.article) == (
        "2021", date(2026, 11, 24), "司法解释第二十一条",
    )  # fmt: skip
    with pytest.raises(UnknownLimit):
        start(place, "T40", "2026-09-24")


def test_a_case_filed_under_the_act_takes_its_limits(later: Place) -> None:
    deadline = served(later, on="2026-09-24")
    assert (deadline.rule_set, deadline.due_on, deadline.article) == (
        "2026", date(2026, 11, 9), "公益诉讼法第三十条",
    )  # fmt: skip
    assert walked(deadline) == deadline.due_on
    assert start(later, "T40", "2026-09-24").due_on == date(2026, 10, 14)
    with pytest.raises(Refused) as refused:
        services.extend(deadline.pk, months=1, reason="来不及", by=later.chief, at=AT)
    assert articles(refused) == ["公益诉讼法第三十条"]


def test_a_correction_of_an_old_clock_counts_by_the_old_law(place: Place) -> None:
    deadline = served(place)
    deadline = services.correct(
        deadline.pk, started_on=date(2026, 9, 22), reason="回证日期有误", by=place.handler, at=AT
    )
    assert deadline.due_on == date(2026, 11, 23) == walked(deadline)


def test_a_preview_asks_for_the_day_of_filing(db: None) -> None:
    start, old = date(2026, 9, 24), date(2026, 6, 2)
    assert selectors.preview("T08", start, filed=old).counted.due == date(2026, 11, 24)
    assert selectors.preview("T08", start).counted.due == date(2026, 11, 9)
    assert "T40" in selectors.countable() and selectors.countable().count("T08") == 1
    assert "T40" in dict(selectors.rules_in_use())


def test_whom_one_waits_for_and_who_owes_follow_the_set_of_each_clock(place: Place) -> None:
    old = start(place, "T15", "2026-09-24")
    type(place.case).objects.filter(pk=place.case.pk).update(filed_on=date(2026, 9, 2))
    place.case.refresh_from_db()
    new = start(place, "T15", "2026-09-24")
    assert list(Deadline.objects.filter(selectors.waited())) == [old]
    assert list(Deadline.objects.filter(selectors.owed_by_office())) == [new]
    assert (old.waited, new.waited) == (True, False)


def test_a_clue_registered_under_the_act_takes_its_target() -> None:
    assert limits.find("N01", limits.rules_on(date(2026, 8, 31))).length == 30
    assert limits.find("N01", limits.rules_on(ACT)).length == 20


def test_the_page_for_lawyers_shows_both() -> None:
    old, new = limits_page.as_markdown().split("## 检察公益诉讼法")
    assert "适用于2021-07-01至2026-08-31立案的案件" in old and "T40" not in old
    assert "适用于2026-09-01起立案的案件" in new and "| T40 | 检察意见的回复 |" in new
    assert "| 45日 |" in new and "| 2个月 | 行政机关（被建议单位） | 无 | 中止审查" in old


def test_an_old_clock_and_a_new_one_run_in_one_case_sweep(place: Place) -> None:
    served(place)
    type(place.case).objects.filter(pk=place.case.pk).update(filed_on=date(2026, 9, 2))
    place.case.refresh_from_db()
    served(place)
    services.sweep(at=moment("2026-11-09", 9))
    assert set(Deadline.objects.exclude(reminders=None).values_list("rule_set", flat=True)) == {
        "2021",
        "2026",
    }
