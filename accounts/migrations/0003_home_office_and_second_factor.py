"""A person belongs to an office before any post; an office says which posts need a second factor."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def settle_at_home(apps, schema_editor):
    """Whoever holds a post belongs to the office of the first one."""
    User, Post = apps.get_model("accounts", "User"), apps.get_model("accounts", "Post")
    first = Post.objects.filter(user=OuterRef("pk"), office__isnull=False).order_by("starts_on", "pk")
    User.objects.filter(office=None).update(office=Subquery(first.values("office")[:1]))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_secrecy_and_delegation")]

    operations = [
        migrations.AddField(
            model_name="procuratorate",
            name="second_factor",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="未列明的职务按全站设置",
                verbose_name="须二次验证的职务",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="accounts.procuratorate",
                verbose_name="所在检察院",
            ),
        ),
        migrations.RunPython(settle_at_home, migrations.RunPython.noop, elidable=True),
    ]
