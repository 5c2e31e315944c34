"""Refusals as pages, as parts, and as problem+json."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory

from audit.flow import Reason, Refused, Stale
from config import errors

REASON = Reason("检察建议尚未送达", "办案规则第八十一条")


def page_request(**headers: str) -> HttpRequest:
    request = RequestFactory().post("/cases/1/moves/close/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return request


def as_problem(error: Exception, **headers: str) -> dict[str, Any]:
    request = APIRequestFactory().post("/api/v1/cases/1/", headers=headers)
    response = errors.api_problem(error, {"request": request, "view": None})
    assert response is not None
    assert response.content_type == "application/problem+json"
    assert response.status_code == response.data["status"]
    return dict(response.data)


def test_what_a_rule_refused_is_a_409_with_the_article() -> None:
    answer = errors.Errors(lambda _: None).process_exception(page_request(), Refused([REASON]))  # type: ignore[return-value]
    assert answer is not None
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "检察建议尚未送达" in text
    assert "办案规则第八十一条" in text
    assert "<html" in text


def test_htmx_gets_the_part_only() -> None:
    request = page_request(**{"HX-Request": "true"})
    text = errors.answer(request, 409, reasons=[REASON]).content.decode()
    assert "检察建议尚未送达" in text
    assert "<html" not in text


def test_a_refusal_without_a_page_of_its_own_has_one_all_the_same() -> None:
    response = errors.answer(page_request(), 422, detail="此表单已提交过")
    assert response.status_code == 422
    assert "此表单已提交过" in response.content.decode()


def test_the_api_names_the_reasons() -> None:
    body = as_problem(Refused([REASON]))
    assert body["status"] == 409
    assert body["reasons"] == [{"text": "检察建议尚未送达", "source": "办案规则第八十一条"}]


def test_stale_is_412_only_for_those_who_named_a_version() -> None:
    assert as_problem(Stale())["status"] == 409
    assert as_problem(Stale(), **{"If-Match": '"3"'})["status"] == 412


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Http404(), 404),
        (PermissionDenied(), 403),
        (exceptions.NotAuthenticated(), 401),
        (exceptions.ParseError(), 400),
        (exceptions.UnsupportedMediaType("text/x"), 415),
        (exceptions.Throttled(3), 429),
        (ValidationError("太长"), 400),
    ],
)
def test_every_error_has_its_status(error: Exception, status: int) -> None:
    assert as_problem(error)["status"] == status


def test_wrong_fields_are_named() -> None:
    assert as_problem(exceptions.ValidationError({"due": ["日期有误"]}))["errors"] == {"due": ["日期有误"]}
    assert as_problem(ValidationError({"due": ["日期有误"]}))["errors"] == {"due": ["日期有误"]}


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_is_a_problem_too() -> None:
    response = Client().get("/api/v1/nothing/")
    assert response.status_code in {401, 403, 404}
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == response.status_code


@pytest.mark.django_db
def test_the_api_asks_for_a_login_with_401() -> None:
    response = Client().get("/api/schema/")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"


@pytest.mark.django_db
def test_a_session_that_ended_brings_the_whole_login_page() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/deadlines/?page=2"}
    response = Client().get("/deadlines/", headers=headers)
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/login/?next=%2Fdeadlines%2F%3Fpage%3D2"
