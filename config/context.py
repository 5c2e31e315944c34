"""What every page may use: the day, the moment, and a fresh key for its form."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils import timezone


def page(request: HttpRequest) -> dict[str, Any]:
    """`today` and `now` for dates as people say them; `form_key` so that a form sent twice is done once."""
    now = timezone.now()
    return {"now": now, "today": timezone.localdate(now), "form_key": uuid4().hex}
