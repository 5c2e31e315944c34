"""Procuratorates: entered one by one or from the list of areas, renamed, put under another office. All is recorded.

`by` is None only on the command line, as while a site is set up: nobody is there yet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.divisions import Planned, planned
from accounts.models import Level, Procuratorate, User
from audit.flow import Reason, Refused, record
from audit.models import Entry

EDIT = "office.edit"
LOADING = 20230630
LEADS = "人民检察院组织法第十条"
UPWARD = (Level.COUNTY, Level.MUNICIPAL, Level.PROVINCIAL, Level.SUPREME)


@dataclass
class Loaded:
    """What became of the list: how many offices of each level were made, changed, left as they were; what differs."""

    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    not_listed: list[str] = field(default_factory=list)


@transaction.atomic
def open_office(
    *,
    code: str,
    name: str,
    short_name: str,
    mark: str,
    level: Level,
    parent: Procuratorate | None,
    by: User | None,
    at: datetime,
) -> Procuratorate:
    """Enter a procuratorate under the one that leads it."""
    if by is not None:
        raise PermissionDenied("office.open")
    office = Procuratorate.objects.create(
        code=code, name=name, short_name=short_name, mark=mark, level=level, parent=parent
    )
    record(by=by, at=at, action="office.open", label="登记检察院", obj=office, note=name)
    return office


@transaction.atomic
def load_procuratorates(*, at: datetime, offices: Sequence[Planned] | None = None) -> Loaded:
    """Enter every procuratorate of the list (`offices`; that of accounts/data when left out). Done twice, nothing changes.

    A name that the list changed is changed, unless somebody here put it right by hand. Marks are never touched, nothing
    is moved and nothing deleted: an office that stands under another one than in the list, or that the list lacks, is
    named in the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
    wanted = planned() if offices is None else offices
    known = {office.code: office for office in Procuratorate.objects.select_related("parent")}
    loaded = Loaded(not_listed=sorted(set(known) - {one.code for one in wanted}))
    found = {one.code: known[one.code] for one in wanted if one.code in known}
    _rename([one for one in wanted if one.code in found], found, loaded, at)
    made = _make([one for one in wanted if one.code not in found], known, loaded)
    if made:
        top = next(office for office in [*known.values(), *made] if office.parent_id is None)
        data = {"codes": [office.code for office in made]}
        record(
            by=None,
            at=at,
            action="office.open",
            label="登记检察院",
            obj=top,
            note=f"{len(made)}个",
            data=data,
        )
    return loaded


@transaction.atomic
def edit_office(
    office_id: int, *, name: str, short_name: str, mark: str, by: User | None, at: datetime
) -> Procuratorate:
    """Put an office's names and the mark of its papers right; by the system administrator at the top.

    Refuses (at the field) a name or mark that another office has: numbers of papers are unique in the country.
    """
    demand_edit(by, at=at)
    office = _locked(office_id)
    given = {"name": name.strip(), "short_name": short_name.strip(), "mark": mark.strip()}
    errors = {key: _("请填写") for key, value in given.items() if not value}
    for key, value in given.items():
        if value and Procuratorate.objects.filter(**{key: value}).exclude(pk=office.pk).exists():
            errors[key] = _("已有其他检察院使用")
    if errors:
        raise ValidationError(errors)
    return _changed(office, given, by=by, at=at)


@transaction.atomic
def place_office(office_id: int, *, parent_id: int, by: User | None, at: datetime) -> Procuratorate:
    """Put an office under another one that leads it from now on (organic law 10). Its rows are not moved here.

    Refuses the office at the top, an office that is not exactly one level above, one below it, and no change at all.
    """
    demand_edit(by, at=at)
    first, second = sorted((office_id, parent_id))
    locked = {pk: _locked(pk) for pk in dict.fromkeys((first, second))}
    office, parent = locked[office_id], locked[parent_id]
    if reasons := _against(office, parent):
        raise Refused(reasons)
    assert office.parent is not None
    before, office.parent = office.parent, parent
    office.save(update_fields=["parent"])
    label, data = f"改由{parent}领导", {"from": before.code, "to": parent.code}
    record(by=by, at=at, action=EDIT, label=label, obj=office, note=f"原由{before}领导", data=data)
    return office


