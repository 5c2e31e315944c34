"""The last thing before an answer leaves: numbers, cards, mail addresses and homes of people are hidden in what it says.

Whatever a template or serializer forgets is caught here. Only three things pass: what stands in a field in which the
person writes (so that no mask is ever saved over the text), what an element marked data-clear holds, and the person's own.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import JSONRenderer

from accounts.models import User
from audit import masks

PIECE: Final = re.compile(
    r"<textarea\b[^>]*>.*?</textarea>|<(span|p|div|pre)\b[^>]*\sdata-clear\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL
)
READ_OUT: Final = re.compile(r'(\s(?:title|alt|content|placeholder|aria-[a-z]+|data-[a-z-]+)=")([^"]*)"')
PLAIN: Final = ("text/plain", "text/csv")


class Veil:
    """Hide what is personal in pages and tables."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming:
            return response
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind == "text/html" or kind in PLAIN:
            text = response.content.decode(response.charset or "utf-8")
            shown = veiled(text, own(request.user)) if kind == "text/html" else masks.free(text)
            if shown != text:
                response.content = shown.encode(response.charset or "utf-8")
                if response.has_header("Content-Length"):
                    response["Content-Length"] = str(len(response.content))
        return response


class Json(JSONRenderer):
    """What programs are told, hidden in the same way."""

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> Any:
        """JSON of the masked answer."""
        request = (renderer_context or {}).get("request")
        hidden = masks.deep(data, own(getattr(request, "user", None)))
        return super().render(hidden, accepted_media_type, renderer_context)


def own(user: Any) -> frozenset[str]:
    """What is the person's own, which they may see."""
    return frozenset((user.phone, user.email)) if isinstance(user, User) else frozenset()


def veiled(page: str, spare: frozenset[str] = frozenset()) -> str:
    """The page with the text between its tags, and what is read out of them, masked."""
    if not masks.LIKELY.search(page):
        return page
    found, last = [], 0
    for piece in PIECE.finditer(page):
        found.append(masks.free(page[last : piece.start()], spare))
        found.append(_tag(piece[0], spare))
        last = piece.end()
    found.append(masks.free(page[last:], spare))
    return "".join(found)


def _tag(tag: str, spare: frozenset[str]) -> str:
    if not masks.LIKELY.search(tag) or " data-clear" in tag or tag.startswith("<textarea"):
        return tag
    return READ_OUT.sub(lambda m: f'{m[1]}{masks.free(m[2], spare)}"', tag)
