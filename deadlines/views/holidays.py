"""Door for people: the years whose holidays are known, one year, and entering its notice with what it moves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from audit.flow import Reason, day
from deadlines import holiday_table, selectors, services
from deadlines.holiday_forms import WAYS, Check, Notice
from deadlines.views.parts import me


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Which years are known, and the days of one."""
    at, by = timezone.now(), me(request)
    access.demand(by, "calendar.view", at=at)
    today = day(at)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    if not selectors.may_have_notice(year, today):
        raise Http404
    values = {
        "years": selectors.holiday_years(today),
        "picture": selectors.holiday_year(year),
        "missing": selectors.missing_years(today),
        "may_enter": access.holds(by, "calendar.edit", at=at),
        "weekdays": _weekdays(),
    }
    return render(request, "deadlines/holidays.html", values)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, year: int) -> HttpResponse:
    """Enter a year's notice: say it in one of three ways, look over what it does, let it hold."""
    _let_in(request, year)
    if request.method == "POST" and request.POST.get("way") == "check":
        return _check(request, year)
    way = request.POST.get("way") or request.GET.get("way") or "text"
    if way not in WAYS:
        raise Http404
    if request.method != "POST":
        begun = {"table": holiday_table.write(selectors.holiday_days(year))}
        return _page(request, year, way, WAYS[way](year=year, initial=begun))
    form = WAYS[way](request.POST, request.FILES, year=year)
    if not form.is_valid():
        return _page(request, year, way, form, status=422)
    return _preview(request, year, Check(year=year, initial=form.check_initial, unread=form.unread), form)


@require_safe
def template(request: HttpRequest, year: int) -> HttpResponse:
    """The table of that year as a file, to be filled in."""
    _let_in(request, year)
    answer = HttpResponse(
        holiday_table.template(selectors.holiday_days(year)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="holidays-{year}.csv"'
    return answer


def _let_in(request: HttpRequest, year: int) -> None:
    at = timezone.now()
    access.demand(me(request), "calendar.edit", at=at)
    if not selectors.may_have_notice(year, day(at)):
        raise Http404


def _check(request: HttpRequest, year: int) -> HttpResponse:
    """The page with the preview was sent: look again, or let the notice hold."""
    applying = request.POST.get("step") == "apply"
    form = Check(request.POST, year=year, applying=applying)
    if not form.is_valid():
        return _preview(request, year, form, form, status=422)
    if not applying:
        return _preview(request, year, form, form)

    def work(values: dict[str, Any]) -> services.Entered:
        return services.enter_notice(
            year=year, number=values["number"], text=values["text"], days=form.days, seen=values["seen"] or "-",
            by=me(request), at=timezone.now(),
        )  # fmt: skip

    answer = answers.carry_out(form, work)
    if answer.result is None:
        return _preview(request, year, form, form, status=answer.status, reasons=answer.reasons)
    messages.success(request, _said(year, answer.result))
    return redirect(f"{reverse('holidays')}?year={year}")


def _said(year: int, entered: services.Entered) -> str:
    number, certain = entered.shifted, entered.made_certain
    text = _("已录入%(year)d年放假安排") % {"year": year}
    moved = ngettext("%(number)d 项期限变动", "%(number)d 项期限变动", number) % {"number": number}
    settled = ngettext("%(number)d 项不再待定", "%(number)d 项不再待定", certain) % {"number": certain}
    return _("，").join([text, moved, *([settled] if certain else [])])


def _page(request: HttpRequest, year: int, way: str, form: Notice, *, status: int = 200) -> HttpResponse:
    values = {"form": form, "year": year, "way": way, "ways": _ways()}
    return render(request, "deadlines/holidays_enter.html", values, status=status)


def _preview(
    request: HttpRequest,
    year: int,
    form: Check,
    read: Notice,
    *,
    status: int = 200,
    reasons: tuple[Reason, ...] = (),
) -> HttpResponse:
    """What was read and what it moves; without days that can be read there is only the form, with what is wrong."""
    preview = None
    if read.days:
        preview = selectors.preview_notice(read.days, year=year, by=me(request), at=timezone.now())
        form.with_seen(preview.plan.digest)
    values = {"form": form, "year": year, "preview": preview, "reasons": reasons}
    return render(request, "deadlines/holidays_check.html", values, status=status)


def _weekdays() -> list[str]:
    """The heads of a month's columns, Monday first."""
    days = (pgettext("weekday", "一"), pgettext("weekday", "二"), pgettext("weekday", "三"))
    rest = (pgettext("weekday", "四"), pgettext("weekday", "五"), pgettext("weekday", "六"))
    return [*days, *rest, pgettext("weekday", "日")]


def _ways() -> list[tuple[str, str]]:
    return [("text", _("粘贴通知原文")), ("file", _("上传表格")), ("table", _("逐日填写"))]
