"""A country's worth of offices, people, cases and grants for the bench, made by the database itself."""

import os
from datetime import date

from django.contrib.auth.models import Permission
from django.db import connection

from accounts.models import Level, Post, Procuratorate, User
from cases.models import Case, CaseUserGrant
from tests.world import World

CASES = int(os.environ.get("CASES", "200000"))
COLUMNS = {Level.COUNTY: "office_id", Level.MUNICIPAL: "municipal_id", Level.PROVINCIAL: "provincial_id"}
FULL, GRANTS = 2_000_000, 200_000
EVERY, LENT = (
    max(1, CASES // GRANTS),
    10,
)  # so many cases to one that is granted; of those every tenth far away
OWN = {"id", "number", "filed_on", "office_id", "municipal_id", "provincial_id", "handler_id", "secrecy"}

CASES_SQL = """
INSERT INTO cases_case (number, filed_on, office_id, municipal_id, provincial_id, handler_id, secrecy, {same})
SELECT 'bench-' || i, %s::date + (i::bigint * 7919 %% 2500)::int, place.o, place.m, place.p, place.h,
       CASE WHEN i %% 1000 = 7 THEN 2 WHEN i %% 20 = 3 THEN 1 ELSE 0 END, {same}
FROM generate_series(1, %s) i JOIN place ON place.n = i %% {places}, (SELECT {same} FROM cases_case WHERE id = %s) AS one
"""
GRANTS_SQL = """
INSERT INTO cases_caseusergrant (user_id, content_object_id, permission_id, starts_at, office_id, municipal_id, provincial_id,
                                 secrecy)
SELECT CASE WHEN lent THEN far.h ELSE c.handler_id END, c.id, CASE WHEN lent THEN %s ELSE %s END, %s,
       c.office_id, c.municipal_id, c.provincial_id, c.secrecy
FROM (SELECT *, id / {every} %% {lent} = 0 AS lent, (id / {every} / {lent} * 1009) %% {places} AS to_whom
      FROM cases_case WHERE id %% {every} = 0 AND number LIKE 'bench-%%') c
JOIN place far ON far.n = c.to_whom
"""
TO_ONE_SQL = """
INSERT INTO cases_caseusergrant (user_id, content_object_id, permission_id, starts_at, office_id, municipal_id, provincial_id,
                                 secrecy)
SELECT %s, id, %s, %s, office_id, municipal_id, provincial_id, secrecy FROM cases_case c WHERE {where}
ON CONFLICT DO NOTHING
"""


def fill(case: Case, world: World, watched: list[User]) -> str:
    """Copy one case over all offices and seven years, with grants; says what there is then.

    Those who are watched have what everybody has: cases of their own, and some six lent ones elsewhere.
    """
    offices = _country()
    handlers = _handlers(offices, world)
    same = ", ".join(one.column for one in Case._meta.concrete_fields if one.column not in OWN)
    since = world.ago(30)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # references need no checking, they are all there
        cursor.execute(
            "CREATE TEMPORARY TABLE place (n int PRIMARY KEY, o bigint, m bigint, p bigint, h bigint)"
        )
        places = [
            (n, office.pk, office.parent_id, office.parent.parent_id, handlers[n])
            for n, office in enumerate(offices)
            if office.parent
        ]
        cursor.executemany("INSERT INTO place VALUES (%s, %s, %s, %s, %s)", places)
        cursor.execute(CASES_SQL.format(same=same, places=len(places)), [date(2020, 1, 1), CASES, case.pk])
        grants = GRANTS_SQL.format(every=EVERY, lent=LENT, places=len(places))
        cursor.execute(grants, [_kind("member"), _kind("assigned"), since])
        for user in watched:
            office = user.posts.get().office
            assert office
            column = COLUMNS.get(Level(office.level))
            inside = f"{column} = {office.pk}" if column else "true"
            for where, many in ((inside, 50), (f"NOT ({inside})", 6)) if user.pk not in handlers else ():
                few = f"c.id IN (SELECT id FROM cases_case WHERE {where} ORDER BY id LIMIT {many})"
                cursor.execute(TO_ONE_SQL.format(where=few), [user.pk, _kind("member"), since])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    granted = CaseUserGrant.objects.count()
    size = f"{CASES:,} cases, {Procuratorate.objects.count():,} offices, {granted:,} grants"
    return (
        size
        if CASES >= FULL
        else f"{size} (CASES={FULL} make bench is the full size: ten minutes, 4 GB of disk)"
    )


def shadow(user: User) -> User:
    """Somebody without a post to whom every case is granted that the person sees."""
    office = user.posts.get().office
    assert office
    column = COLUMNS.get(Level(office.level))
    found = User.objects.create(username=f"shadow-{user.pk}", name="影")
    where = f"{column} = {office.pk}" if column else "true"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(TO_ONE_SQL.format(where=where), [found.pk, _kind("member"), found.date_joined])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE cases_caseusergrant")
    return found


def _country() -> list[Procuratorate]:
    """As many counties as the country has, about: those of the demo world and some three thousand more."""
    spp = Procuratorate.objects.get(level=Level.SUPREME)
    _below([spp], 30, Level.PROVINCIAL)
    _below(list(Procuratorate.objects.filter(level=Level.PROVINCIAL)), 11, Level.MUNICIPAL)
    _below(list(Procuratorate.objects.filter(level=Level.MUNICIPAL)), 9, Level.COUNTY)
    return list(
        Procuratorate.objects.filter(level=Level.COUNTY).order_by("pk").select_related("parent__parent")
    )


def _below(parents: list[Procuratorate], count: int, level: Level) -> None:
    names = [(parent, f"{level[0]}-{parent.pk}-{n}") for parent in parents for n in range(count)]
    Procuratorate.objects.bulk_create(
        Procuratorate(code=name, name=name, short_name=name, mark="", level=level, parent=parent)
        for parent, name in names
    )


def _handlers(offices: list[Procuratorate], world: World) -> list[int]:
    """The handler of each office; a new one where the demo world has none."""
    known = {
        user.posts.get().office_id: user.pk
        for name, user in world.cast.users.items()
        if name.endswith(".handler")
    }
    new = [office for office in offices if office.pk not in known]
    users = User.objects.bulk_create(User(username=f"bench-{office.pk}", name="检察官") for office in new)
    Post.objects.bulk_create(
        Post(user=user, post="handler", office=office, starts_on=date(2020, 1, 1))
        for user, office in zip(users, new, strict=True)
    )
    known |= {office.pk: user.pk for user, office in zip(users, new, strict=True)}
    return [known[office.pk] for office in offices]


def _kind(column: str) -> int:
    return Permission.objects.get(codename=f"as_{column}", content_type__app_label="cases").pk
