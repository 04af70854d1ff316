# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0

from django.db import migrations, models


def switch_off(apps, schema_editor):
    """Nobody has chosen it for an evening that has not begun: the switch was on from the start."""
    apps.get_model("dialogue", "Meeting").objects.filter(opened_at__isnull=True).update(show_newest=False)


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0004_letter_by_tables")]

    operations = [
        migrations.AlterField(
            model_name="meeting", name="show_newest", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(switch_off, migrations.RunPython.noop, elidable=True),
    ]
