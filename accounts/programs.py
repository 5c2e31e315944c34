"""How programs come in: by token, with JSON. Named in the settings, so it stands apart from the doors themselves."""

from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from redis.exceptions import RedisError
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle

_own = LocMemCache("requests", {})


class Tokens(TokenAuthentication):
    """A token opens the door as long as its owner may log in at all."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        """The owner; 401 for an unknown token, and for one whose owner was shut out since."""
        from accounts.backends import People

        if "\x00" in key:
            raise AuthenticationFailed(_("令牌无效"))
        user, token = super().authenticate_credentials(key)
        if not People().user_can_authenticate(user):
            raise AuthenticationFailed(_("此账号不能登录"))
        return user, token


class Json(JSONParser):
    """JSON of a bounded length; what the parser cannot swallow is the sender's mistake and not ours."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value sent. ParseError (400) for anything that is no JSON, however it fails; 413 for too much."""
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return super().parse(stream, media_type, parser_context)
        except (RecursionError, LookupError, TypeError, AttributeError, UnicodeError) as error:
            raise ParseError(_("不是有效的 JSON")) from error


class Counted(SimpleRateThrottle):
    """A bound on requests. While the cache that all processes share is away, each process counts for itself."""

    def allow_request(self, request: Any, view: Any) -> bool:
        """Whether there is room for one more."""
        try:
            return super().allow_request(request, view)
        except (RedisError, OSError):
            self.cache = _own
            return super().allow_request(request, view)


class StrangerRate(Counted, AnonRateThrottle):
    """What somebody without a name may ask. Wrong passwords are counted apart, in the database."""


class PersonRate(Counted, UserRateThrottle):
    """What one person may ask."""
