"""Which clocks somebody wants to see: whose, of which office, of which limit; always within what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts import access
from accounts import selectors as accounts
from accounts.models import Level, PostName, Procuratorate, User
from audit.flow import day
from deadlines.models import Deadline
from deadlines.selectors import kinds

MINE, OFFICE, ALL = "mine", "office", "all"
STATUTORY, INTERNAL, AGREED = "statutory", "internal", "agreed"
OURS, AGENCIES, AWAITED = "office", "agency", "awaited"

KINDS = {STATUTORY: kinds.statutory, INTERNAL: kinds.internal, AGREED: kinds.agreed}


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `whose` is mine, office, all, or the number of a person; `duty` is ours, theirs, or awaited."""

    whose: str = ALL
    office: Procuratorate | None = None
    rule: str = ""
    kind: str = ""
    duty: str = ""
    text: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Reach:
    """Where somebody may look: whether in a portal, own offices, those to choose from, and their people."""

    portal: bool
    own: Sequence[Procuratorate]
    offices: Sequence[Procuratorate]
    people: Sequence[tuple[User, Procuratorate]]

    @property
    def below(self) -> bool:
        """Whether there are offices below to look into."""
        return bool(self.offices)


def reach(by: User, *, at: datetime, office_id: int = 0) -> Reach:
    """Where the person may look. Of the offices below only one step at a time: the children of the chosen one.

    404 for agencies' people without a post and 403 for those of an office whose post opens no deadline.
    """
    access.demand(by, "deadline.view", at=at)
    on = day(at)
    if access.is_agency_person(by, on):
        return Reach(True, (), (), ())
    own = access.offices(by, "deadline.view", at=at)
    offices = _offices(access.heads(by, "deadline.view", at=at), office_id)
    chosen = [office for office in offices if office.pk == office_id] or own
    if any(office.level == Level.SUPREME for office in chosen):
        people = [(user, chosen[0]) for user in accounts.staff(chosen[0], on=on).order_by("name", "pk")]
    else:
        people = accounts.staff_under(chosen, on=on)
    return Reach(False, own, offices, people)


def first_look(by: User, *, on: date) -> str:
    """Whose clocks a person sees before choosing: a handler the own ones, everybody else those of the office."""
    posts = {post.post for post in by.posts_on(on)}
    return MINE if PostName.HANDLER in posts else OFFICE


def parts(by: User, wanted: Wanted, *, at: datetime) -> list[QuerySet[Deadline]]:
    """The running clocks that are wanted and that the person may see, as querysets that may overlap."""
    narrow = _whose(by, wanted, at) & _what(wanted)
    return [rows.filter(narrow, ended_on=None) for rows in access.parts(by, "deadline.view", Deadline, at=at)]


def _whose(by: User, wanted: Wanted, at: datetime) -> Q:
    found = Q()
    if wanted.whose == MINE:
        found &= Q(duty_user=by)
    elif wanted.whose.isdigit():
        found &= Q(duty_user=int(wanted.whose))
    if wanted.office is not None:
        return found & _under([wanted.office])
    if wanted.whose == OFFICE:
        heads = access.heads(by, "deadline.view", at=at)
        own = [office for office in access.offices(by, "deadline.view", at=at) if office not in heads]
        return found & (_under(heads, own))
    return found


def _under(heads: Sequence[Procuratorate], alone: Sequence[Procuratorate] = ()) -> Q:
    """The duty lies with these offices or anywhere below them, or with those named alone."""
    if any(office.level == Level.SUPREME for office in heads):
        return Q()
    ids = [office.pk for office in heads]
    single = [office.pk for office in (*heads, *alone)]
    if all(office.level == Level.COUNTY for office in heads):
        return Q(duty_office__in=single)
    under = Q(pk__in=single) | Q(parent__in=ids) | Q(parent__parent__in=ids)
    return Q(duty_office__in=Procuratorate.objects.filter(under).order_by().values("pk"))


def _what(wanted: Wanted) -> Q:
    found = Q(due_on=wanted.on) if wanted.on else Q()
    if wanted.rule:
        found &= Q(rule=wanted.rule)
    if wanted.kind:
        found &= KINDS[wanted.kind]()
    if wanted.duty == AGENCIES:
        found &= Q(duty_group__isnull=False)
    elif wanted.duty == AWAITED:
        found &= kinds.waited()
    elif wanted.duty == OURS:
        found &= Q(duty_group=None) & ~kinds.waited()
    if wanted.text:
        about = ("title", "case__title", "case__number", "clue__title", "clue__number")
        said = [Q(**{f"{name}__icontains": wanted.text}) for name in about]
        found &= said[0] | said[1] | said[2] | said[3] | said[4]
    return found


def _offices(heads: Sequence[Procuratorate], chosen: int) -> list[Procuratorate]:
    """The offices to choose from: the own ones and those right below; the chosen one, its way up, those right below it."""
    if not heads:
        return []
    ids = [office.pk for office in heads]
    near = Q(pk__in=ids) | Q(parent__in=ids)
    near |= Q(pk=chosen) | Q(parent=chosen) | Q(children=chosen) | Q(children__children=chosen)
    within = Q(pk__in=ids) | Q(parent__in=ids) | Q(parent__parent__in=ids) | Q(parent__parent__parent__in=ids)
    return list(Procuratorate.objects.filter(near, within).order_by("code").distinct())
