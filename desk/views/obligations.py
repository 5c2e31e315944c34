"""Door for prosecutors: one thing to be put right, the verdict on what was sent, and asking again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from cases import services as cases
from cases.forms.objection import Share
from cases.forms.obligation import Correct, Reopen, Value, Verdict
from cases.models import Indicator, Respondent, Submission
from desk import rectification, rectification_board


@require_safe
def board(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything that is to be put right in a case, by agency, the most urgent first."""
    show = request.GET.get("show", "")
    found = rectification_board.board(case_id, show=show, by=me(request), at=timezone.now())
    return render(request, "desk/rectification.html", {"board": found, "case": found.case})


@require_safe
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """What was asked, what was sent, how the figures moved, what can be done now."""
    found = rectification.review(obligation_id, by=me(request), at=timezone.now())
    return render(request, "desk/obligation.html", {"review": found, "task": found.task})


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Accept a report, accept a part of it, or return it with what is missing."""
    by, at = me(request), timezone.now()
    report = rectification.to_judge(submission_id, by=by, at=at)
    url = reverse("obligation", args=[report.obligation_id])

    def work(said: dict[str, Any]) -> Submission:
        verdict, part = said.pop("verdict"), said.pop("accepted_part")
        if verdict == "accept":
            return cases.accept(submission_id, reasons=said["reasons"], by=by, at=at)
        if verdict == "accept_part":
            return cases.accept_part(submission_id, accepted_part=part, **said, by=by, at=at)
        return cases.return_submission(submission_id, **said, by=by, at=at)

    return sheet(
        request,
        bind(Verdict, request, subject=report, by=by),
        work,
        lambda judged: (
            _("已%(verdict)s，已通知责任机关") % {"verdict": judged.get_state_display().removeprefix("已")},
            url,
        ),
        page={
            "title": _("核验整改"),
            "kicker": report.obligation.respondent,
            "sub": report.obligation.measure,
            "verb": _("确定核验结果"),
            "cancel": url,
        },
    )


@require_http_methods(["GET", "POST"])
def value(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Write down what a figure was on a day."""
    by, at = me(request), timezone.now()
    indicator = rectification.to_measure(indicator_id, by=by, at=at)
    return sheet(
        request,
        bind(Value, request, subject=indicator, by=by),
        lambda said: cases.enter_value(indicator_id, **said, by=by, at=at),
        lambda kept: (_("已登记%(name)s") % {"name": indicator}, _of(indicator)),
        page=_measured(indicator, _("登记数值")),
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, value_id: int) -> HttpResponse:
    """Put a figure right that was entered here."""
    by, at = me(request), timezone.now()
    kept = rectification.to_correct(value_id, by=by, at=at)
    return sheet(
        request,
        bind(Correct, request, subject=kept, by=by),
        lambda said: cases.correct_value(value_id, **said, by=by, at=at),
        lambda _kept: (_("已更正，原来的数值留在办案记录中"), _of(kept.indicator)),
        page=_measured(kept.indicator, _("更正数值"))
        | {"sub": f"{kept.indicator} · {date_format(kept.on, 'Y-m-d')}"},
    )


def _of(indicator: Indicator) -> str:
    return f"{reverse('obligation', args=[indicator.obligation_id])}#figure-{indicator.pk}"


def _measured(indicator: Indicator, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "kicker": indicator.obligation.measure,
        "sub": indicator.name,
        "verb": title,
        "cancel": reverse("obligation", args=[indicator.obligation_id]),
    }


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Ask again for what was accepted and has relapsed."""
    by, at = me(request), timezone.now()
    found = rectification.to_reopen(obligation_id, by=by, at=at)
    url = reverse("obligation", args=[obligation_id])
    return sheet(
        request,
        bind(Reopen, request, subject=found, by=by),
        lambda said: cases.reopen(obligation_id, **said, by=by, at=at),
        lambda _again: (_("已要求重新整改，已通知责任机关"), url),
        page={
            "title": _("重新整改"),
            "kicker": found.respondent,
            "sub": found.measure,
            "verb": _("要求重新整改"),
            "cancel": url,
        },
    )


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Let other agencies of the case read a report, or take that back."""
    by, at = me(request), timezone.now()
    report = rectification.to_share(submission_id, by=by, at=at)
    url = reverse("obligation", args=[report.obligation_id])

    def done(shared: list[Respondent]) -> tuple[str, str]:
        names = _("、").join(str(row) for row in shared)
        return _("已共享给%(names)s") % {"names": names} if names else _("已收回，其他机关不能再查看"), url

    return sheet(
        request,
        bind(Share, request, subject=report, by=by),
        lambda said: cases.share_submission(submission_id, **said, by=by, at=at),
        done,
        page={
            "title": _("共享整改材料"),
            "kicker": report.obligation.respondent,
            "sub": report.obligation.measure,
            "verb": _("确定共享范围"),
            "intro": _(
                "被共享的机关可以查看这份报告的内容、数值和已检文件，看不到核验意见，也看不到其他材料。"
            ),
            "cancel": url,
        },
    )
