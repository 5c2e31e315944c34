"""Parts of a file on its way out, so that a download that broke off goes on where it stopped (RFC 9110, section 14)."""

import re
from typing import IO, Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

ASKED: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")  # one part; who asks for several gets the whole
PARTIAL, UNSATISFIABLE = 206, 416


class _Part:
    """The next so many bytes of a stream."""

    def __init__(self, stream: IO[bytes], count: int) -> None:
        self.stream, self.left = stream, count

    def read(self, most: int = -1) -> bytes:
        """At most so many of them."""
        chunk = self.stream.read(self.left if most < 0 else min(most, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Let the stream go."""
        self.stream.close()


def goes_on(request: HttpRequest) -> bool:
    """Whether something behind the beginning is asked for, as by a browser that takes a download up again."""
    found = ASKED.fullmatch(request.headers.get("Range", ""))
    return bool(found and found[1] and int(found[1]))


def response(
    request: HttpRequest, stream: IO[bytes], *, size: int, tag: str, name: str, media_type: str
) -> HttpResponseBase:
    """The file as an attachment, or the part that is asked for; 416 for a part that it does not have.

    `tag` names its bytes: a part is only given to who began with the same ones (If-Range).
    """
    first, last = 0, size - 1
    found = ASKED.fullmatch(request.headers.get("Range", ""))
    same = request.headers.get("If-Range", f'"{tag}"') == f'"{tag}"'
    if whole := not (found and same and (found[1] or found[2])):
        part = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    else:
        assert found is not None
        first, last = _span(found[1], found[2], size)
        if first > last:
            stream.close()
            return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
        stream.seek(first)
        piece = _Part(stream, last - first + 1)
        part = FileResponse(piece, as_attachment=True, filename=name, content_type=media_type, status=PARTIAL)
    if not whole:
        part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"], part["Accept-Ranges"], part["ETag"] = str(last - first + 1), "bytes", f'"{tag}"'
    return part


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """From which byte to which: the end when it is left open, so many from behind when the beginning is."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
