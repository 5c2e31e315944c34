from typing import Any

from django.db import migrations

from accounts.sealing import seal_column


def seal(apps: Any, schema_editor: Any) -> None:
    """Batch by batch, each its own transaction; cut short, it is run again."""
    seal_column(schema_editor.connection, "cases_clue", "giver")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("cases", "0009_givers_sealed"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
