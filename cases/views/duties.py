"""Door for people: who must act in the matters of a case, and settling it (rules 69, 72)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.answers import bind, me, sheet
from cases import duty_board, services
from cases.forms import Empty
from cases.forms import duty as forms
from cases.models import Case, DutyMatter, DutyShare


@require_safe
def board(request: HttpRequest, case_id: int) -> HttpResponse:
    """The table of matters and agencies."""
    found = duty_board.board(case_id, by=me(request), at=timezone.now())
    return render(request, "cases/duties.html", {"board": found, "case": found.case})


@require_http_methods(["GET", "POST"])
def matter_new(request: HttpRequest, case_id: int) -> HttpResponse:
    """Enter a matter."""
    by, at = me(request), timezone.now()
    case = access.take(by, "duty.enter", Case, case_id, at=at)

    def done(entered: DutyMatter) -> tuple[str, str]:
        return _("已列出“%(name)s”，请登记各机关的职责") % {"name": entered.name}, _at(entered)

    return sheet(
        request,
        bind(forms.Matter, request, subject=case, by=by),
        lambda said: services.enter_matter(case_id, **said, by=by, at=at),
        done,
        page=_page(case, _("列出监管事项"), _("列出监管事项")),
    )


@require_http_methods(["GET", "POST"])
def matter_drop(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Take a matter out."""
    by, at = me(request), timezone.now()
    matter = duty_board.matter_to("duty.enter", matter_id, by=by, at=at)
    url = reverse("case-duties", args=(matter.case_id,))
    return sheet(
        request,
        bind(Empty, request, subject=matter, by=by),
        lambda _said: services.drop_matter(matter_id, by=by, at=at),
        lambda _gone: (_("已删去“%(name)s”") % {"name": matter.name}, url),
        page=_page(matter.case, _("删去监管事项"), _("删去"), sub=matter.name)
        | {"danger": True, "intro": _("这一事项和已经登记的各机关职责一并删去，办案记录中保留。")},
    )


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Write down what part an agency has; the address may say which agency (?agency=)."""
    by, at = me(request), timezone.now()
    matter = duty_board.matter_to("duty.enter", matter_id, by=by, at=at)

    def done(entered: DutyShare) -> tuple[str, str]:
        values = {"agency": entered.agency, "part": entered.get_part_display()}
        return _("已登记%(agency)s：%(part)s") % values, _at(matter)

    return sheet(
        request,
        bind(
            forms.Share, request, subject=matter, by=by, initial=_said(matter, request.GET.get("agency", ""))
        ),
        lambda said: services.enter_share(matter_id, **said, by=by, at=at),
        done,
        page=_page(matter.case, _("登记职责"), _("登记职责"), sub=matter.name),
    )


@require_http_methods(["GET", "POST"])
def share_drop(request: HttpRequest, share_id: int) -> HttpResponse:
    """Take an agency out of a matter."""
    by, at = me(request), timezone.now()
    found = duty_board.share_to("duty.enter", share_id, by=by, at=at)
    matter = found.matter
    return sheet(
        request,
        bind(Empty, request, subject=found, by=by),
        lambda _said: services.drop_share(share_id, by=by, at=at),
        lambda _gone: (_("已移出%(agency)s") % {"agency": found.agency}, _at(matter)),
        page=_page(matter.case, _("移出%(agency)s") % {"agency": found.agency}, _("移出"), sub=matter.name)
        | {"danger": True, "intro": _("列错了的机关可以移出；查明没有职责的，请登记为“不承担”。")},
    )


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Settle who acts, and set what follows from it."""
    by, at = me(request), timezone.now()
    matter = duty_board.matter_to("duty.settle", matter_id, by=by, at=at)
    page = _page(matter.case, _("确认职责分工"), _("确认职责分工"), sub=matter.name)
    page["reasons"] = duty_board.cannot_settle(matter)
    page["intro"] = _(
        "填写了整改措施的，同时确定为整改事项，通知责任机关并按完成期限提醒；不填的只确认分工。"
    )
    return sheet(
        request,
        bind(forms.Settle, request, subject=matter, by=by),
        lambda said: services.settle_matter(matter_id, **said, by=by, at=at),
        lambda settled: (_("已确认“%(name)s”的职责分工") % {"name": settled.name}, _at(settled)),
        page=page,
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Take up again what was settled."""
    by, at = me(request), timezone.now()
    matter = duty_board.matter_to("duty.settle", matter_id, by=by, at=at)
    return sheet(
        request,
        bind(forms.Reopen, request, subject=matter, by=by),
        lambda said: services.reopen_matter(matter_id, **said, by=by, at=at),
        lambda again: (_("可以重新确认“%(name)s”的职责分工了") % {"name": again.name}, _at(again)),
        page=_page(matter.case, _("重新确认职责分工"), _("重新确认"), sub=matter.name)
        | {"intro": _("已经确定的整改事项不受影响。")},
    )


def _said(matter: DutyMatter, agency: str) -> dict[str, Any]:
    """What the form begins with: the agency that the address names, and what was written down of it."""
    found = next((share for share in matter.shares.all() if str(share.agency_id) == agency), None)
    if found is None:
        return {"agency_id": agency}
    names = ("agency_id", "part", "duty_id", "basis", "source", "position")
    return {name: getattr(found, name) for name in names}


def _page(case: Case, title: str, verb: str, *, sub: str = "") -> dict[str, Any]:
    url = reverse("case-duties", args=(case.pk,))
    return {
        "title": title,
        "verb": verb,
        "kicker": f"{case.number} · {case.title}",
        "sub": sub,
        "cancel": url,
    }


def _at(matter: DutyMatter) -> str:
    return f"{reverse('case-duties', args=(matter.case_id,))}#matter-{matter.pk}"
