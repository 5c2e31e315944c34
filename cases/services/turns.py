"""Whose opinion is next, and giving it: nobody decides on their own request, nor twice on one (rule 7)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Post, User
from audit.flow import Reason, Refused, Stale, day, record
from cases import seats
from cases.flow import COMMITTEE, PROVINCE, UPPER, Seat
from cases.models import Decision, Opinion
from cases.services import asking, clocks


@dataclass(frozen=True)
class Turn:
    """One person about to give the next opinion, in the post in which they sit."""

    decision: Decision
    post: Post
    by: User
    at: datetime

    def say(self, outcome: str, text: str, meeting: str = "") -> str:
        """Put the opinion down and end the target of the step; returns the words for the record."""
        decision, seat = self.decision, self.decision.waits_for
        if seat == COMMITTEE and not meeting.strip():
            raise ValidationError({"meeting": _("请填写检察委员会会议，例如2026年第8次会议")})
        opinion = Opinion.objects.create(
            decision=decision,
            post=seat,
            outcome=outcome,
            text=text,
            by=self.by,
            acting_for=self.post.acting_for,
            meeting=meeting.strip() if seat == COMMITTEE else "",
            revision=decision.revision,
            at=self.at,
        )
        clocks.end_step(decision, by=self.by, at=self.at)
        return spoken(opinion)

    def pass_on(self, *, label: str, note: str) -> None:
        """Let the next seat of the chain have its turn."""
        decision = self.decision
        decision.step += 1
        decision.version += 1
        decision.save(update_fields=["step", "chain", "version"])
        record(by=self.by, at=self.at, action="decision.approve", label=label, obj=decision, note=note)
        asking.turn_to_next(decision, by=self.by, at=self.at)


def take(decision_id: int, *, version: int | None, by: User, at: datetime) -> Turn:
    """The person's turn on a request, which is locked.

    404 and 403 for who may not see it or decides nothing; refused when it is closed, when it moved since the person
    saw it (`version`), and with rule 7 when it is another seat's turn, their delegation has ended, it is their own
    request, or they have spoken already.
    """
    decision = access.take(by, "decision.view", Decision, decision_id, at=at, lock=True)
    demand_open(decision, version=version)
    seat, on = decision.waits_for, day(at)
    post = seats.post_in(by, decision, seat, on=on)
    if post is None:
        if lapsed := seats.lapsed(by, decision, seat, on=on):
            raise Refused([ended(lapsed)])
        if decision.requested_by_id == by.pk:
            raise Refused([seats.own_request()])
        if seats.sits_somewhere(by, on=on):
            raise Refused([not_yours(decision)])
        raise PermissionDenied(f"decision.{seat}")
    access.take(by, f"decision.{seat}", Decision, decision_id, at=at)
    if reasons := seats.barred(decision, by, post):
        raise Refused(reasons)
    return Turn(decision, post, by, at)


def demand_open(decision: Decision, *, version: int | None) -> None:
    """Refuse what is decided already, and what is no longer as the person saw it."""
    if not decision.waits_for:
        state = decision.get_state_display().removeprefix("已")
        raise Refused([Reason(_("此事项已%(state)s") % {"state": state})])
    if version is not None and version != decision.version:
        raise Stale


def not_yours(decision: Decision) -> Reason:
    """Whose turn it is: no level is skipped and none goes before another (rules 7, 47)."""
    office = seats.office_of(decision, decision.waits_for) or decision.office
    post = Seat.CHIEF if decision.waits_for in (UPPER, PROVINCE) else Seat(decision.waits_for)
    values = {"office": office, "post": post.label}
    return Reason(_("现在由%(office)s%(post)s审批") % values, seats.NOT_TWICE)


def ended(post: Post) -> Reason:
    """Why a delegation opens nothing today."""
    words = {
        "who": post.acting_for,
        "from": date_format(post.starts_on, "Y-m-d"),
        "to": date_format(post.ends_on, "Y-m-d") if post.ends_on else "",
    }
    return Reason(_("代行%(who)s职务的委托不在有效期内（%(from)s 至 %(to)s）") % words, seats.NOT_TWICE)


def standing_in(opinion: Opinion) -> str:
    """Both names where one stood in for the other; empty otherwise. In the language of the file."""
    if opinion.acting_for is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        return opinion.signed


def spoken(opinion: Opinion) -> str:
    """The opinion as the record keeps it: with both names where one stood in for the other, in the file's language."""
    if opinion.post != COMMITTEE:
        return "：".join(filter(None, [standing_in(opinion), opinion.text]))
    with translation.override(settings.LANGUAGE_CODE):
        return "：".join(filter(None, [opinion.signed, opinion.text]))
