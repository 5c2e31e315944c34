"""Files that arrived in parts, as if they had come with the form that names them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from evidence import storage
from evidence.models import Incoming


class Arrived(File[bytes]):
    """An upload that is whole, to be read like any file of a form. Nothing stays open between two reads."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming, self.name, self.size = incoming, incoming.name, incoming.size
        self.key = incoming.key
        self._position = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        """Where the next read begins, from the beginning of the file."""
        self._position = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        """The next bytes; ValidationError at `files` when they are gone."""
        try:
            with storage.open_file(self.key) as file:
                file.seek(self._position)
                found = file.read(size)
        except FileNotFoundError:
            raise self.lost() from None
        self._position += len(found)
        return found

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """All of it, piece by piece."""
        with storage.open_file(self.key) as file:
            while piece := file.read(chunk_size or storage.CHUNK):
                yield piece

    def close(self) -> None:
        """Nothing is open."""

    def lost(self) -> ValidationError:
        """It can no longer be handed in."""
        text = _("“%(name)s”的上传已失效，请移除后重新选择")
        return ValidationError({"files": ValidationError(text % {"name": self.name}, code="gone")})


@dataclass(frozen=True)
class Quota:
    """How much one person may have on its way in that no draft holds yet."""

    files: int
    size: int


def quota() -> Quota:
    """What the settings say."""
    return Quota(settings.INCOMING_MOST_FILES, settings.INCOMING_MOST_BYTES)


def expires(row: Incoming) -> datetime:
    """When an upload is swept away if nothing more comes of it."""
    return row.touched_at + timedelta(hours=settings.INCOMING_HOURS)


def keys_of(row: Incoming) -> list[str]:
    """Under which keys there are bytes of an upload: its own, and the pages that were drawn of it."""
    return [row.key, *row.previews.values_list("key", flat=True)]


def own(*, by: User) -> QuerySet[Incoming]:
    """What the person has on its way in and no draft holds, oldest first."""
    return Incoming.objects.filter(by=by, draft=None).order_by("started_at", "id")


def upload(upload_id: UUID, *, by: User) -> Incoming:
    """One upload of the person's own. Unseen for everybody else."""
    found = Incoming.objects.filter(pk=upload_id, by=by).first()
    if found is None:
        raise access.Unseen
    return found


def chosen(ids: Sequence[str], *, by: User, draft_id: int | None = None) -> list[Arrived]:
    """The uploads that a form names, in its order, each once: the person's own, or those that the draft holds.

    ValidationError for what is not there (any more), and for what is not whole yet, by its name.
    """
    wanted = list(dict.fromkeys(_number(text) for text in ids))
    rows = Incoming.objects.filter(Q(by=by, draft=None) | Q(draft__isnull=False, draft=draft_id))
    found = {row.pk: row for row in rows.filter(pk__in=[one for one in wanted if one])}
    named = [found.get(one) if one else None for one in wanted]
    there = [row for row in named if row is not None]
    if len(there) < len(named):
        raise ValidationError(_("有文件的上传已失效，请移除后重新选择"), code="gone")
    if late := [row.name for row in there if row.completed_at is None]:
        text = _("“%(name)s”还没有传完，请传完后再提交")
        raise ValidationError([ValidationError(text % {"name": name}, code="late") for name in late])
    return [Arrived(row) for row in there]


def _number(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
