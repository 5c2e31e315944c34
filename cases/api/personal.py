"""Door for programs: personal data as it is, after a reason was given."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import schema
from accounts.api.asking import filled, person
from cases import services
from cases.forms.personal import UnmaskWhat

KEY = "Idempotency-Key"


class SeenOut(serializers.Serializer[Any]):
    """What stands there, and how often the person may still look in this hour."""

    value = serializers.CharField()
    seconds = serializers.IntegerField(help_text="how long it may be shown before it is masked again")
    left = serializers.IntegerField(help_text="how often the person may still look now")


@extend_schema(request=schema.body(UnmaskWhat), responses=SeenOut)
@api_view(["POST"])
@sensitive_variables()
def unmask(request: Request) -> Response:
    """Show one column of one row as it is: `model` as in "cases.clue", `row`, `field`, `why`, `reason`. Once for each key."""
    if not request.headers.get(KEY):
        raise ValidationError({KEY: [_("须带唯一键，每次查看用一个")]})
    said = dict(filled(UnmaskWhat, request, subject=None).cleaned_data)
    model, row, field = said.pop("model"), said.pop("row"), said.pop("field")
    seen = services.unmask(model, row, field, **said, by=person(request), at=timezone.now())
    response = Response({"value": seen.value, "seconds": seen.seconds, "left": seen.left})
    response.once = True  # type: ignore[attr-defined]
    return response
