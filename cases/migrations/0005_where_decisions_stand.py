"""Decisions, grants and waiting questions are told where they stand, from the case or clue that they belong to."""

from django.db import migrations

DECISIONS = """
UPDATE cases_decision d
SET office_id = s.office_id, municipal_id = s.municipal_id, provincial_id = s.provincial_id
FROM cases_{table} s WHERE s.id = d.{table}_id AND d.office_id IS NULL
"""
GRANTS = """
UPDATE cases_caseusergrant g
SET office_id = c.office_id, municipal_id = c.municipal_id, provincial_id = c.provincial_id
FROM cases_case c WHERE c.id = g.content_object_id AND g.office_id IS NULL
"""
WAITING = (
    "UPDATE cases_instruction SET waits_at_id = asked_of_id WHERE state = 'asked' AND waits_at_id IS NULL"
)
NOTHING = migrations.RunSQL.noop


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_between_offices")]

    operations = [
        migrations.RunSQL(DECISIONS.format(table="case"), NOTHING),
        migrations.RunSQL(DECISIONS.format(table="clue"), NOTHING),
        migrations.RunSQL(GRANTS, NOTHING),
        migrations.RunSQL(WAITING, NOTHING),
    ]
