"""A request sent twice is done once. The key comes with the request: the header Idempotency-Key, or a form's hidden `_key`.

The key's row is written in the transaction of the work itself, so there is never one without the other. A twin that
arrives meanwhile waits on the unique row and then gets the first one's answer. An answer that is given `once`, because
it shows personal data, is kept nowhere: its twin is refused.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from accounts.models import User
from audit.flow import Reason
from audit.models import Idempotency
from config import errors
from config.tokens import Tokens

HEADER: Final = "Idempotency-Key"
FIELD: Final = "_key"
LONGEST: Final = 100
KEPT: Final = ("Content-Type", "Location", "ETag", "HX-Redirect", "HX-Refresh", "HX-Trigger", "HX-Push-Url")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
ONCE: Final = _("这次查看已经完成，再次查看须重新说明理由")
PERSONAL: Final = _("个人信息保护法第五十一条")
UNSIGNED: Final = {FIELD, "csrfmiddlewaretoken"}
COUNTED: Final = {
    "/login/",
    "/second-factor/",
    "/password/",
    "/api/v1/token/",
}  # wrong tries there are never undone


class Once:
    """Answer a keyed POST from the stored answer, or do it and store the answer with the work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = "" if request.path_info in COUNTED else _key(request)
        user = _user(request) if key else None
        if not key or user is None:
            return self.get_response(request)
        if len(key) > LONGEST or "\x00" in key:
            return errors.answer(request, 400, detail=_("请求的唯一键过长或含有非法字符"))
        with transaction.atomic():
            return self._once(request, user, key)

    def _once(self, request: HttpRequest, user: User, key: str) -> HttpResponse:
        asked = {"path": request.get_full_path()[:300], "fingerprint": _fingerprint(request)}
        try:
            row, new = Idempotency.objects.get_or_create(user=user, key=key, defaults=asked)
        except OperationalError as error:
            transaction.set_rollback(True)
            if errors.busy(error):
                return errors.answer(request, 409, reasons=[Reason(_("同一请求正在办理，请稍候"))])
            raise
        if not new:
            same = (row.path, row.fingerprint) == (asked["path"], asked["fingerprint"])
            return (
                _replay(row)
                if same
                else errors.answer(request, 422, detail=_("此表单已提交过，请刷新页面后重新填写。"))
            )
        response = self.get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif response.streaming:
            row.delete()
        elif getattr(response, "once", False):
            _store(row, errors.answer(request, 409, reasons=[Reason(ONCE, PERSONAL)]))
        else:
            _store(row, response)
        return response


def _key(request: HttpRequest) -> str:
    if request.method != "POST":
        return ""
    if key := request.headers.get(HEADER, "").strip():
        return key
    return request.POST.get(FIELD, "").strip() if request.content_type in FORMS else ""


def _user(request: HttpRequest) -> User | None:
    """Who asks, by session or by token. A wrong token is left for the API to refuse."""
    if isinstance(request.user, User):
        return request.user
    try:
        found = Tokens().authenticate(request)  # type: ignore[arg-type]
    except APIException:
        return None
    return found[0] if found else None


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for part in _content(request):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _content(request: HttpRequest) -> Iterator[bytes]:
    """What was said, whatever the multipart boundary looked like this time."""
    if request.content_type not in FORMS:
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        if name not in UNSIGNED:
            yield from (part.encode(errors="replace") for part in (name, *map(str, values)))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (f"{name}/{file.name}".encode(errors="replace"), *file.chunks())
            file.seek(0)


def _store(row: Idempotency, response: HttpResponse) -> None:
    row.status = response.status_code
    row.headers = {name: response[name] for name in KEPT if response.has_header(name)}
    row.body = response.content.decode(errors="replace").replace("\x00", "")
    row.save(update_fields=["status", "headers", "body"])


def _replay(row: Idempotency) -> HttpResponse:
    response = HttpResponse(row.body, status=row.status, headers=row.headers)
    response["Idempotent-Replayed"] = "true"
    return response
