import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A clock that is set to its next rung touches half as many indexes, and the trigger only where the state changes."""

    dependencies = [
        ("accounts", "0001_start"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0001_start"),
        ("deadlines", "0006_indexes_without_nothing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="deadline",
            name="deadline_moves",
        ),
        migrations.RemoveIndex(
            model_name="deadline",
            name="deadline_user",
        ),
        migrations.RemoveIndex(
            model_name="deadline",
            name="deadline_group",
        ),
        migrations.AlterField(
            model_name="deadline",
            name="clue",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to="cases.clue",
                verbose_name="线索",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="duty_group",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to="auth.group",
                verbose_name="义务机关",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="respondent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to="cases.respondent",
                verbose_name="被监督机关",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="deadline_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:cancelled,open:met,open:missed,open:suspended,suspended:cancelled,suspended:met,suspended:missed,suspended:open}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="31305c3320f4acfdb7530dbaac75e88249a91146",
                    operation="UPDATE",
                    pgid="pgtrigger_deadline_moves_80c88",
                    table="deadlines_deadline",
                    when="BEFORE",
                ),
            ),
        ),
    ]
