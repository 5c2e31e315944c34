from typing import Any

from django.db import migrations

from accounts.sealing import seal_column


def seal(apps: Any, schema_editor: Any) -> None:
    """Batch by batch, each its own transaction; cut short, it is run again."""
    seal_column(schema_editor.connection, "accounts_user", "phone")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0004_phones_sealed"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
