"""What is done to a clock on its page: by whom, refused with the article, with what was typed kept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.access import Unseen
from accounts.models import User
from audit.flow import day
from deadlines import selectors, services
from deadlines.models import Deadline
from deadlines.selectors import Act
from tests.services.deadlines.clocks import review, served
from tests.services.deadlines.conftest import Place
from tests.web.people import browser, page, send

PAGES = ("exclude", "go-on", "correct", "court-extension")


def today(ahead: int = 0) -> date:
    return day(timezone.now()) + timedelta(days=ahead)


@pytest.fixture
def clock(place: Place) -> Deadline:
    """A review that began ten days ago."""
    return review(place, today(-10))


def act(deadline: Deadline, by: User, name: str) -> Act:
    return next(row for row in selectors.acts_on(deadline.pk, by=by, at=timezone.now()) if row.name == name)


def articles(row: Act) -> list[str]:
    return [str(reason.source) for reason in row.reasons]


def test_the_handler_may_do_all_of_it(place: Place, clock: Deadline) -> None:
    said = page(place.handler, f"/deadlines/{clock.pk}/")
    for name in ("extend", "exclude", "correct"):
        assert act(clock, place.handler, name).allowed, name
        assert f'href="/deadlines/{clock.pk}/{name}/" data-dialog' in said, name


def test_who_may_only_see_it_is_told_whose_it_is(place: Place, clock: Deadline) -> None:
    for who in (place.head, place.chief, place.upper_chief):
        row = act(clock, who, "exclude")
        assert not row.allowed and "承办检察官" in str(row.reasons[0].text) and row.reasons[0].source
        assert "可以做什么" not in page(who, f"/deadlines/{clock.pk}/")
        send(who, f"/deadlines/{clock.pk}/exclude/", 403, start=today(-5), reason="鉴定")


def test_the_case_manager_keeps_clocks_but_asks_for_nothing(place: Place, clock: Deadline) -> None:
    assert act(clock, place.casemgr, "correct").allowed and act(clock, place.casemgr, "exclude").allowed
    assert not act(clock, place.casemgr, "extend").allowed


@pytest.mark.parametrize("who", ["stranger", "liaison", "leader"])
def test_for_others_the_doors_are_not_there(place: Place, who: str) -> None:
    deadline, user = served(place, on=today(-10)), getattr(place, who)
    with pytest.raises(Unseen):
        selectors.acts_on(deadline.pk, by=user, at=timezone.now())
    for name in PAGES:
        page(user, f"/deadlines/{deadline.pk}/{name}/", 404)
        send(user, f"/deadlines/{deadline.pk}/{name}/", 404)
        send(user, f"/api/v1/deadlines/{deadline.pk}/exclude/", 404)
    if who != "stranger":
        assert "可以做什么" not in page(user, f"/deadlines/{deadline.pk}/")


def test_an_appraisal_stops_the_clock_until_it_is_over(place: Place, clock: Deadline) -> None:
    due = clock.due_on
    sent = send(
        place.handler, f"/deadlines/{clock.pk}/exclude/", start=today(-8), until="", reason="委托省鉴定中心"
    )
    assert sent == f"/deadlines/{clock.pk}/"
    said = page(place.handler, sent)
    assert "委托省鉴定中心" in said and f'href="/deadlines/{clock.pk}/go-on/"' in said
    assert "/exclude/" not in said
    send(place.handler, f"/deadlines/{clock.pk}/go-on/", on=today(-3), note="报告已收到")
    clock.refresh_from_db()
    assert clock.state == "open" and clock.due_on >= due + timedelta(days=5)
    assert "5日不计入" in page(place.handler, sent)


def test_days_taken_out_move_the_end(place: Place, clock: Deadline) -> None:
    due = clock.due_on
    send(place.handler, f"/deadlines/{clock.pk}/exclude/", start=today(-8), until=today(-1), reason="评估")
    clock.refresh_from_db()
    assert clock.due_on >= due + timedelta(days=7)


def test_a_wrong_start_is_put_right(place: Place, clock: Deadline) -> None:
    send(place.handler, f"/deadlines/{clock.pk}/correct/", started_on=today(-12), reason="回证日期有误")
    clock.refresh_from_db()
    assert clock.started_on == today(-12)


def test_the_law_takes_no_appraisal_out_of_an_agencys_two_months(place: Place) -> None:
    deadline = served(place, on=today(-10))
    row = act(deadline, place.handler, "exclude")
    assert not row.allowed and articles(row) == ["办案规则第四十八条"]
    assert "法律没有规定" in str(act(deadline, place.handler, "extend").reasons[0].text)
    said = send(
        place.handler, f"/deadlines/{deadline.pk}/exclude/", 409, start=today(-5), reason="委托鉴定损失"
    )
    assert "办案规则第四十八条" in said and "委托鉴定损失" in said and str(today(-5)) in said
    deadline.refresh_from_db()
    assert deadline.state == "open"


def test_days_before_the_trigger_are_refused_and_what_was_typed_stays(place: Place, clock: Deadline) -> None:
    url = f"/deadlines/{clock.pk}/exclude/"
    said = send(place.handler, url, 409, start=today(-30), until=today(-5), reason="早于起算")
    assert "民事诉讼法第八十五条" in said and "早于起算" in said and str(today(-30)) in said
    assert "没有日期" in send(place.handler, url, 422, start="", reason="没有日期")
    assert "改错了" in send(
        place.handler, f"/deadlines/{clock.pk}/correct/", 409, started_on=today(3), reason="改错了"
    )


def test_a_third_extension_is_refused_with_the_article(place: Place, clock: Deadline) -> None:
    services.extend(clock.pk, months=1, reason="案情复杂", by=place.chief, at=timezone.now())
    services.extend(clock.pk, months=1, reason="仍然复杂", by=place.upper_chief, at=timezone.now())
    row = act(clock, place.handler, "extend")
    assert not row.allowed and articles(row) == ["办案规则第四十七条"] and "两次" in str(row.reasons[0].text)
    said = page(place.handler, f"/deadlines/{clock.pk}/")
    assert "已经延长两次" in said and f'href="/deadlines/{clock.pk}/extend/"' not in said


def test_what_a_court_decided_about_its_time_is_written_down(place: Place) -> None:
    trial = services.start(
        rule="T29B", case=place.case, started_on=today(-30), duty_office=place.office, duty_user=place.handler,
        by=None, at=timezone.now(),
    )  # fmt: skip
    due, url = trial.due_on, f"/deadlines/{trial.pk}/court-extension/"
    assert act(trial, place.handler, "court_extension").allowed
    said = send(place.handler, url, 409, months=6, reason="案情复杂")
    assert "民事诉讼法第一百五十二条" in said and "案情复杂" in said
    send(place.handler, url, months=6, reason="义乌市人民法院（2026）浙0782民初1号通知")
    trial.refresh_from_db()
    assert trial.due_on > due + timedelta(days=150)


def test_nobody_lengthens_a_review_as_if_a_court_had(place: Place, clock: Deadline) -> None:
    due, url = clock.due_on, f"/deadlines/{clock.pk}/court-extension/"
    told = {"months": 1, "reason": "义乌市人民法院（2026）浙0782号通知"}
    send(place.chief, url, 403, **told)
    said = send(place.handler, url, 409, **told)
    clock.refresh_from_db()
    assert "请先提请审批" in said and clock.due_on == due


def test_what_has_ended_offers_nothing(place: Place, clock: Deadline) -> None:
    services.meet(clock, on=today(), by=place.handler, at=timezone.now())
    assert "可以做什么" not in page(place.handler, f"/deadlines/{clock.pk}/")
    assert not any(row.allowed for row in selectors.acts_on(clock.pk, by=place.handler, at=timezone.now()))


def test_a_form_sent_twice_is_done_once(place: Place, clock: Deadline) -> None:
    client, url = browser(place.handler), f"/deadlines/{clock.pk}/exclude/"
    form = {"start": today(-8), "until": today(-1), "reason": "评估", "_key": "same"}
    assert client.post(url, form).status_code == client.post(url, form).status_code == 302
    assert clock.events.filter(kind="excluded").count() == 1


def test_a_target_is_only_put_right(place: Place) -> None:
    target = services.start(
        rule="N02", case=place.case, started_on=today(-5), duty_office=place.office, duty_user=place.handler,
        by=None, at=timezone.now(),
    )  # fmt: skip
    assert [row.name for row in selectors.acts_on(target.pk, by=place.handler, at=timezone.now())] == [
        "correct"
    ]
    assert "更正起算日" in page(place.handler, f"/deadlines/{target.pk}/")
