"""The description of the API, for programs and for people; nothing of it comes from elsewhere."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User


@pytest.mark.django_db
def test_the_description_is_for_those_who_may_log_in() -> None:
    assert Client().get("/api/schema/").status_code == 401
    assert Client().get("/api/docs/").status_code in {302, 401}


@pytest.mark.django_db
def test_every_door_says_how_it_refuses() -> None:
    client = Client()
    client.force_login(User.objects.create_user("li"), backend="accounts.backends.People")
    schema = client.get("/api/schema/?format=json").json()
    assert {"/api/v1/cases/{case_id}/moves/{name}/", "/api/v1/token/", "/api/v1/deadlines/preview/"} <= set(
        schema["paths"]
    )
    for path, doors in schema["paths"].items():
        for method, door in doors.items():
            assert "4XX" in door["responses"], (method, path)
            if method == "post" and "token" not in path:
                assert "Idempotency-Key" in {one["name"] for one in door["parameters"]}, path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_the_description_work_under_our_policy(page: Page, live_server: Any) -> None:
    client = Client()
    client.force_login(User.objects.create_user("li"), backend="accounts.backends.People")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/api/docs/")
    described = page.request.get(f"{live_server.url}/api/schema/?format=json").json()["paths"]
    assert len(described) > 40
    first = page.locator(".opblock").first  # only what is in view is drawn
    first.locator(".opblock-summary").click()
    expect(first.locator(".opblock-body")).to_contain_text("Responses")
