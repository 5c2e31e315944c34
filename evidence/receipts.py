"""Proof that something was received: number, moment, who wrote and sent it, what it said, and every file by its hashes.

A receipt is drawn from what was received, never stored: the same rows always give the same receipt and the same hash.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from accounts import access
from accounts.models import User
from audit import masks
from audit.flow import day, official
from audit.models import Entry
from cases.models import Objection, Reply, Respondent, Submission
from evidence.models import Draft, File

REPORT, REPLY, OBJECTION = Draft.Kind.REPORT, Draft.Kind.REPLY, Draft.Kind.OBJECTION
MARKS: Final = {REPORT: "ZG", REPLY: "HF", OBJECTION: "YY"}


@dataclass(frozen=True)
class Kept:
    """One file as it came in."""

    name: str
    size: int
    sha256: str
    sm3: str


@dataclass(frozen=True)
class Receipt:
    """What was received, in the language of the file; `at` is the moment of receipt."""

    kind: Draft.Kind
    number: str
    office: str
    agency: str
    about: str
    text: str
    figures: tuple[tuple[str, str], ...]
    written_by: str
    sent_by: str
    at: datetime
    files: tuple[Kept, ...]

    @property
    def what(self) -> str:
        """What was sent, in a word."""
        return official(self.kind.label)

    @property
    def whole(self) -> bytes:
        """The receipt as the bytes that are hashed: JSON with sorted keys, in UTF-8, the moment in the house's time zone."""
        said = {**asdict(self), "kind": self.kind.value, "at": timezone.localtime(self.at).isoformat()}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        """The hash of all of it."""
        return hashlib.sha256(self.whole).hexdigest()

    @property
    def sm3(self) -> str:
        """The same by the national standard (GB/T 32905)."""
        return hashlib.new("sm3", self.whole).hexdigest()


@dataclass(frozen=True)
class Proof:
    """A receipt as it is shown: whether it still says what was written down when it was sent, and for whose eyes."""

    receipt: Receipt
    altered: bool
    of_agency: bool
    sent_id: int

    @property
    def hidden(self) -> bool:
        """Whether this reader gets it with personal data hidden: not its own agency, whose proof it is."""
        said = asdict(self.receipt)
        return not self.of_agency and bool(masks.deep(said) != masks.whole(said))


def of_submission(sent: Submission) -> Receipt:
    """The receipt of a report."""
    values = sent.indicator_values.select_related("indicator").order_by("indicator_id", "on")
    figures = tuple((row.indicator.name, f"{row.value.normalize():f}{row.indicator.unit}") for row in values)
    return _receipt(
        REPORT, sent.pk, sent.obligation.respondent, sent.obligation.measure, sent.text, figures,
        sent.written_by, sent.sent_by, sent.sent_at, submission=sent,
    )  # fmt: skip


def of_reply(sent: Reply) -> Receipt:
    """The receipt of a written reply."""
    about = sent.respondent.recommendation.document.number
    return _receipt(
        REPLY, sent.pk, sent.respondent, about, sent.text, (), sent.written_by, sent.by, sent.at, reply=sent,
    )  # fmt: skip


def of_objection(sent: Objection) -> Receipt:
    """The receipt of an objection."""
    about = sent.obligation.measure if sent.obligation else sent.respondent.recommendation.document.number
    return _receipt(
        OBJECTION, sent.pk, sent.respondent, about, sent.text, (), sent.written_by, sent.raised_by, sent.raised_at,
        objection=sent,
    )  # fmt: skip


def of_draft(draft: Draft) -> Receipt:
    """The receipt of what a sent draft became."""
    if draft.submission is not None:
        return of_submission(draft.submission)
    if draft.reply is not None:
        return of_reply(draft.reply)
    assert draft.objection is not None
    return of_objection(draft.objection)


KINDS: Final[Mapping[str, tuple[type[Any], str, Callable[[Any], Receipt]]]] = {
    "submission": (Submission, "submission.view", of_submission),
    "reply": (Reply, "respondent.view", of_reply),
    "objection": (Objection, "respondent.view", of_objection),
}


def proof(name: str, pk: int, *, by: User, at: datetime) -> Proof:
    """The receipt of a submission, reply or objection: for the agency that sent it and for the procuratorate.

    Unseen for another agency, also where the report was shared with it.
    """
    model, action, make = KINDS[name]
    sent = access.take(by, action, model, pk, at=at)
    respondent = sent.obligation.respondent if isinstance(sent, Submission) else sent.respondent
    outside = access.is_agency_person(by, day(at))
    if outside and respondent.agency.group_id not in access.agency_groups(by, day(at)):
        raise access.Unseen
    receipt = make(sent)
    written = _written_down(sent)
    return Proof(receipt, bool(written) and written != receipt.sha256, outside, pk)


def _written_down(sent: Any) -> str:
    """The hash that was recorded when a draft was sent; empty for what came in without one."""
    draft: Draft | None = getattr(sent, "draft", None)
    if draft is None:
        return ""
    entries = Entry.objects.filter(subject_type="evidence.draft", subject_id=draft.pk, to_state="sent")
    data = entries.values_list("data", flat=True).first() or {}
    return str(data.get("receipt") or "")


def _receipt(
    kind: Draft.Kind,
    pk: int,
    respondent: Respondent,
    about: str,
    text: str,
    figures: tuple[tuple[str, str], ...],
    written_by: User | None,
    sent_by: User,
    at: datetime,
    **sent: Any,
) -> Receipt:
    files = File.objects.filter(**{f"item__{name}": row for name, row in sent.items()}, revision=1)
    return Receipt(
        kind=kind,
        number=f"{MARKS[kind]}{day(at):%Y%m%d}-{pk:06d}",
        office=respondent.case.office.name,
        agency=respondent.agency.name,
        about=about,
        text=text,
        figures=figures,
        written_by=str(written_by or sent_by),
        sent_by=str(sent_by),
        at=at,
        files=tuple(Kept(file.name, file.size, file.sha256, file.sm3) for file in files.order_by("id")),
    )
