"""What a source was called when its file came stays with the file, whatever the plan is called later."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def remember(apps, schema_editor):
    # By the owner's connection, which is not the default one: another would wait for its locks for ever.
    owner = schema_editor.connection.alias
    Load, Source = apps.get_model("loads", "Load"), apps.get_model("loads", "Source")
    name = Source.objects.using(owner).filter(pk=OuterRef("source")).values("name")[:1]
    Load.objects.using(owner).update(source_name=Subquery(name))


class Migration(migrations.Migration):
    dependencies = [("loads", "0001_loads")]

    operations = [
        migrations.AddField(
            model_name="load",
            name="source_name",
            field=models.CharField(
                default="", help_text="What the source was called when it came.", max_length=200
            ),
            preserve_default=False,
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
