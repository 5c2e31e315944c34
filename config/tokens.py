"""Tokens and the second factor. Named in the settings of the API, so it stands apart from whatever imports the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed

from accounts import programs


class Tokens(programs.Tokens):
    """A token of somebody who must give a code opens only what was given for one."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        """The owner; 401 also for a token that is older than the second factor now demanded."""
        from accounts import second_factor

        user, token = super().authenticate_credentials(key)
        if not second_factor.token_counts(user, token.created, timezone.localdate(timezone.now())):
            raise AuthenticationFailed(_("令牌未经二次验证，请用验证码重新获取"))
        return user, token
