"""What an agency is writing: saved as typed, put before its leader where the leader confirms, sent once.

A draft is the agency's own until it is sent. Only then a report, reply or objection comes to be, dated that moment, in
the same transaction; who wrote it and who sent it both stay on record. A draft somebody else saved meanwhile is never
overwritten unseen: whoever saves says which version they saw.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, Stale, day, official, record
from cases.models import Obligation, Respondent
from deadlines import services as deadlines
from deadlines.models import NoticeKind
from evidence import receipts
from evidence.arrivals import Arrived
from evidence.drafting import OPEN, Subject, figures_of, files_of, leaders, may_send, not_now
from evidence.flow import DRAFT_FLOW, DraftState
from evidence.intake import Upload
from evidence.models import Draft, Incoming
from evidence.services import incoming
from evidence.services.received import receive_objection, receive_reply, receive_submission

IN_TURN: Final = timedelta(microseconds=1)  # between files that came together, which stay in their order
OPENS: Final[Mapping[str, tuple[str, type[Obligation] | type[Respondent]]]] = {
    Draft.Kind.REPORT: ("obligation.submit", Obligation),
    Draft.Kind.REPLY: ("respondent.reply", Respondent),
    Draft.Kind.OBJECTION: ("objection.raise", Respondent),
}


@transaction.atomic
def save_draft(
    subject: Subject,
    *,
    text: str,
    values: Mapping[str, str] | None = None,
    files: Sequence[Upload] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> Draft:
    """Keep what the agency has typed so far, whatever it is: `values` maps indicator ids to figures as typed.

    `files` are all that belong to it now: uploads, and what came with the form. What it held before and is not among
    them is let go. `version` is the one the person saw, 0 for none. Stale (409) when another one stands there by now, unless it says
    the same; refused (409) while the leader looks at it, and where nothing of the kind can be sent.
    """
    draft = _taken(subject, by=by, at=at)
    _write(draft, text, dict(values or {}), files, version, by=by, at=at)
    return draft


@transaction.atomic
def hand_in(
    subject: Subject,
    *,
    text: str,
    values: Mapping[str, str] | None = None,
    files: Sequence[Upload] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> Draft:
    """Send what the agency wrote, or put it before its leader where the leader confirms: the draft's state tells which.

    Refuses like `save_draft`, and like what takes in a report, a reply or an objection.
    """
    draft = save_draft(subject, text=text, values=values, files=files, version=version, by=by, at=at)
    work = _send if may_send(draft.agency, by=by, at=at) else _offer
    return work(draft, by=by, at=at)


@transaction.atomic
def send_draft(draft_id: int, *, version: int | None = None, by: User, at: datetime) -> Draft:
    """Send a draft, as the leader who confirms it, or as the liaison where no leader does.

    Stale (409) when it was changed since `version`; refused when it was sent, taken back or returned meanwhile.
    """
    draft = access.take(by, "draft.write", Draft, draft_id, at=at, lock=True)
    _check_version(draft, version)
    if not may_send(draft.agency, by=by, at=at):
        raise Refused([Reason(_("由分管领导确认后报送"))])
    return _send(draft, by=by, at=at)


@transaction.atomic
def return_draft(draft_id: int, *, remark: str, by: User, at: datetime) -> Draft:
    """Give a draft back to who wrote it, as the leader, with what is to be changed."""
    draft = access.take(by, "draft.confirm", Draft, draft_id, at=at, lock=True)
    if not remark.strip():
        raise ValidationError({"remark": _("请写明需要修改的内容")})
    DRAFT_FLOW.move(draft, "return", by=by, at=at)
    draft.remark = remark
    draft.save(update_fields=["remark"])
    _tell(draft, {draft.written_by, draft.offered_by or draft.written_by}, "领导退回修改", by=by, at=at)
    return draft


@transaction.atomic
def take_back_draft(draft_id: int, *, by: User, at: datetime) -> Draft:
    """Take a draft back from the leader to change it."""
    draft = access.take(by, "draft.write", Draft, draft_id, at=at, lock=True)
    DRAFT_FLOW.move(draft, "take_back", by=by, at=at)
    return draft


@transaction.atomic
def drop_draft(draft_id: int, *, by: User, at: datetime) -> Draft:
    """Give a draft up; it can no longer be sent."""
    draft = access.take(by, "draft.write", Draft, draft_id, at=at, lock=True)
    DRAFT_FLOW.move(draft, "drop", by=by, at=at)
    _close(draft, by=by, at=at)
    return draft


def _taken(subject: Subject, *, by: User, at: datetime) -> Draft:
    """The open draft on the subject, locked; a new one where there is none and something can be sent."""
    action, model = OPENS[subject.kind]
    row: Any = access.take(by, action, model, subject.row_id, at=at, lock=True)
    respondent: Respondent = row.respondent if isinstance(row, Obligation) else row
    if respondent.agency.group_id not in access.agency_groups(by, day(at)):
        raise access.Unseen
    about = {
        "kind": subject.kind,
        "respondent": respondent,
        "obligation": subject.obligation_of(respondent),
    }
    found = Draft.objects.select_for_update(of=("self",)).filter(**about, state__in=OPEN).first()
    if found is not None:
        return found
    draft = Draft(**about, agency=respondent.agency, written_by=by, saved_at=at, version=0)
    if reasons := not_now(draft, on=day(at)):
        raise Refused(reasons)
    return draft


def _write(
    draft: Draft,
    text: str,
    values: dict[str, str],
    files: Sequence[Upload],
    version: int | None,
    *,
    by: User,
    at: datetime,
) -> None:
    new = draft._state.adding
    if draft.state != DraftState.WRITING:
        raise Refused([Reason(_("已送领导确认，取回后才能修改"))])
    if not new and (draft.text, draft.values) == (text, values) and _held(draft) == _named(files):
        return
    _check_version(draft, version if version is not None or _blank(draft) else -1)
    draft.text, draft.values, draft.written_by, draft.saved_at = text, values, by, at
    draft.version += 1
    if new:
        draft.save()
        record(by=by, at=at, action="draft.write", label="拟稿", obj=draft)
    else:
        draft.save(update_fields=["text", "values", "written_by", "saved_at", "version"])
    _hold(draft, files, by=by, at=at)


def _held(draft: Draft) -> list[object]:
    return list(draft.files.order_by("started_at", "id").values_list("pk", flat=True))


def _named(files: Sequence[Upload]) -> list[object]:
    """The uploads among the files; what came with the form is none of those that a draft holds."""
    return [one.incoming.pk if isinstance(one, Arrived) else None for one in files]


def _hold(draft: Draft, files: Sequence[Upload], *, by: User, at: datetime) -> None:
    """Let the draft hold exactly these files; what came with the form becomes an upload that is whole."""
    ids = [
        one.incoming.pk if isinstance(one, Arrived) else _take_in(one, by=by, at=at + n * IN_TURN).pk
        for n, one in enumerate(files)
    ]
    Incoming.objects.filter(draft=draft).exclude(pk__in=ids).update(draft=None, touched_at=at)
    Incoming.objects.filter(pk__in=ids).update(draft=draft)


def _take_in(upload: Upload, *, by: User, at: datetime) -> Incoming:
    size = upload.size or 0
    begun = incoming.begin(name=upload.name or "", size=size, by=by, at=at)
    upload.seek(0)
    return incoming.receive(begun.pk, offset=0, stream=upload, length=size, by=by, at=at)


def _blank(draft: Draft) -> bool:
    return not draft.text.strip() and not any(draft.values.values())


def _check_version(draft: Draft, seen: int | None) -> None:
    if seen is not None and seen != draft.version:
        raise Stale


def _offer(draft: Draft, *, by: User, at: datetime) -> Draft:
    """Put it before the leader; what could not be sent is not put there either."""
    if reasons := not_now(draft, on=day(at)):
        raise Refused(reasons)
    figures_of(draft)
    DRAFT_FLOW.move(draft, "offer", by=by, at=at)
    draft.offered_by, draft.offered_at, draft.remark = by, at, ""
    draft.save(update_fields=["offered_by", "offered_at", "remark"])
    _tell(draft, leaders(draft.agency, at=at), "待您确认报送", by=by, at=at)
    return draft


def _send(draft: Draft, *, by: User, at: datetime) -> Draft:
    """Make of the draft what it was written for, dated now."""
    if gone := DRAFT_FLOW.missing(draft, DRAFT_FLOW.named("send"), day(at)):
        raise Refused(gone)
    said: dict[str, Any] = {"text": draft.text, "files": files_of(draft), "by": by, "at": at}
    said["written_by"] = draft.written_by
    if draft.kind == Draft.Kind.REPORT:
        assert draft.obligation_id is not None
        draft.submission = receive_submission(draft.obligation_id, values=figures_of(draft), **said)
    elif draft.kind == Draft.Kind.REPLY:
        draft.reply = receive_reply(draft.respondent_id, received_on=day(at), **said)
    else:
        draft.objection = receive_objection(draft.respondent_id, obligation_id=draft.obligation_id, **said)
    draft.save(update_fields=["submission", "reply", "objection"])
    receipt = receipts.of_draft(draft)
    DRAFT_FLOW.move(draft, "send", by=by, at=at, data={"receipt": receipt.sha256})
    _close(draft, by=by, at=at)
    if draft.offered_by_id:
        told = {user for user in (draft.written_by, draft.offered_by) if user and user != by}
        _tell(draft, told, "领导已确认报送", by=by, at=at)
    return draft


def _close(draft: Draft, *, by: User, at: datetime) -> None:
    draft.closed_by, draft.closed_at = by, at
    draft.save(update_fields=["closed_by", "closed_at"])


def _tell(draft: Draft, users: set[User] | Sequence[User], said: str, *, by: User, at: datetime) -> None:
    what = draft.obligation.measure if draft.obligation else draft.respondent.case.title
    deadlines.notify(
        users,
        title=f"{said}：{official(Draft.Kind(draft.kind).label)}",
        body=what,
        url=f"/portal/drafts/{draft.pk}/",
        key=f"draft:{draft.pk}:{draft.version}",
        kind=NoticeKind.TASK,
        at=at,
    )
