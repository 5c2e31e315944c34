"""Door for files of any size, by the tus protocol 1.0 (https://tus.io): creation, termination, expiration, checksum.

Browsers come with their session and the CSRF token, programs with a token. What a form then names in `files` is the id.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.asking import person
from evidence import arrivals, services
from evidence.models import Incoming
from evidence.services.incoming import Checksum

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,expiration,checksum"
ALGORITHMS: Final = ("sha256", "sha1", "sm3")
OFFSET: Final = "application/offset+octet-stream"
STATUS: Final = {"too_big": 413, "length": 413, "kind": 415, "checksum": 460, "different": 460}
OVERRIDE: Final = {"PATCH", "DELETE"}
LONGEST: Final = 4096


class UploadOut(serializers.ModelSerializer[Incoming]):
    """A file on its way in."""

    offset = serializers.IntegerField(source="received", help_text="how many bytes have been received")
    whole = serializers.SerializerMethodField()
    expires_at = serializers.SerializerMethodField()

    class Meta:
        model = Incoming
        fields = ("id", "name", "size", "offset", "whole", "sha256", "sm3", "started_at", "expires_at")
        read_only_fields = fields

    def get_whole(self, row: Incoming) -> bool:
        """Whether a form may name it."""
        return row.completed_at is not None

    def get_expires_at(self, row: Incoming) -> str:
        """When it is swept away if nothing more comes of it."""
        return arrivals.expires(row).isoformat()


class Tus(APIView):
    """What all doors of the protocol share."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A proxy that lets only GET and POST through is told the method in a header."""
        wanted = request.headers.get("X-HTTP-Method-Override", "").upper()
        if request.method == "POST" and wanted in OVERRIDE:
            request.method = wanted
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Another version of the protocol is refused."""
        super().initial(request, *args, **kwargs)
        said = request.headers.get("Tus-Resumable", VERSION)
        if said != VERSION and request.method != "OPTIONS":
            raise _refusal(412, _("只支持 tus 1.0.0"))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Every answer names the version."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        return response

    @extend_schema(exclude=True)
    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What the server can do."""
        return Response(
            status=204,
            headers={
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(settings.EVIDENCE_MAX_BYTES),
                "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            },
        )


def _header(name: str, text: str, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=text, required=required)


class Uploads(Tus):
    """Announce a file, and see what is on its way."""

    @extend_schema(responses=UploadOut(many=True))
    def get(self, request: Request) -> Response:
        """The person's own files on their way in that no draft holds yet, oldest first."""
        rows = arrivals.own(by=person(request))[: settings.INCOMING_MOST_FILES]
        return Response(UploadOut(rows, many=True).data)

    @extend_schema(
        request=None,
        responses={201: UploadOut},
        parameters=[
            _header("Upload-Length", "bytes of the whole file", required=True),
            _header(
                "Upload-Metadata",
                "filename, and sha256 in hex where it is known, each in base64",
                required=True,
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        """Announce a file (tus creation); PATCH its bytes to the Location, then name its id in `files` of a form."""
        said = _metadata(request.headers.get("Upload-Metadata", ""))
        values: dict[str, Any] = {
            "name": said.get("filename") or said.get("name", ""),
            "size": _count(request, "Upload-Length"),
            "sha256": said.get("sha256", ""),
        }
        row = _judged(lambda: services.begin_upload(**values, by=person(request), at=timezone.now()))
        headers = {**_standing(row), "Location": reverse("api-upload", args=[row.pk])}
        return Response(UploadOut(row).data, status=201, headers=headers)


class Upload(Tus):
    """One file on its way in."""

    @extend_schema(responses=UploadOut)
    def get(self, request: Request, upload_id: UUID) -> Response:
        """How far it has come."""
        row = self._found(request, upload_id)
        return Response(UploadOut(row).data, headers=_standing(row))

    @extend_schema(exclude=True)
    def head(self, request: Request, upload_id: UUID) -> Response:
        """How far it has come, as tus asks."""
        return Response(headers=_standing(self._found(request, upload_id)))

    @extend_schema(
        request={OFFSET: {"type": "string", "format": "binary"}},
        responses={204: None},
        parameters=[
            _header("Upload-Offset", "where these bytes begin", required=True),
            _header("Upload-Checksum", "sha256, sha1 or sm3 of these bytes, and the digest in base64"),
            _header("Upload-Sha256", "SHA-256 of the whole file in hex, with its last bytes"),
        ],
    )
    def patch(self, request: Request, upload_id: UUID) -> Response:
        """Append bytes at the offset reached. 409 elsewhere, 460 when they are not what the sender has."""
        if request.content_type.partition(";")[0] != OFFSET:
            raise _refusal(415, _("内容类型应为 application/offset+octet-stream"))
        if "Content-Length" not in request.headers:
            raise _refusal(411, _("请求缺少 Content-Length"))
        values: dict[str, Any] = {
            "offset": _count(request, "Upload-Offset"),
            "length": _count(request, "Content-Length"),
            "checksum": _checksum(request.headers.get("Upload-Checksum", "")),
            "sha256": request.headers.get("Upload-Sha256", ""),
            "stream": request._request,
        }
        by, at = person(request), timezone.now()
        row = _judged(lambda: services.receive_upload(upload_id, **values, by=by, at=at))
        return Response(status=204, headers=_standing(row))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Give it up (tus termination)."""
        services.drop_upload(upload_id, by=person(request), at=timezone.now())
        return Response(status=204)

    def _found(self, request: Request, upload_id: UUID) -> Incoming:
        by, at = person(request), timezone.now()
        row = services.upload_standing(upload_id, by=by)
        return _judged(lambda: services.finish_upload(row.pk, by=by, at=at))


def _standing(row: Incoming) -> dict[str, str]:
    return {
        "Upload-Offset": str(row.received),
        "Upload-Length": str(row.size),
        "Upload-Expires": http_date(arrivals.expires(row).timestamp()),
    }


def _judged(work: Callable[[], Incoming]) -> Incoming:
    """What the service made, or a refusal whose status says what is wrong with the file."""
    try:
        return work()
    except ValidationError as error:
        codes = [one.code for found in error.error_dict.values() for one in found]
        raise _refusal(
            next((STATUS[code] for code in codes if code in STATUS), 400), error.message_dict
        ) from error


def _refusal(status: int, detail: Any) -> exceptions.ValidationError:
    refused = exceptions.ValidationError(detail if isinstance(detail, dict) else {"upload": [detail]})
    refused.status_code = status
    return refused


def _count(request: Request, name: str) -> int:
    said = request.headers.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise _refusal(400, _("请求缺少 %(name)s，或者不是整数") % {"name": name})
    return int(said)


def _metadata(said: str) -> dict[str, str]:
    """The pairs of Upload-Metadata: a key, and a value in base64."""
    found = {}
    for pair in said[:LONGEST].split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode().replace("\x00", "")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise _refusal(400, _("Upload-Metadata 不是有效的 base64")) from None
    return found


def _checksum(said: str) -> Checksum | None:
    if not said:
        return None
    algorithm, _space, digest = said.partition(" ")
    try:
        if algorithm in ALGORITHMS:
            return Checksum(algorithm, base64.b64decode(digest, validate=True))
    except (binascii.Error, ValueError):
        pass
    raise _refusal(400, _("不支持这种 Upload-Checksum"))


urlpatterns = [
    path("uploads/", Uploads.as_view(), name="api-uploads"),
    path("uploads/<uuid:upload_id>/", Upload.as_view(), name="api-upload"),
]
