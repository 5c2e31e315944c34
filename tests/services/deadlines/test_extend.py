"""A review is lengthened by the office's chief once, by the office above once more (rule 47); a trial by the courts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import PostName, User
from audit.flow import Refused
from audit.models import Entry
from deadlines import limits, services
from deadlines.models import Deadline
from tests.services.deadlines.clocks import AT, COURT, articles, chained, review, served, start, walked
from tests.services.deadlines.conftest import Place, moment, person

ON = moment("2026-10-20")
REASON = "案情复杂"
NEVER = [limit.id for limit in limits.known().values() if limit.extension is None]


def extend(deadline: Deadline, by: User, months: int = 1, reason: str = REASON) -> Deadline:
    return services.extend(deadline.pk, months=months, reason=reason, by=by, at=ON)


def test_the_chief_lengthens_once_and_the_office_above_once_more(place: Place) -> None:
    deadline = extend(review(place), place.chief)
    assert deadline.due_on == date(2026, 12, 8) == walked(deadline)
    with pytest.raises(Refused) as refused:
        extend(deadline, place.chief)
    assert articles(refused) == ["办案规则第四十七条"]
    deadline = extend(deadline, place.upper_chief, months=2)
    assert deadline.due_on == date(2027, 2, 8)
    with pytest.raises(Refused, match="两次") as refused:
        extend(deadline, place.upper_chief)
    assert articles(refused) == ["办案规则第四十七条"]
    assert Entry.objects.filter(action="deadline.extend").count() == 2


@pytest.mark.parametrize(
    ("rule", "due"), [("T10", "2026-12-08"), ("T12", "2026-12-08"), ("T11", "2027-02-08")]
)
def test_every_review_gets_one_month(place: Place, rule: str, due: str) -> None:
    assert extend(start(place, rule, "2026-10-08"), place.chief).due_on.isoformat() == due


@pytest.mark.parametrize(
    ("months", "reason"),
    [(2, REASON), (0, REASON), (-1, REASON), (1, " ")],
    ids=["two", "none", "less", "no reason"],
)
def test_the_first_extension_is_one_month_with_a_reason(place: Place, months: int, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        extend(review(place), place.chief, months, reason)
    assert articles(refused) == ["办案规则第四十七条"]


def test_the_first_extension_is_the_offices_own(place: Place) -> None:
    with pytest.raises(Refused, match="本院") as refused:
        extend(review(place), place.upper_chief)
    assert articles(refused) == ["办案规则第四十七条"]


@pytest.mark.parametrize("months", [0, 13, 1200])
def test_the_office_above_decides_the_length_within_a_year(place: Place, months: int) -> None:
    deadline = extend(review(place), place.chief)
    with pytest.raises(Refused) as refused:
        extend(deadline, place.upper_chief, months)
    assert articles(refused) == ["办案规则第四十七条"]


def test_two_extensions_from_a_month_end(place: Place) -> None:
    deadline = start(place, "T10", "2026-08-31")
    deadline = services.extend(deadline.pk, months=1, reason=REASON, by=place.chief, at=moment("2026-09-01"))
    deadline = services.extend(
        deadline.pk, months=1, reason=REASON, by=place.upper_chief, at=moment("2026-09-02")
    )
    assert deadline.due_on == date(2026, 11, 30)


def test_an_extension_and_an_appraisal_meet_in_either_order(place: Place) -> None:
    days = {"start": date(2026, 10, 12), "until": date(2026, 10, 19), "reason": "委托鉴定"}
    first = services.exclude(review(place).pk, **days, by=place.handler, at=ON)
    first = extend(first, place.chief)
    second = extend(review(place), place.chief)
    second = services.exclude(second.pk, **days, by=place.handler, at=ON)
    assert first.due_on == second.due_on == date(2026, 12, 15)


def test_what_stands_still_is_lengthened_when_it_goes_on(place: Place) -> None:
    deadline = review(place)
    services.exclude(
        deadline.pk, start=date(2026, 10, 12), until=None, reason="委托鉴定", by=place.handler, at=ON
    )
    with pytest.raises(Refused, match="停止计算") as refused:
        extend(deadline, place.chief)
    assert articles(refused) == ["办案规则第四十七条"]
    services.go_on(deadline.pk, on=date(2026, 10, 20), by=place.handler, at=ON)
    assert extend(deadline, place.chief).due_on == date(2026, 12, 16)


def test_what_has_not_begun_or_has_run_out_is_not_lengthened(place: Place) -> None:
    _first, then = chained(place)
    with pytest.raises(Refused) as refused:
        extend(then, place.chief)
    assert articles(refused) == ["民事诉讼法第八十五条"]
    with pytest.raises(Refused) as refused:
        services.extend(review(place).pk, months=1, reason=REASON, by=place.chief, at=moment("2026-11-10"))
    assert articles(refused) == ["办案规则第四十七条"]
    last_day = services.extend(
        review(place).pk, months=1, reason=REASON, by=place.chief, at=moment("2026-11-09", 23)
    )
    assert last_day.due_on == date(2026, 12, 8)


@pytest.mark.parametrize("rule", NEVER)
def test_what_the_law_lets_nobody_lengthen_cites_its_own_article(place: Place, rule: str) -> None:
    until = date(2026, 10, 30) if limits.known()[rule].agreed else None
    deadline = start(place, rule, "2026-10-19", until=until)
    with pytest.raises(Refused, match="法律没有规定") as refused:
        extend(deadline, place.chief)
    assert articles(refused) == [limits.known()[rule].article]


def test_a_trial_is_lengthened_by_the_court_and_written_down_by_who_keeps_the_clock(place: Place) -> None:
    deadline = start(place, "T29B", "2026-06-10")
    with pytest.raises(Refused, match="人民法院") as refused:
        extend(deadline, place.handler, 6, "案情复杂")
    assert articles(refused) == ["民事诉讼法第一百五十二条"]
    with pytest.raises(Refused) as refused:
        extend(deadline, place.handler, 3, COURT)
    assert articles(refused) == ["民事诉讼法第一百五十二条"]
    deadline = extend(deadline, place.handler, 6, COURT)
    assert deadline.due_on == date(2027, 6, 10)
    assert extend(deadline, place.handler, 3, COURT).due_on == date(2027, 9, 10)
    with pytest.raises(Refused, match="两次"):
        extend(deadline, place.handler, 3, COURT)


def test_an_administrative_trial_is_lengthened_as_the_high_court_decides(place: Place) -> None:
    deadline = extend(start(place, "T29", "2026-06-10"), place.handler, 2, COURT)
    assert deadline.due_on == date(2027, 2, 10)
    assert deadline.events.last().article == "行政诉讼法第八十一条"


def test_a_court_is_not_answered_for_by_a_chief(place: Place) -> None:
    with pytest.raises(PermissionDenied):
        extend(start(place, "T29B", "2026-06-10"), place.chief, 6, COURT)


def test_only_who_may_lengthens_a_clock(place: Place) -> None:
    deadline = review(place)
    with pytest.raises(PermissionDenied):
        services.extend(deadline.pk, months=1, reason=REASON, by=place.handler, at=AT)
    with pytest.raises(PermissionDenied):
        services.extend(served(place).pk, months=1, reason=REASON, by=place.handler, at=AT)
    with pytest.raises(Http404):
        services.extend(deadline.pk, months=1, reason=REASON, by=place.stranger, at=AT)


def test_nobody_lengthens_a_clock_of_their_own(place: Place) -> None:
    deadline = start(place, "T10", "2026-10-08", respondent=place.respondent, duty_user=place.chief)
    with pytest.raises(Refused) as refused:
        extend(deadline, place.chief)
    assert articles(refused) == ["办案规则第七条"]


def test_levels_are_not_skipped(place: Place) -> None:
    province = place.upper.parent
    assert province is not None
    deadline = extend(review(place), place.chief)
    with pytest.raises(Refused) as refused:
        extend(deadline, person("province_chief", PostName.CHIEF, office=province))
    assert articles(refused) == ["办案规则第四十七条"]