def _against(office: Procuratorate, parent: Procuratorate) -> list[Reason]:
    if office.parent_id is None:
        return [Reason(_("最高人民检察院没有上级院"), LEADS)]
    if office.parent_id == parent.pk:
        return [Reason(_("已经由%(office)s领导") % {"office": parent})]
    above: Procuratorate | None = parent
    while above is not None:
        if above.pk == office.pk:
            return [Reason(_("%(office)s是它自己或者它的下级院") % {"office": parent}, LEADS)]
        above = above.parent
    wanted = UPWARD[UPWARD.index(Level(office.level)) + 1]
    if parent.level != wanted:
        values = {"level": office.get_level_display(), "upper": wanted.label, "office": parent}
        text = _("%(level)s由%(upper)s领导，%(office)s不是") % values
        return [Reason(text, LEADS)]
    return []


def _rename(listed: Iterable[Planned], found: dict[str, Procuratorate], loaded: Loaded, at: datetime) -> None:
    ids = [office.pk for office in found.values()]
    entries = Entry.objects.filter(
        subject_type=Procuratorate._meta.label_lower, action=EDIT, by__isnull=False
    )
    hand = set(entries.filter(subject_id__in=ids, data__has_key="name").values_list("subject_id", flat=True))
    for one in listed:
        office = found[one.code]
        if one.parent and (office.parent is None or office.parent.code != one.parent):
            loaded.elsewhere.append((office.code, one.parent))
        same = (office.name, office.short_name) == (one.name, one.short_name)
        if same or office.pk in hand:
            loaded.kept[one.level] += 1
            if not same:
                loaded.by_hand.append(office.code)
            continue
        loaded.changed[one.level] += 1
        loaded.renamed.append((office.name, one.name))
        _changed(office, {"name": one.name, "short_name": one.short_name}, by=None, at=at)


def _make(listed: Iterable[Planned], known: dict[str, Procuratorate], loaded: Loaded) -> list[Procuratorate]:
    """The offices of the list that are not there yet, level by level from the top down."""
    by_code, made = dict(known), []
    marks = {office.mark for office in known.values()}
    listed = list(listed)
    for level in reversed(UPWARD):
        rows = [
            Procuratorate(
                code=one.code,
                name=one.name,
                short_name=one.short_name,
                mark=one.mark if one.mark not in marks else one.code,
                level=one.level,
                parent=by_code[one.parent] if one.parent else None,
            )
            for one in listed
            if one.level == level
        ]
        Procuratorate.objects.bulk_create(rows)
        by_code |= {office.code: office for office in rows}
        loaded.made[level] += len(rows)
        made += rows
    return made


def _changed(office: Procuratorate, given: dict[str, str], *, by: User | None, at: datetime) -> Procuratorate:
    before = {key: getattr(office, key) for key, value in given.items() if getattr(office, key) != value}
    if not before:
        return office
    for key in before:
        setattr(office, key, given[key])
    office.save(update_fields=list(before))
    data = {key: {"from": was, "to": given[key]} for key, was in before.items()}
    record(by=by, at=at, action=EDIT, label="修改检察院名称", obj=office, note=office.name, data=data)
    return office


def _locked(office_id: int) -> Procuratorate:
    office = Procuratorate.objects.select_for_update().filter(pk=office_id).first()
    if office is None:
        raise access.Unseen
    return office


def demand_edit(by: User | None, *, at: datetime) -> None:
    """Let in only the system administrator at the top, and the command line."""
    if by is not None and not access.holds(by, EDIT, at=at):
        raise PermissionDenied(EDIT)
