"""A demonstration council's clock is set back and runs on, where its day stood still before."""

from django.db import migrations, models

FORWARD = """
    UPDATE people_council
    SET clock_offset = (fixed_today + time '09:00') AT TIME ZONE 'Europe/London' - now()
    WHERE fixed_today IS NOT NULL
"""
BACK = """
    UPDATE people_council
    SET fixed_today = ((now() + clock_offset) AT TIME ZONE 'Europe/London')::date
    WHERE clock_offset IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]

    operations = [
        migrations.AddField("council", "clock_offset", models.DurationField(blank=True, null=True)),
        migrations.RunSQL(FORWARD, BACK),
        migrations.RemoveField("council", "fixed_today"),
    ]
