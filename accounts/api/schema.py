"""How the doors describe themselves (OpenAPI 3): refusals, keys and versions on every one, bodies drawn from the forms."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from accounts.office_field import OfficeField

ONCE: Final = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Sent again with the same key, the request is answered as before and not done twice; another body is a 422.",
)
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The ETag last seen, as "3". 412 when the row has changed since.',
)
JSON: Final = "application/json"
MULTIPART: Final = "multipart/form-data"


class ReasonOut(serializers.Serializer[Any]):
    """What is missing, and the article that asks for it."""

    text = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class Problem(serializers.Serializer[Any]):
    """Every refusal (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    reasons = ReasonOut(many=True, required=False, help_text="409 and 412: why the rules refuse it")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="400: per field; 409: what a rule misses",
    )


class Description(SchemaGenerator):
    """The description of all doors, which is the same for everybody: drawn once in each process and language."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        """Takes a second or two the first time."""
        return _drawn(translation.get_language())


@cache
def _drawn(language: str | None) -> dict[str, Any]:
    drawn: Any = SchemaGenerator
    found: dict[str, Any] = drawn().get_schema(request=None, public=True)
    return found


class Schema(AutoSchema):
    """The usual schema with what holds for every door of the house."""

    def get_override_parameters(self) -> list[Any]:
        """The key of a request that may be sent again."""
        found = list(super().get_override_parameters())
        return [*found, ONCE] if self.method == "POST" and self.path != "/api/v1/token/" else found

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(Problem, "response").ref
        refused = {"description": "Refused", "content": {"application/problem+json": {"schema": problem}}}
        return {**bodies, "4XX": refused}


def body(form_class: type[forms.Form]) -> dict[str, Any]:
    """The JSON that fills a form."""
    return {JSON: form_schema(form_class)}


def form_schema(form_class: type[forms.Form], **more: dict[str, Any]) -> dict[str, Any]:
    """A form's fields, and `more` of them, as an object. What depends on the row is left open."""
    fields = form_class.base_fields
    schema: dict[str, Any] = {
        "type": "object",
        "description": (form_class.__doc__ or "").strip(),
        "properties": {name: _property(field) for name, field in fields.items()} | more,
    }
    if required := [name for name, field in fields.items() if field.required]:
        schema["required"] = required
    return schema


def one_of(kinds: Mapping[str, type[forms.Form]]) -> dict[str, Any]:
    """The body of a door whose form depends on the name in its path."""
    bodies = [{"title": name, **form_schema(form_class)} for name, form_class in kinds.items()]
    return {JSON: {"anyOf": bodies}}


def _property(field: forms.Field) -> dict[str, Any]:
    found = _kind(field)
    for key, said in (("title", field.label), ("description", field.help_text)):
        if said:
            found[key] = str(said) if isinstance(said, Promise) else said
    return found


def _kind(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.MultipleChoiceField):
        item = (
            {"type": "integer"} if isinstance(field, forms.TypedMultipleChoiceField) else {"type": "string"}
        )
        return {"type": "array", "items": item}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return {"type": "number"}
    if isinstance(field, forms.ChoiceField):
        return _choice(field)
    if isinstance(field, OfficeField):
        return {"type": "integer"}
    length = getattr(field, "max_length", None)
    return {"type": "string", "maxLength": length} if length else {"type": "string"}


def _choice(field: forms.ChoiceField) -> dict[str, Any]:
    choices: Any = field.choices
    values = [value for value, _label in choices if isinstance(value, str) and value]
    if sorted(values) == ["false", "true"]:
        return {"type": "boolean"}
    return {"type": "string", "enum": values} if values else {"type": "integer"}
