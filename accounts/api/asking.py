"""What every door for programs does with a request: who asks, what was sent, which version was seen."""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import access
from accounts.models import User
from audit.flow import day

Form = TypeVar("Form", bound=forms.Form)
ETAG: Final = re.compile(r'"(\d{1,18})"')
NOBODYS_VERSION: Final = -1


def person(request: Any) -> User:
    """Who asks. Somebody who may do nothing while the schema is drawn, when nobody asks."""
    user = request.user
    return user if isinstance(user, User) else User(is_active=False)


def agency_groups(request: Any) -> list[int]:
    """The groups of the agencies for which the person asks; none for the people of procuratorates."""
    return access.agency_groups(person(request), day(timezone.now()))


def filled(
    form_class: type[Form], request: Request, *, subject: Any, more: Mapping[str, str] | None = None
) -> Form:
    """The pages' own form about `subject`, filled with what was sent; ValidationError with the fields that are wrong.

    `more` is said in the fields of the form by the door itself.
    """
    wrong: set[str] = set()
    data = _as_typed(request.data, wrong)
    if more:
        data = data.copy()
        for name, value in more.items():
            data[name] = value
    make: Any = form_class
    form: Form = make(data, request.FILES, subject=subject, by=person(request))
    wrong |= {name for name, values in data.lists() if _odd(form, name, values, request.data)}
    for name in wrong & set(form.fields):
        form.add_error(name, _("此项的类型不对"))
    if not form.is_valid():
        raise ValidationError({name: errors.data for name, errors in form.errors.items()})
    return form


def version_seen(request: Request) -> int | None:
    """The version named by If-Match; None when it names none. One that no row can have when it makes no sense."""
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return None
    found = ETAG.fullmatch(said)
    return int(found.group(1)) if found else NOBODYS_VERSION


def tagged(response: Response, row: Any) -> Response:
    """The answer with the row's version as its ETag."""
    response["ETag"] = f'"{row.version}"'
    return response


def _as_typed(sent: Any, wrong: set[str]) -> MultiValueDict[str, Any]:
    if isinstance(sent, QueryDict):
        return sent
    if not isinstance(sent, Mapping):
        raise ParseError(_("请提交一个 JSON 对象"))
    typed: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in sent.items():
        listed = value if isinstance(value, list) else [value]
        if all(_plain(item) for item in listed):
            typed.setlist(name, [str(item) for item in listed if item is not None])
        else:
            wrong.add(name)
    return typed


def _plain(value: Any) -> bool:
    if isinstance(value, str):
        return value == value.encode(errors="ignore").decode()
    return value is None or isinstance(value, bool | int | float)


def _odd(form: forms.Form, name: str, found: list[Any], sent: Any) -> bool:
    """Whether a value came in a shape in which no person could have typed it into that field."""
    field = form.fields.get(name)
    if field is None or isinstance(sent, QueryDict) or name not in sent:
        return False
    if isinstance(sent[name], list) and not getattr(field.widget, "allow_multiple_selected", False):
        return True
    return isinstance(sent[name], bool) and not isinstance(field, forms.BooleanField | forms.ChoiceField)
