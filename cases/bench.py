"""Who sits in each seat for one row on one day, and who of them may speak on somebody's request (rules 5, 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Post, Procuratorate, User
from accounts.services.delegation import candidates
from cases import seats
from cases.flow import COMMITTEE, Seat
from cases.models.places import InOffice

SAID = ("post", "user_id", "acting_for_id", "clearance")
ORDER = ("user_id", "acting_for_id", "pk")
Row = TypeVar("Row", bound=InOffice)


@dataclass(frozen=True)
class Voice:
    """One person in one seat, in an own post or for somebody away, and how secret a thing they may decide there."""

    user_id: int
    acting_for_id: int | None
    clearance: int

    @property
    def people(self) -> frozenset[int]:
        """For whom the person speaks: neither of them may have asked, nor spoken before."""
        return frozenset({self.user_id, self.acting_for_id or self.user_id})


Seated: TypeAlias = tuple[str, Voice]  # the post, and who speaks in it


def with_seats(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    """The rows, each knowing who sits in the deciding posts of its office that day, so that `Bench` asks nothing of it."""
    posts = _deciding(on).filter(office=OuterRef("office")).order_by(*ORDER)
    said = posts.values(found=JSONObject(**{name: name for name in SAID}))
    found: QuerySet[Row] = rows.annotate(**{"seated": ArraySubquery(said)})
    return found


class Bench:
    """The seats for one row on one day. Each office is asked once, however many steps of the row are looked at."""

    def __init__(self, row: InOffice, on: date) -> None:
        self.row, self.on = row, on
        self._held: dict[int, list[Seated]] = {}
        if (seated := getattr(row, "seated", None)) is not None:
            self._held[row.office_id] = [_seated(found) for found in seated]

    def voices(self, seat: str) -> list[Voice]:
        """Everybody who sits there, who is known longest first."""
        office = seats.office_of(self.row, seat)
        if office is None:
            return []
        return [voice for post, voice in self._posts(office) if post in seats.POSTS[Seat(seat)]]

    def free(self, seat: str, *, asker: int) -> list[Voice]:
        """Those who may decide on what this person asks: neither the asker nor who stands in for the asker (rule 7)."""
        return [voice for voice in self.voices(seat) if asker not in voice.people]

    def able(self, seat: str, *, asker: int) -> list[User]:
        """Those of them who are cleared for the row, each once."""
        return list(User.objects.filter(pk__in=self._cleared(seat, asker=asker)).order_by("pk"))

    def _cleared(self, seat: str, *, asker: int) -> set[int]:
        level = self.row.secrecy
        return {voice.user_id for voice in self.free(seat, asker=asker) if voice.clearance >= level}

    def stand_ins(self, seat: str, *, asker: int) -> list[User]:
        """Who in that office could be let stand in there: its procurators who are cleared for the row, without the asker."""
        office = seats.office_of(self.row, seat)
        if office is None:
            return []
        found = candidates(office, on=self.on).exclude(pk=asker)
        posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=self.on), office=office, acting_for=None)
        return list(found.filter(pk__in=posts.filter(clearance__gte=self.row.secrecy).values("user")))

    def usable(self, seat: str, *, asker: int) -> bool:
        """Whether somebody else than the asker sits there, or nobody yet: then it waits for who will."""
        return bool(self.free(seat, asker=asker)) or not self.voices(seat)

    def hindered(self, seat: str, *, asker: int) -> str:
        """Why nobody may speak there now: "vacant", "own" (only who asks sits there) or "secret"; empty when somebody may."""
        if self._cleared(seat, asker=asker):
            return ""
        if not self.voices(seat):
            return "vacant"
        return "secret" if self.free(seat, asker=asker) else "own"

    def fit(self, chain: Iterable[str], *, asker: int) -> bool:
        """Whether these seats can speak one after the other without anybody speaking twice (rule 7).

        What the committee resolved is only written down, and an empty seat waits: neither keeps another from speaking.
        """
        said = [self.free(seat, asker=asker) for seat in chain if seat != COMMITTEE]
        return _apart([[voice.people for voice in voices] for voices in said if voices], frozenset())

    def _posts(self, office: Procuratorate) -> list[Seated]:
        if office.pk not in self._held:
            rows = _deciding(self.on).filter(office=office).order_by(*ORDER)
            self._held[office.pk] = [_seated(found) for found in rows.values(*SAID)]
        return self._held[office.pk]


def _deciding(on: date) -> QuerySet[Post]:
    """The posts in force of people who decide something somewhere."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    deciding = {post for posts in seats.POSTS.values() for post in posts}
    return Post.objects.filter(in_force, post__in=deciding, starts_on__lte=on, user__is_active=True)


def _seated(found: Mapping[str, Any]) -> Seated:
    return found["post"], Voice(found["user_id"], found["acting_for_id"], found["clearance"])


def _apart(said: list[list[frozenset[int]]], spoke: frozenset[int]) -> bool:
    if not said:
        return True
    return any(not people & spoke and _apart(said[1:], spoke | people) for people in said[0])
