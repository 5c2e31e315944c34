"""Door for people: questions and reports that go upward level by level."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers
from accounts.answers import me
from cases import instruction_picture, services
from cases.forms import instruction as forms
from cases.forms.base import SubjectForm
from cases.models import Case, Clue, Decision, Instruction


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, clue_id: int | None = None, case_id: int | None = None) -> HttpResponse:
    """Draft a question to an office above and put it before the own chief."""
    at, by = timezone.now(), me(request)
    subject = instruction_picture.to_ask(clue_id=clue_id, case_id=case_id, by=by, at=at)
    form = answers.bind(forms.Ask, request, subject=subject, by=by)

    def work(values: dict[str, Any]) -> Decision:
        return services.ask_instruction(**values, clue_id=clue_id, case_id=case_id, by=by, at=at)

    def done(asked: Decision) -> tuple[str, str]:
        text = _("已提请审批，等待%(post)s审核；签发后逐级层报")
        return text % {"post": asked.waits_for_label}, _home(subject)

    page = _about(subject, _("向上级院请示"), _("提请审批"))
    posts = instruction_picture.decided_by(subject, by=by, at=at)
    page["intro"] = _("经%(posts)s审批签发后送上一级院，逐级层报。答复之前不能提请立案。") % {"posts": posts}
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, clue_id: int | None = None, case_id: int | None = None) -> HttpResponse:
    """Report to an office above how a clue or case stands."""
    at, by = timezone.now(), me(request)
    subject = instruction_picture.to_ask(clue_id=clue_id, case_id=case_id, report=True, by=by, at=at)
    form = answers.bind(forms.Report, request, subject=subject, by=by)

    def work(values: dict[str, Any]) -> Instruction:
        return services.send_report(**values, clue_id=clue_id, case_id=case_id, by=by, at=at)

    def done(sent: Instruction) -> tuple[str, str]:
        return _("情况报告已送%(office)s") % {"office": sent.waits_at}, _home(subject)

    page = _about(subject, _("向上级院报告情况"), _("报告情况"))
    page["intro"] = _("先送上一级院，逐级转报；上级院阅知，不影响办理。")
    return answers.sheet(request, form, work, done, page=page)


@require_safe
def instruction(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """One question or report, with every level of its way."""
    picture = instruction_picture.look(instruction_id, by=me(request), at=timezone.now())
    return render(request, "cases/instruction.html", {"picture": picture, "row": picture.instruction})


@require_http_methods(["GET", "POST"])
def forward(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Send it on to the next level, with an opinion."""
    at, by = timezone.now(), me(request)

    def work(values: dict[str, Any]) -> Instruction:
        return services.forward_instruction(instruction_id, **values, by=by, at=at)

    return _act(request, instruction_id, forms.Forward, work, _("转报上级院"), _("已转报上级院"))


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Answer a question from below."""
    at, by = timezone.now(), me(request)

    def work(values: dict[str, Any]) -> Instruction:
        return services.answer_instruction(instruction_id, **values, by=by, at=at)

    return _act(request, instruction_id, forms.Answer, work, _("答复请示"), _("已答复，批复已编号"))


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Take note of a report from below."""
    at, by = timezone.now(), me(request)

    def work(values: dict[str, Any]) -> Instruction:
        return services.note_report(instruction_id, **values, by=by, at=at)

    return _act(request, instruction_id, forms.Note, work, _("阅知"), _("已阅"))


def _act(
    request: HttpRequest,
    instruction_id: int,
    form_class: type[SubjectForm],
    work: Callable[[dict[str, Any]], Instruction],
    verb: str,
    said: str,
) -> HttpResponse:
    asked = instruction_picture.to_answer(instruction_id, by=me(request), at=timezone.now())
    form = answers.bind(form_class, request, subject=asked, by=me(request))
    url = reverse("instruction", args=[instruction_id])
    page = {
        "title": verb,
        "kicker": asked.document.number if asked.document else asked.subject.number,
        "sub": asked.subject.title,
        "verb": verb,
        "cancel": url,
        "asked": asked,
    }
    template = "cases/instruction_act.html"
    return answers.sheet(request, form, work, lambda _row: (said, url), page=page, template=template)


def _home(subject: Case | Clue) -> str:
    return reverse("case" if isinstance(subject, Case) else "clue", args=[subject.pk])


def _about(subject: Case | Clue, title: str, verb: str) -> dict[str, Any]:
    return {
        "title": title,
        "kicker": subject.number,
        "sub": subject.title,
        "verb": verb,
        "cancel": _home(subject),
    }
