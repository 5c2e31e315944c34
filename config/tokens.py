"""A token for programs: name and password once, then `Authorization: Token …`."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from rest_framework.authtoken.models import Token
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework.request import Request
from rest_framework.response import Response


class Obtain(ObtainAuthToken):
    """Log in as the page does, so that wrong passwords are counted, and forgiven, here too."""

    def get_serializer_context(self) -> dict[str, Any]:
        """Django's own request, on which django-axes marks who is locked out."""
        return {**super().get_serializer_context(), "request": self.request._request}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The person's token."""
        response = super().post(request, *args, **kwargs)
        user = Token.objects.select_related("user").get(key=response.data["token"]).user
        AxesProxyHandler.user_logged_in(sender=type(user), request=request._request, user=user)
        return response
