"""A person's browser, or a program, in front of the real web server: it stands behind a proxy that speaks TLS."""

import json
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from accounts.models import User
from tests.faults.parts import HOST, Site

PASSWORD = "right-and-long"
BROKEN = (OSError, HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back, and how many seconds it took; status 0 when nothing did."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class Browser:
    """Keeps cookies, sends forms with a key of their own, and programs' JSON with a token."""

    def __init__(self, site: Site, address: str = "10.0.0.7") -> None:
        self.port, self.address, self.cookies = site.web_port, address, dict[str, str]()
        self.token = ""

    def ask(self, path: str, body: str | None = None, kind: str = "", **headers: str) -> Answer:
        """One request; GET without a body."""
        began, sent = time.monotonic(), {**self.headers(kind), **headers}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET" if body is None else "POST", path, body, sent)
            response = connection.getresponse()
            text = response.read().decode()
        except BROKEN:
            return Answer(0, seconds=time.monotonic() - began)
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, text, dict(response.getheaders()), time.monotonic() - began)

    def send(self, path: str, key: str = "", headers: dict[str, str] | None = None, **values: Any) -> Answer:
        """A form."""
        body = urlencode({**values, "_key": key or uuid4().hex}, doseq=True)
        return self.ask(path, body, "application/x-www-form-urlencoded", **(headers or {}))

    def call(self, path: str, **values: Any) -> Answer:
        """A program's JSON."""
        return self.ask(f"/api/v1/{path}/", json.dumps(values), "application/json")

    def log_in(self, username: str, password: str = PASSWORD) -> Answer:
        """Through the login page; 302 when it opened."""
        self.ask("/login/")
        return self.send("/login/", username=username, password=password)

    def headers(self, kind: str = "") -> dict[str, str]:
        """What goes with each request: who asks, through which proxy."""
        sent = {
            "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address,
            "Referer": f"https://{HOST}/", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("__Host-csrf", ""),
        }  # fmt: skip
        if kind:
            sent["Content-Type"] = kind
        if self.token:
            sent["Authorization"] = f"Token {self.token}"
        return sent


def can_log_in(*people: User) -> None:
    """Give these people a real password, as production keeps it, and an address."""
    hasher = PBKDF2PasswordHasher()
    kept = hasher.encode(PASSWORD, hasher.salt())
    for user in people:
        user.password, user.email = kept, f"{user.username}@example.test"
        user.save(update_fields=["password", "email"])
