import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('loads', '0001_loads'), ('loads', '0002_source_name')]

    initial = True

    dependencies = [
        ('files', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=200)),
                        ('mapping', models.JSONField(default=dict)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('kind', 'name'), name='loads_one_source_a_name'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Load',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='loads.source')),
                        ('source_name', models.CharField(help_text='What the source was called when it came.', max_length=200)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                        ('state', models.CharField(choices=[('read', 'Waiting for a decision'), ('accepted', 'Accepted'), ('set_aside', 'Set aside')], default='read', max_length=20)),
                        ('reading', models.JSONField()),
                        ('preview', models.JSONField()),
                        ('decisions', models.JSONField(default=dict)),
                        ('published_on', models.DateField(blank=True, null=True)),
                        ('read_at', models.DateTimeField()),
                        ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-read_at', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'read')), models.Q(models.Q(('state', 'read'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='loads_decided_when_not_waiting'),
                        ],
                    },
                ),
            ],
        ),
    ]
