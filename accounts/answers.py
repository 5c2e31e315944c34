"""How a page answers a person: who asks, and what becomes of the form they sent. For the doors of every app above."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import Reason, Refused

Result = TypeVar("Result")
AnyForm = TypeVar("AnyForm", bound=Form)

OK, CONFLICT, INVALID = 200, 409, 422
BLANK: dict[str, Any] = {
    "kicker": "",
    "sub": "",
    "intro": "",
    "cancel": "",
    "danger": False,
    "reasons": (),
    "base": "base.html",
}


def me(request: HttpRequest) -> User:
    """The person who asks; every page is closed to strangers."""
    return cast(User, request.user)


def bind(form_class: type[AnyForm], request: HttpRequest, **options: Any) -> AnyForm:
    """The form with what was sent, or empty on a first look."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **options)
    return form_class(**options)


@dataclass(frozen=True)
class Answer(Generic[Result]):
    """What became of a form: done with a result, wrong at a field (422), or refused with reasons (409)."""

    status: int
    result: Result | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def done(self) -> bool:
        """Whether the work was carried out."""
        return self.status == OK


def carry_out(form: Form, work: Callable[[dict[str, Any]], Result]) -> Answer[Result]:
    """Do the work with what the form says. What a service finds wrong, or a rule misses, is put on the form at its field.

    The form keeps what was typed; 404 and 403 are not caught.
    """
    if not form.is_valid():
        return Answer(INVALID)
    try:
        return Answer(OK, work(values_of(form)))
    except ValidationError as error:
        _put_on(form, error)
        return Answer(INVALID)
    except Refused as refused:
        for reason in refused.reasons:
            if reason.field in form.fields:
                form.add_error(reason.field, str(reason.text))
        return Answer(CONFLICT, reasons=tuple(refused.reasons))


def values_of(form: Form) -> dict[str, Any]:
    """What the service takes: the form's own answer to that where it has one, its cleaned data otherwise."""
    if hasattr(form, "service_values"):
        return cast(dict[str, Any], form.service_values())
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def sheet(
    request: HttpRequest,
    form: Form,
    work: Callable[[dict[str, Any]], Result],
    done: Callable[[Result], tuple[str | Promise, str]],
    *,
    page: Mapping[str, Any],
    template: str = "ui/sheet.html",
) -> HttpResponse:
    """A page of one form, which also opens as a dialog: shown, sent, shown again with what is wrong, or left.

    `page` says title and verb, and may say what BLANK lists; `done` turns the result into a message and an address.
    """
    values = BLANK | dict(page) | {"form": form}
    if request.method != "POST":
        return render(request, template, values)
    answer = carry_out(form, work)
    if answer.done:
        text, url = done(cast(Result, answer.result))
        messages.success(request, str(text))
        return redirect(url)
    return render(request, template, values | {"reasons": answer.reasons}, status=answer.status)


def decided_by(posts: str) -> str:
    """What a page says beforehand of those who will decide; empty where nobody must."""
    return _("提交后由%(posts)s审批，批准后即办理。") % {"posts": posts} if posts else ""


def _put_on(form: Form, error: ValidationError) -> None:
    """Put each error at its field; an error of a field the form lacks is said above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        _put_one(form, name, errors)


def _put_one(form: Form, name: str, errors: list[ValidationError]) -> None:
    try:
        form.add_error(None if name == NON_FIELD_ERRORS else name, cast(Any, errors))
    except ValueError:
        form.add_error(None, cast(Any, errors))
