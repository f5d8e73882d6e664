import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('reports', '0001_reports')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('measures', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='bodies.body')),
                        ('scorecard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('introduction', models.TextField(blank=True)),
                        ('next_steps', models.TextField(blank=True)),
                        ('contact', models.CharField(blank=True, max_length=200)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('body', 'period_kind', 'starts', 'ends'), name='reports_one_draft'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='reports_draft_period_in_order'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_draftevent" ("body_id", "contact", "ends", "id", "introduction", "next_steps", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "starts", "uuid", "version") VALUES (NEW."body_id", NEW."contact", NEW."ends", NEW."id", NEW."introduction", NEW."next_steps", NEW."period_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."starts", NEW."uuid", NEW."version"); RETURN NULL;', hash='e83f3991793828634e322de934fa3cec4770dd49', operation='INSERT', pgid='pgtrigger_insert_insert_d1044', table='reports_draft', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_draftevent" ("body_id", "contact", "ends", "id", "introduction", "next_steps", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "starts", "uuid", "version") VALUES (NEW."body_id", NEW."contact", NEW."ends", NEW."id", NEW."introduction", NEW."next_steps", NEW."period_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."starts", NEW."uuid", NEW."version"); RETURN NULL;', hash='97baeb04e47966d5042ba1d951b3e631c3822556', operation='UPDATE', pgid='pgtrigger_update_update_ee100', table='reports_draft', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_draftevent" ("body_id", "contact", "ends", "id", "introduction", "next_steps", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "starts", "uuid", "version") VALUES (OLD."body_id", OLD."contact", OLD."ends", OLD."id", OLD."introduction", OLD."next_steps", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."starts", OLD."uuid", OLD."version"); RETURN NULL;', hash='38636d12aa060a043e8edb6fcfdf55792fcc558f', operation='DELETE', pgid='pgtrigger_delete_delete_2f1ed', table='reports_draft', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='DraftEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.draft')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('scorecard', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('introduction', models.TextField(blank=True)),
                        ('next_steps', models.TextField(blank=True)),
                        ('contact', models.CharField(blank=True, max_length=200)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='bodies.body')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('edition', models.PositiveIntegerField()),
                        ('schema', models.PositiveIntegerField()),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('as_at', models.DateField()),
                        ('frozen_at', models.DateTimeField()),
                        ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-frozen_at'],
                        'constraints': [
                            models.UniqueConstraint(fields=('kind', 'body', 'period_kind', 'starts', 'ends', 'edition'), name='reports_one_edition'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='066f59dd3ee70eb8f7903a7c5c20fa936e1f4a8d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9322', table='reports_paper', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='d16eccd390239b43158da0ba8054a1293e7b596e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e080e', table='reports_paper', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
