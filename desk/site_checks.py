"""What was found on the spot, with the photos, and what this person may do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts import access
from accounts.models import User
from cases.flow import ENDED
from cases.models import Case, Clue, Obligation, SiteCheck
from cases.services.site_checks import kinds_open, no_new_clue
from cases.statutory import CheckResult
from evidence.models import File

TONES = {
    CheckResult.DONE: "ok",
    CheckResult.PARTLY: "warn",
    CheckResult.NOT_DONE: "warn",
    CheckResult.RELAPSED: "warn",
}


@dataclass(frozen=True)
class Check:
    """One look on the spot: who went, what they found, their photos, and what follows."""

    row: SiteCheck
    files: tuple[File, ...]
    clue_seen: bool
    may_register: bool

    @property
    def tone(self) -> str:
        """The colour of its result."""
        return TONES[CheckResult(self.row.result)]

    @property
    def people(self) -> str:
        """Who went."""
        return "、".join(str(user) for user in self.row.people.all())

    @property
    def clue(self) -> Clue | None:
        """The clue that was registered of it."""
        return self.row.clue


def checks(*, case: Case, obligation: Obligation | None = None, by: User, at: datetime) -> list[Check]:
    """The looks at a case already reached, the newest first; at one obligation when asked."""
    rows = SiteCheck.objects.filter(case=case)
    if obligation is not None:
        rows = rows.filter(obligation=obligation)
    seen = access.allowed(by, "clue.view", Clue, at=at).filter(pk=OuterRef("clue"))
    found = list(
        rows.select_related("obligation__respondent__agency", "clue", "case__office")
        .prefetch_related("people")
        .annotate(clue_seen=Exists(seen))
        .order_by("-on", "-id")
    )
    photos = _files(rows)
    ours = case.office in access.offices(by, "clue.register", at=at)
    may = ours and case.state in ENDED and access.can(by, "site_check.enter", case, at=at)
    return [
        Check(
            row,
            tuple(photos.get(row.pk, ())),
            clue_seen=bool(getattr(row, "clue_seen", False)),
            may_register=may and not no_new_clue(row),
        )
        for row in found
    ]


def possible(case: Case, *, accepted: bool, rights: Mapping[str, bool]) -> bool:
    """Whether this person may write down a look at the case now."""
    return rights["site_check.enter"] and bool(kinds_open(case, accepted))


def to_check(case_id: int, *, by: User, at: datetime) -> Case:
    """The case at which this person went to look."""
    access.take(by, "site_check.enter", Case, case_id, at=at)
    return Case.objects.select_related("office", "handler").get(pk=case_id)


def to_register(check_id: int, *, by: User, at: datetime) -> SiteCheck:
    """A look of which this person registers a clue."""
    access.take(by, "site_check.enter", SiteCheck, check_id, at=at)
    return SiteCheck.objects.select_related("case", "obligation").get(pk=check_id)


def _files(rows: QuerySet[SiteCheck]) -> dict[int, list[File]]:
    found: dict[int, list[File]] = {}
    files = File.objects.filter(item__site_check__in=rows.values("pk")).select_related("item")
    for file in files.order_by("id"):
        found.setdefault(file.item.site_check_id or 0, []).append(file)
    return found
