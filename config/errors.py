"""Every refusal in one place: as a page, as the part of a page that htmx asked for, or as problem+json (RFC 9457)."""

import errno
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from accounts import action_names
from audit import masks
from audit.flow import Reason, Refused, Stale
from evidence.storage import Away

PROBLEM = "application/problem+json"
BUSY = {"55P03", "40P01", "57014"}  # lock not available, deadlock, statement timeout
TITLES = {
    400: _("请求无法理解"),
    401: _("请先登录"),
    403: _("您没有办理此事的权限"),
    404: _("没有这个页面，或您不能查看"),
    405: _("不支持这种请求方式"),
    406: _("不支持这种应答格式"),
    409: _("现在还不能办理"),
    412: _("内容已被他人更新"),
    413: _("提交的内容过大"),
    415: _("不支持这种内容类型"),
    422: _("同一请求已用于其他内容"),
    429: _("请求过于频繁，请稍后再试"),
    460: _("收到的内容与发送的不一致"),
    500: _("系统出错了"),
    503: _("文件存储暂时不可用，请稍后再试"),
    507: _("服务器存储空间不足，文件没有保存，请联系系统管理员"),
}
STORAGE = {errno.ENOSPC: 507, errno.EDQUOT: 507, errno.EIO: 503}  # what the disk or S3 says, as an answer


def refused_as(refused: Refused, headers: Mapping[str, str]) -> int:
    """409; or 412 when the caller named the version it had seen and that is no longer the one."""
    stale = isinstance(refused, Stale) and "If-Match" in headers
    return status.HTTP_412_PRECONDITION_FAILED if stale else status.HTTP_409_CONFLICT


def busy(error: Exception) -> bool:
    """Did the database give up waiting for somebody else?"""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", None) in BUSY


def storage_fails(error: BaseException | None) -> int:
    """507 when there is no room left for files, 503 when they cannot be reached; 0 for any other error."""
    if isinstance(error, Away):
        return 503
    return STORAGE.get(error.errno or 0, 0) if isinstance(error, OSError) else 0


def problem(
    code: int, detail: Any = "", reasons: Iterable[Reason] = (), errors: Any = None
) -> dict[str, Any]:
    """The body of a problem+json answer."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(code, TITLES[400])),
        "status": code,
    }
    if detail:
        body["detail"] = str(detail)
    reasons = list(reasons)
    if reasons:
        body["reasons"] = [{"text": str(reason.text), "source": str(reason.source)} for reason in reasons]
    if errors := errors or {reason.field: [str(reason.text)] for reason in reasons if reason.field}:
        body["errors"] = errors
    return body


def answer(
    request: HttpRequest, code: int, detail: Any = "", reasons: Iterable[Reason] = (), title: Any = ""
) -> HttpResponse:
    """The refusal in the form in which the request can show it."""
    reasons = list(reasons)
    if request.path_info.startswith("/api/"):
        return JsonResponse(
            masks.deep(problem(code, detail, reasons)),
            status=code,
            content_type=PROBLEM,
            json_dumps_params={"ensure_ascii": False},
        )
    title = title or TITLES.get(code, TITLES[400])
    context = {"status": code, "title": title, "detail": detail, "reasons": reasons, "back": _back(request)}
    if (htmx := getattr(request, "htmx", None)) and not htmx.boosted:
        context["reasons"] = reasons or [Reason(detail or title)]
        return HttpResponse(render_to_string("ui/refused.html", context), status=code)
    return HttpResponse(render_to_string([f"{code}.html", "error.html"], context), status=code)


def _back(request: HttpRequest) -> str:
    """The page of ours that the person came from."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else ""


class Errors:
    """What a service refused, or could not get hold of in time, is an answer and not a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _whole_login_page(request, response) if getattr(request, "htmx", None) else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 with the reasons; anything else goes on to Django."""
        if isinstance(error, Refused):
            return answer(request, refused_as(error, request.headers), reasons=error.reasons)
        if busy(error):
            return answer(request, 409, reasons=Stale().reasons)
        if isinstance(error, DataError):
            return answer(request, 400)
        if code := storage_fails(error):
            return answer(request, code)
        if isinstance(error, Http404):
            return answer(request, 404)  # also where DEBUG would show its own page
        return None


def _whole_login_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """When the session has ended, the login page replaces the page and not the part that was asked for."""
    login = resolve_url(settings.LOGIN_URL)
    if response.status_code != 302 or not response["Location"].startswith(login):
        return response
    back = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return HttpResponse(headers={"HX-Redirect": f"{login}?{urlencode({'next': back})}"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for too much of it."""
    too_big = isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent)
    return answer(request, 413 if too_big else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for what may be seen but not done, saying who does it where that is known."""
    return answer(request, 403, detail=action_names.said_refused(str(exception)))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for what is not there or may not be seen: the same answer for both."""
    return answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, from a template that needs nothing; 507 or 503 where files that came with a form could not be put down."""
    if code := storage_fails(sys.exc_info()[1]):
        return answer(request, code)
    if request.path_info.startswith("/api/"):
        return answer(request, 500)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that has grown too old, or that came from elsewhere."""
    if request.path_info.startswith("/api/"):
        return answer(request, 403, detail=reason)
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """429 after too many wrong passwords or codes."""
    detail = _("密码或验证码多次输入错误。请 15 分钟后再试，或请本院系统管理员解除锁定。")
    return answer(request, 429, detail=detail, title=_("账号已暂时锁定"))


def api_problem(error: Exception, context: Any) -> Response | None:
    """DRF's exception handler: every error of the API as problem+json."""
    set_rollback()
    if isinstance(error, Refused):
        return _response(problem(refused_as(error, context["request"].headers), reasons=error.reasons))
    if busy(error):
        return _response(problem(409, reasons=Stale().reasons))
    if code := storage_fails(error):
        return _response(problem(code))
    error = _known(error)
    response = exception_handler(error, context)
    if response is None:
        return None
    fields = response.data if isinstance(error, exceptions.ValidationError) else None
    detail = "" if fields else getattr(error, "detail", "")
    headers = {
        name: response[name] for name in ("WWW-Authenticate", "Retry-After") if response.has_header(name)
    }
    return _response(problem(response.status_code, detail, errors=fields), headers)


def _known(error: Exception) -> Exception:
    """The DRF exception that says the same."""
    if isinstance(error, ValidationError):
        return exceptions.ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, DataError):
        return exceptions.ParseError()
    if isinstance(error, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        too_big = exceptions.APIException(TITLES[413])
        too_big.status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
        return too_big
    if isinstance(error, Http404):
        return exceptions.NotFound(TITLES[404])
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(action_names.said_refused(str(error)) or TITLES[403])
    return error


def _response(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM)
