"""Dates as people say them, and where the lines of the drawn pieces go."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from config import ui, ui_draw, ui_gallery

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "words", "sign"),
    [
        (date(2026, 11, 25), "还有 2 天", "soon"),
        (date(2026, 11, 30), "还有 7 天", "soon"),
        (date(2026, 12, 1), "还有 8 天", ""),
        (TODAY, "今天", "late"),
        (date(2026, 11, 20), "逾期 3 天", "late"),
        (None, "", ""),
    ],
)
def test_a_due_date_is_said_as_days(due: date | None, words: str, sign: str) -> None:
    with translation.override("zh-hans"):
        assert (ui.countdown(due, TODAY), ui.urgency(due, TODAY)) == (words, sign)


def test_another_year_is_named() -> None:
    with translation.override("zh-hans"):
        assert ui.day(date(2026, 4, 12), TODAY) == "4月12日"
        assert ui.day(date(2022, 4, 12), TODAY) == "2022年4月12日"


def test_a_moment_is_said_in_local_time() -> None:
    with translation.override("zh-hans"):
        assert ui.moment(datetime(2026, 11, 23, 1, 12, tzinfo=UTC), NOW) == "今天 09:12"
        assert ui.moment(datetime(2026, 11, 22, 12, 41, tzinfo=UTC), NOW) == "昨天 20:41"
        assert ui.moment(datetime(2026, 11, 21, 18, 0, tzinfo=UTC), NOW) == "昨天 02:00"
        assert ui.moment(datetime(2025, 11, 18, 7, 3, tzinfo=UTC), NOW) == "2025年11月18日 15:03"


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KB"), (1_300_000, "1.2 MB"), (2**31, "2.0 GB")],
)
def test_sizes_are_short(size: int, words: str) -> None:
    assert ui.filesize(size) == words


def test_a_badge_of_an_unknown_tone_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError):
        ui.badge("逾期", "purple")


def test_a_running_clock_has_run_up_to_today() -> None:
    bar = ui_draw.clock(date(2026, 11, 3), date(2026, 12, 13), TODAY, ended=None, pauses=())
    assert (bar.run.width, bar.over, bar.due) == (50.0, None, None)
    assert bar.today == ui_draw.Mark(50.0, "middle")


def test_a_late_clock_shows_its_last_day_inside_the_bar() -> None:
    bar = ui_draw.clock(date(2026, 11, 3), date(2026, 11, 18), TODAY, ended=None, pauses=())
    assert bar.over is not None and bar.due is not None
    assert (bar.run.width, bar.over.x, bar.over.width, bar.due.x) == (75.0, 75.0, 25.0, 75.0)
    assert bar.today == ui_draw.Mark(100.0, "end")


def test_an_open_pause_reaches_today() -> None:
    pause = {"start": date(2026, 11, 13), "end": None, "text": "中止审查", "source": "办案规则第七十八条"}
    bar = ui_draw.clock(date(2026, 11, 3), date(2026, 12, 13), TODAY, ended=None, pauses=[pause])
    assert bar.paused
    assert (bar.pauses[0].x, bar.pauses[0].end, bar.pauses[0].days) == (25.0, 50.0, 10)


def test_a_met_clock_stands_still() -> None:
    bar = ui_draw.clock(
        date(2026, 11, 3), date(2026, 11, 23), date(2027, 1, 1), ended=date(2026, 11, 13), pauses=()
    )
    assert (bar.run.width, bar.today, bar.over) == (50.0, None, None)


def test_what_one_only_waited_for_is_full_and_not_late() -> None:
    bar = ui_draw.clock(date(2026, 11, 3), date(2026, 11, 18), TODAY, ended=None, pauses=(), waited=True)
    assert (bar.run.width, bar.over, bar.today) == (100.0, None, None)


def test_a_clock_of_one_day_is_drawn() -> None:
    bar = ui_draw.clock(TODAY, TODAY, TODAY, ended=None, pauses=())
    assert bar.over is None


def test_progress_leaves_out_what_is_empty() -> None:
    parts = ui_draw.progress(
        [{"label": "已验收", "count": 3, "tone": "ok"}, {"label": "待核验", "count": 0, "tone": "warn"}]
    )
    assert [(part.x, part.width) for part in parts] == [(0.0, 100.0)]
    assert ui_draw.progress([]) == []


def test_a_sparkline_says_whether_the_target_is_reached() -> None:
    assert ui_draw.sparkline([42, 91.2], 90).reached
    assert not ui_draw.sparkline([42, 89], 90).reached
    assert ui_draw.sparkline([], 90).latest is None
    assert ui_draw.sparkline([5], None).points == "2,29.0"


def test_unknown_options_of_a_tag_are_refused() -> None:
    engine = Engine(builtins=["config.ui"])
    page = Template('{% clock "期限" day day day colour="red" %}', engine=engine)
    with pytest.raises(TemplateSyntaxError):
        page.render(Context({"day": TODAY}))


def test_vendored_files_are_what_their_checksums_say() -> None:
    vendor = Path(settings.BASE_DIR) / "static" / "vendor"
    lines = [line.split("  ", 1) for line in (vendor / "CHECKSUMS").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    for name, digest in listed.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name
    found = {f"./{path.relative_to(vendor)}" for path in vendor.rglob("*") if path.is_file()}
    assert found == listed.keys() | {"./CHECKSUMS", "./README.md"}


@pytest.mark.parametrize("query", ["", "?wrong=1"])
def test_the_gallery_draws_every_piece(rf: RequestFactory, query: str) -> None:
    request = rf.get(f"/ui/{query}")
    request.user = AnonymousUser()
    html = ui_gallery.gallery(request).content.decode()
    pieces = {
        "way-box",
        "clock-fill",
        "spark-plot",
        "bar-fill",
        "refused-box",
        "blank-box",
        "facts",
        "filters",
        "pager",
        "line",
    }
    assert not [name for name in pieces if f'class="{name}' not in html and f" {name}" not in html]
    assert " style=" not in html
    assert " onclick=" not in html
    assert ('class="field-errors' in html) == bool(query)
