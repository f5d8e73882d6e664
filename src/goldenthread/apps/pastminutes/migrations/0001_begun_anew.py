import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('pastminutes', '0001_past_minutes')]

    initial = True

    dependencies = [
        ('files', '0001_begun_anew'),
        ('minutes', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='PastDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=300)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='past_minutes', to='files.storedfile')),
                        ('found', models.JSONField()),
                        ('typed', models.JSONField(blank=True, default=dict)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('minutes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brought_by', to='minutes.minutes')),
                        ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                        ('read_at', models.DateTimeField()),
                        ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-read_at', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('minutes', None), ('set_aside_at', None), _connector='OR'), name='pastminutes_saved_or_set_aside'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e5b77066004e8c49d0aa05add01bbf765d556ddc', operation='DELETE', pgid='pgtrigger_never_deleted_a78aa', table='pastminutes_pastdraft', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
