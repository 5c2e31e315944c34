"""A keyed request is done once, whoever sends it again and however soon."""

import json
import threading
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.authtoken.models import Token

from accounts.models import User
from audit import outbox
from audit.models import Idempotency, Outbox
from config.idempotency import Once

View = Callable[[HttpRequest], HttpResponse]


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("wang", name="王某某")


def work(request: HttpRequest) -> HttpResponse:
    """A view that does something once per call."""
    count = Outbox.objects.count()
    outbox.publish(key=f"done-{count}", topic="test", payload={}, at=timezone.now())
    return HttpResponse(f"第 {count + 1} 次", status=201, headers={"Location": "/done/"})


def refuse(request: HttpRequest) -> HttpResponse:
    """A view that does half of something and then says no."""
    work(request)
    return HttpResponse("不行", status=409)


def post(
    user: User, view: View = work, key: str = "k1", data: object = None, path: str = "/x/"
) -> HttpResponse:
    request = RequestFactory().post(path, data or {"a": "1"}, headers={"Idempotency-Key": key} if key else {})
    request.user = user
    return Once(view)(request)


def test_the_second_time_the_stored_answer_is_given(user: User) -> None:
    first, second = post(user), post(user)
    assert Outbox.objects.count() == 1
    assert (second.status_code, second.content, second["Location"]) == (201, first.content, "/done/")
    assert second["Idempotent-Replayed"] == "true"


def test_without_a_key_it_is_done_again(user: User) -> None:
    post(user, key="")
    post(user, key="")
    assert Outbox.objects.count() == 2


def test_the_hidden_field_of_a_form_is_a_key_too(user: User) -> None:
    form = {"_key": "abc", "csrfmiddlewaretoken": "one", "a": "1"}
    post(user, key="", data=form)
    post(user, key="", data={**form, "csrfmiddlewaretoken": "two"})
    assert Outbox.objects.count() == 1


def test_the_same_key_with_other_content_is_422(user: User) -> None:
    post(user)
    assert post(user, data={"a": "2"}).status_code == 422
    assert post(user, path="/y/").status_code == 422
    assert Outbox.objects.count() == 1


def test_the_same_files_are_the_same_content_whatever_the_boundary(user: User) -> None:
    def upload(content: bytes) -> HttpResponse:
        return post(user, data={"file": SimpleUploadedFile("a.txt", content)})

    assert [upload(b"one").status_code, upload(b"one").status_code, upload(b"two").status_code] == [
        201,
        201,
        422,
    ]


def test_a_refused_request_leaves_nothing_and_may_be_sent_again(user: User) -> None:
    assert post(user, view=refuse).status_code == 409
    assert not Outbox.objects.exists()
    assert not Idempotency.objects.exists()
    assert post(user).status_code == 201


def test_two_people_may_use_the_same_key(user: User) -> None:
    post(user)
    post(User.objects.create_user("li"))
    assert Outbox.objects.count() == 2


def test_a_token_names_the_person(user: User) -> None:
    token = Token.objects.create(user=user)
    headers = {"Idempotency-Key": "k", "Authorization": f"Token {token.key}"}
    for _ in range(2):
        body = json.dumps({"a": 1})
        request = RequestFactory().post("/api/v1/x/", body, content_type="application/json", headers=headers)
        request.user = AnonymousUser()
        Once(work)(request)
    assert Outbox.objects.count() == 1


@pytest.mark.parametrize("key", ["k" * 101, "a\x00b"])
def test_a_key_that_is_none_is_400(user: User, key: str) -> None:
    assert post(user, key=key).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_twin_waits_and_gets_the_first_answer() -> None:
    user = User.objects.create_user("zhao")
    inside, answers = threading.Event(), []

    def slow(request: HttpRequest) -> HttpResponse:
        response = work(request)
        inside.set()
        time.sleep(0.3)
        return response

    def send(view: View) -> None:
        try:
            answers.append(post(user, view=view).content)
        finally:
            connection.close()

    first = threading.Thread(target=send, args=(slow,))
    first.start()
    assert inside.wait(5)
    send(work)
    first.join(5)
    assert len(set(answers)) == 1
    assert Outbox.objects.count() == 1
