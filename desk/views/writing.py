"""Door for the people of agencies: what they write, saved as typed, sent or put before their leader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.answers import CONFLICT, Answer, bind, carry_out, me, sheet
from cases.forms import Empty
from cases.forms.base import SubjectForm
from cases.models import Respondent
from desk import objections, portal, writing
from evidence import services as evidence
from evidence.drafting import Subject
from evidence.forms import Answer as Reply
from evidence.forms import Objects, Remark, Report, Seen, Typed
from evidence.models import Draft

SENT = {
    Draft.Kind.REPORT: lazy("整改材料已提交，检察机关核验后会通知贵单位"),
    Draft.Kind.REPLY: lazy("书面回复已提交，检察机关已经收到"),
    Draft.Kind.OBJECTION: lazy("异议已提交，检察机关复核后会通知贵单位"),
}


@dataclass(frozen=True)
class Page:
    """One page on which something is written: its form, template, and what else it shows."""

    subject: Subject
    form_class: type[Any]
    row: Any
    respondent: Respondent
    template: str
    values: dict[str, Any] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """One thing to put right: what is asked, what was sent, and the form to send more."""
    duty = portal.duty(obligation_id, by=me(request), at=timezone.now())
    row = duty.task.obligation
    subject = Subject(Draft.Kind.REPORT, row.respondent_id, row.pk)
    values = {"duty": duty, "task": duty.task}
    return _write(request, Page(subject, Report, row, row.respondent, "desk/portal_obligation.html", values))


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, respondent_id: int) -> HttpResponse:
    """The written reply to a recommendation."""
    letter = portal.to_answer(respondent_id, by=me(request), at=timezone.now())
    row = letter.ask.respondent
    subject = Subject(Draft.Kind.REPLY, row.pk)
    values = {"letter": letter, "ask": letter.ask}
    return _write(request, Page(subject, Reply, row, row, "desk/portal_reply.html", values))


@require_http_methods(["GET", "POST"])
def object_to(
    request: HttpRequest, respondent_id: int | None = None, obligation_id: int | None = None
) -> HttpResponse:
    """What the agency holds against the recommendation, or against one thing it is to put right."""
    against = objections.to_object(respondent_id, obligation_id, by=me(request), at=timezone.now())
    subject = Subject(Draft.Kind.OBJECTION, against.respondent.pk, obligation_id)
    page = Page(
        subject,
        Objects,
        against.obligation or against.respondent,
        against.respondent,
        "desk/portal_object.html",
        {"against": against},
    )
    return _write(request, page)


def _write(request: HttpRequest, page: Page) -> HttpResponse:
    """Show the form with the draft so far; save what was typed, or hand it in."""
    by, at = me(request), timezone.now()
    found = writing.writing(page.subject, page.respondent.agency, by=by, at=at)
    form = bind(page.form_class, request, subject=page.row, by=by, initial=found.initial)
    values = {**page.values, "writing": found, "form": form, "reasons": (), "theirs": None}
    if request.method != "POST":
        return render(request, page.template, values)
    saves = request.POST.get("act") == "save"
    said = bind(Typed, request, subject=page.row, by=by, kind=page.subject.kind) if saves else form
    work = evidence.save_draft if saves else evidence.hand_in
    answer: Answer[Draft] = carry_out(said, lambda typed: work(page.subject, **typed, by=by, at=at))
    if answer.done and answer.result is not None:
        return _saved(request, answer.result) if saves else _handed_in(request, answer.result)
    values |= {"reasons": answer.reasons} | _conflict(request, page, form, answer)
    if saves and _wants_json(request):
        return _not_saved(said, answer, values)
    return render(request, page.template, values, status=answer.status)


def _saved(request: HttpRequest, draft: Draft) -> HttpResponse:
    time = timezone.localtime(draft.saved_at).strftime("%H:%M")
    if _wants_json(request):
        look = {"look": reverse("portal-draft", args=[draft.pk]), "files": writing.checks(draft)}
        return JsonResponse(
            {"version": draft.version, "saved": _("已保存 %(time)s") % {"time": time}, **look}
        )
    messages.success(request, _("草稿已保存 %(time)s") % {"time": time})
    return redirect(writing.page_of(draft))


def _handed_in(request: HttpRequest, draft: Draft) -> HttpResponse:
    if url := writing.receipt_of(draft):
        messages.success(request, SENT[Draft.Kind(draft.kind)])
        return redirect(url)
    messages.success(request, _("已送分管领导确认；确认报送后，检察机关才能收到"))
    return redirect("portal-draft", draft.pk)


def _conflict(request: HttpRequest, page: Page, form: forms.Form, answer: Answer[Draft]) -> dict[str, Any]:
    """Both texts, and the form ready to be sent over the other's with open eyes."""
    if answer.status != CONFLICT:
        return {}
    seen = request.POST.get("version", "")
    typed, version = request.POST.get("text", ""), int(seen) if seen.isdecimal() else None
    theirs = writing.theirs(page.subject, typed=typed, seen=version)
    if theirs is not None:
        data = request.POST.copy()
        data["version"] = str(theirs.draft.version)
        form.data = data
    return {"theirs": theirs}


