"""Pages of a list by keyset: each row once, whatever is inserted meanwhile, as fast at the end as at the start."""

from collections.abc import Sequence
from typing import Any, Final

from django.core import signing
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework import generics, pagination
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from accounts import paging
from accounts.paging import Parts

MOST_COUNTED: Final = paging.CAP
SALT: Final = "api.pages"


class Pages(pagination.BasePagination):
    """Cursor pages in the view's `ordering`: columns that are never null, all one way, the last one unique."""

    page_size = 25
    max_page_size = 100
    ordering: tuple[str, ...] = ("-id",)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that the cursor names; of the first one without."""
        self.url = request.build_absolute_uri()
        self.ordering = getattr(view, "ordering", self.ordering)
        size, cursor = self._size(request), self._cursor(request)
        backward, place = cursor or (False, None)
        self.count = paging.counted(queryset)
        found = paging.window(queryset, self.ordering, place=place, backward=backward, size=size)
        self.next = self._link(found.rows, -1, False) if found.rows and found.after else None
        self.previous = self._link(found.rows, 0, True) if found.rows and found.before else None
        return found.rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page with its neighbours, and how many rows there are up to a thousand."""
        capped = self.count > MOST_COUNTED
        body = {
            "count": MOST_COUNTED if capped else self.count,
            "count_capped": capped,
            "next": self.next,
            "previous": self.previous,
            "results": data,
        }
        return Response(body)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same for OpenAPI."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "count_capped", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "maximum": MOST_COUNTED},
                "count_capped": {"type": "boolean", "description": "There are more rows than `count` says."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two query parameters of a page."""
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]

    def _size(self, request: Request) -> int:
        said = request.query_params.get("page_size", "")
        wanted = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        return min(wanted, self.max_page_size) or self.page_size

    def _cursor(self, request: Request) -> tuple[bool, list[str]] | None:
        said = request.query_params.get("cursor", "")
        if not said:
            return None
        try:
            order, backward, place = signing.loads(said, salt=SALT)
        except (signing.BadSignature, ValueError) as error:
            raise ValidationError({"cursor": [_("这个分页标记无效，请从第一页读起")]}) from error
        if order != list(self.ordering):
            raise ValidationError({"cursor": [_("这个分页标记不属于此列表")]})
        return backward, place

    def _link(self, page: Sequence[Model], at: int, backward: bool) -> str:
        place = [str(paging.value(page[at], key)) for key in self.ordering]
        token = signing.dumps([list(self.ordering), backward, place], salt=SALT)
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", token)


class Rows(generics.ListAPIView[Any]):
    """A list in pages; the view says its `ordering`, its serializer and, in `rows`, which selector gives them."""

    pagination_class = Pages
    ordering: tuple[str, ...] = ("-id",)

    def get_queryset(self) -> Any:
        """The rows; none while the schema is drawn, when nobody asks."""
        if getattr(self, "swagger_fake_view", False):
            serializer: Any = self.serializer_class
            return QuerySet(serializer.Meta.model).none()
        return self.rows()

    def filter_queryset(self, queryset: Any) -> Any:
        """Only what was asked for; rows that come in parts are narrowed part by part."""
        narrow = super().filter_queryset
        return queryset.each(narrow) if isinstance(queryset, Parts) else narrow(queryset)

    def rows(self) -> QuerySet[Any] | Parts[Any]:
        """What the person may see."""
        raise NotImplementedError
