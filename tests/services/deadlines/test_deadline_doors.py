"""The pages and the API of deadlines: in scope only, with the steps and articles, and never a 500 on input."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from audit.flow import Refused
from deadlines import checks, services, tasks
from deadlines.models import Deadline, Notice, SweepRun
from tests.services.deadlines.clocks import served
from tests.services.deadlines.conftest import Place, moment


@pytest.fixture
def clock(place: Place) -> Deadline:
    return served(place)


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_board_groups_by_nearness(place: Place, clock: Deadline) -> None:
    page = as_user(place.handler).get("/deadlines/", {"whose": "mine", "rule": "T08"})
    assert page.status_code == 200
    assert "市邮政管理局 · 履行职责并书面回复" in page.content.decode()
    assert "司法解释第二十一条" in page.content.decode()
    assert clock.title not in as_user(place.stranger).get("/deadlines/").content.decode()


def test_an_empty_board_says_what_fills_it(place: Place) -> None:
    assert "没有正在计算的期限" in as_user(place.handler).get("/deadlines/").content.decode()


def test_the_agency_sees_its_own_clock_in_its_own_look(place: Place, clock: Deadline) -> None:
    page = as_user(place.liaison).get("/deadlines/").content.decode()
    assert clock.title in page and "打开案件" not in page and place.case.title not in page
    office = services.start(
        rule="T04", case=place.case, started_on=date(2026, 9, 1), duty_office=place.office, by=None,
        at=moment("2026-09-01"),
    )  # fmt: skip
    assert as_user(place.liaison).get(f"/deadlines/{office.pk}/").status_code == 404


def test_why_tells_each_step_and_line(place: Place, clock: Deadline) -> None:
    services.suspend_all(
        case=place.case, on=date(2026, 10, 9), grounds="台风致停业", by=place.handler, at=moment("2026-10-09")
    )
    services.resume_all(case=place.case, on=date(2026, 10, 19), by=place.handler, at=moment("2026-10-19"))
    page = as_user(place.handler).get(f"/deadlines/{clock.pk}/").content.decode()
    for text in ("对应日为2026年11月24日", "10日不计入", "办案规则第七十八条", "台风致停业", "handler"):
        assert text in page
    theirs = as_user(place.liaison).get(f"/deadlines/{clock.pk}/").content.decode()
    assert "10日不计入" in theirs and "台风致停业" not in theirs and place.case.title not in theirs
    assert as_user(place.liaison).get(f"/api/v1/deadlines/{clock.pk}/").json()["events"] == []
    assert as_user(place.stranger).get(f"/deadlines/{clock.pk}/").status_code == 404


def test_pages_stay_within_their_queries(
    place: Place, clock: Deadline, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        served(place)
    client = as_user(place.handler)
    client.get("/deadlines/")  # the first page of a session notes that somebody is there
    with django_assert_max_num_queries(12):
        client.get("/deadlines/")
    with django_assert_max_num_queries(16):
        client.get(f"/deadlines/{clock.pk}/")


def test_notices_are_opened_and_read(place: Place) -> None:
    services.notify([place.handler], title="请核验整改", key="a", url="/deadlines/", at=timezone.now())
    services.notify([place.handler], title="有新进展", key="b", at=timezone.now())
    client = as_user(place.handler)
    page = client.get("/notices/").content.decode()
    assert "请核验整改" in page and "2 条未读" in page
    notice = Notice.objects.get(key="a")
    assert client.post(f"/notices/{notice.pk}/")["Location"] == "/deadlines/"
    assert as_user(place.head).post(f"/notices/{notice.pk}/").status_code == 404
    assert "标为已读" in client.post("/notices/read/", follow=True).content.decode()
    assert not Notice.objects.filter(read_at=None).exists()
    assert "没有未读通知" in client.post("/notices/read/", follow=True).content.decode()
    assert "还没有通知" in as_user(place.liaison).get("/notices/").content.decode()


def test_nobody_reads_without_login(db: None) -> None:
    for path in ("/deadlines/", "/notices/", "/deadlines/1/"):
        assert Client().get(path).status_code == 302
    assert Client().get("/api/v1/deadlines/").status_code in (401, 403)


def test_the_api_lists_in_scope_with_filters_and_cursor(place: Place, clock: Deadline) -> None:
    services.cancel(served(place), on=date(2026, 9, 24), by=None, at=moment("2026-09-24"))
    client = as_user(place.handler)
    answer = client.get("/api/v1/deadlines/", {"state": "open", "case": place.case.pk, "page_size": 1}).json()
    assert [row["id"] for row in answer["results"]] == [clock.pk]
    assert answer["results"][0]["article"] == "司法解释第二十一条"
    assert as_user(place.stranger).get("/api/v1/deadlines/").json()["results"] == []
    assert client.get("/api/v1/deadlines/", {"state": "nonsense"}).status_code == 400


def test_the_api_explains_a_date(place: Place, clock: Deadline) -> None:
    answer = as_user(place.handler).get(f"/api/v1/deadlines/{clock.pk}/").json()
    assert answer["due_on"] == "2026-11-24"
    assert answer["steps"][1]["article"] == "司法解释第二十一条"
    assert answer["events"][0]["kind"] == "started" and answer["events"][0]["by"] == "handler"
    assert as_user(place.stranger).get(f"/api/v1/deadlines/{clock.pk}/").status_code == 404


def test_the_api_previews_a_limit(place: Place) -> None:
    client = as_user(place.handler)
    answer = client.get("/api/v1/deadlines/preview/", {"rule": "T08", "start": "2026-08-07"}).json()
    assert (answer["raw_end"], answer["due"], answer["rule"]) == ("2026-10-07", "2026-10-08", "T08")
    assert answer["article"] == "司法解释第二十一条" and len(answer["steps"]) == 3


@pytest.mark.parametrize(
    "asked",
    [{}, {"rule": "T08"}, {"rule": "T99", "start": "2026-01-01"}, {"rule": "T13", "start": "2026-01-01"},
     {"rule": "T08", "start": "gestern"}, {"rule": "T17", "start": "0001-01-01"},
     {"rule": "T08", "start": "9999-12-31"}],
)  # fmt: skip
def test_a_bad_preview_is_the_callers_fault(place: Place, asked: dict[str, str]) -> None:
    assert as_user(place.handler).get("/api/v1/deadlines/preview/", asked).status_code == 400


def test_the_api_reads_notices(place: Place) -> None:
    services.notify([place.handler], title="有新进展", key="b", at=timezone.now())
    client = as_user(place.handler)
    (row,) = client.get("/api/v1/notices/").json()["results"]
    assert client.post(f"/api/v1/notices/{row['id']}/read/").status_code == 204
    assert client.post("/api/v1/notices/999999/read/").status_code == 404
    assert client.get("/api/v1/notices/").json()["results"][0]["read_at"]


def test_tasks_and_command_call_the_same_services(place: Place, capsys) -> None:
    tasks.sweep(anything="goes")
    tasks.deliver_outbox()
    call_command("sweep")
    assert "0 deadlines checked" in capsys.readouterr().out
    assert SweepRun.objects.count() == 2


def test_a_missing_year_is_a_system_check(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deadlines.checks.timezone.localdate", lambda: date(2026, 11, 23))
    assert [warning.id for warning in checks.holidays_known(None, databases=["default"])] == [
        "deadlines.W2027"
    ]
    assert checks.holidays_known(None) == []


def test_a_refusal_reads_as_a_sentence(place: Place, clock: Deadline) -> None:
    with pytest.raises(Refused, match="法律没有规定"):
        services.extend(clock.pk, months=1, reason="x", by=place.chief, at=moment("2026-10-01"))