def _not_saved(form: forms.Form, answer: Answer[Draft], values: dict[str, Any]) -> HttpResponse:
    theirs = values.get("theirs")
    if theirs is not None:
        html = render_to_string("desk/portal_conflict.html", {"theirs": theirs, "now": timezone.localtime()})
        return JsonResponse({"version": theirs.draft.version, "html": html}, status=answer.status)
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    reasons = wrong or [str(reason.text) for reason in answer.reasons]
    return JsonResponse({"reasons": reasons}, status=answer.status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What was written, as it would be sent: for the leader to confirm, for the others to look at.

    A page on which it is written asks only how the check of its files stands.
    """
    found = writing.look(draft_id, by=me(request), at=timezone.now())
    if found.draft.state == "sent":
        return redirect(found.receipt)
    if _wants_json(request):
        return JsonResponse({"files": writing.checks(found.draft)})
    return render(request, "desk/portal_draft.html", {"look": found, "draft": found.draft})


@dataclass(frozen=True)
class Act:
    """What is done to a draft on its page: its words, its form, its service, what is said after."""

    title: str
    verb: str
    intro: str
    form: type[SubjectForm]
    work: Callable[..., Draft]
    said: str
    danger: bool = False


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, draft_id: int, act: str) -> HttpResponse:
    """Confirm and send, give back, take back, give up."""
    acts = _acts()
    if act not in acts:
        raise access.Unseen
    by, at, found = me(request), timezone.now(), acts[act]
    line = writing.to_act(draft_id, act, by=by, at=at)
    url = reverse("portal-draft", args=[draft_id])

    def done(made: Draft) -> tuple[str, str]:
        said = str(SENT[Draft.Kind(made.kind)]) if made.state == "sent" else found.said
        back = reverse("portal") if made.state == "dropped" else writing.page_of(made)
        return said, writing.receipt_of(made) or back

    return sheet(
        request,
        bind(found.form, request, subject=line.draft, by=by, initial=_begins_with(act, line.draft)),
        lambda said: found.work(draft_id, **said, by=by, at=at),
        done,
        page={
            "title": found.title,
            "kicker": line.draft.get_kind_display(),
            "sub": line.about,
            "verb": found.verb,
            "intro": writing.not_seen(line.draft) + found.intro if act == "send" else found.intro,
            "cancel": url,
            "danger": found.danger,
            "base": "portal_base.html",
        },
    )


def _begins_with(act: str, draft: Draft) -> dict[str, Any]:
    """The version that was seen; a remark begins with what is wrong with the files."""
    return {"version": draft.version} | ({"remark": writing.wrong_files(draft)} if act == "return" else {})


def _acts() -> dict[str, Act]:
    return {
        "send": Act(
            _("确认报送"), _("确认报送"), _("报送后检察机关立即收到，不能撤回；报送时间以此刻为准。"),
            Seen, evidence.send_draft, "",
        ),
        "return": Act(
            _("退回修改"), _("退回修改"), "", Remark, evidence.return_draft, _("已退回，联络员会收到通知"),
        ),
        "take-back": Act(
            _("取回修改"), _("取回修改"), _("取回后领导不再看到这份材料；改好后再送领导确认。"),
            Empty, evidence.take_back_draft, _("已取回，可以继续修改"),
        ),
        "drop": Act(
            _("删除草稿"), _("删除草稿"), _("删除后不能恢复，也不会报送。"),
            Empty, evidence.drop_draft, _("草稿已删除"), True,
        ),
    }  # fmt: skip
