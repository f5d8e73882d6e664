import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('highlights', '0001_highlights')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='HighlightDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('workstream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='highlight_drafts', to='bodies.body')),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('done', models.TextField(blank=True)),
                        ('next', models.TextField(blank=True)),
                        ('late', models.TextField(blank=True)),
                        ('risks', models.TextField(blank=True)),
                        ('decisions', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('started_at', models.DateTimeField()),
                        ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('sent_at', None)), fields=('workstream',), name='highlights_one_open_draft'),
                            models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='highlights_until_after_since'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "highlights_highlightdraftevent" ("decisions", "done", "id", "late", "next", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risks", "sent_at", "since", "started_at", "started_by_id", "until", "uuid", "version", "workstream_id") VALUES (NEW."decisions", NEW."done", NEW."id", NEW."late", NEW."next", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."risks", NEW."sent_at", NEW."since", NEW."started_at", NEW."started_by_id", NEW."until", NEW."uuid", NEW."version", NEW."workstream_id"); RETURN NULL;', hash='7019ee229fef4b9db1dd02bd099a5d5b6bc9b809', operation='INSERT', pgid='pgtrigger_insert_insert_c1c2e', table='highlights_highlightdraft', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "highlights_highlightdraftevent" ("decisions", "done", "id", "late", "next", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risks", "sent_at", "since", "started_at", "started_by_id", "until", "uuid", "version", "workstream_id") VALUES (NEW."decisions", NEW."done", NEW."id", NEW."late", NEW."next", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."risks", NEW."sent_at", NEW."since", NEW."started_at", NEW."started_by_id", NEW."until", NEW."uuid", NEW."version", NEW."workstream_id"); RETURN NULL;', hash='6016303324ecd3552e68857fc6f44ca1ebdb14ab', operation='UPDATE', pgid='pgtrigger_update_update_55aa6', table='highlights_highlightdraft', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "highlights_highlightdraftevent" ("decisions", "done", "id", "late", "next", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risks", "sent_at", "since", "started_at", "started_by_id", "until", "uuid", "version", "workstream_id") VALUES (OLD."decisions", OLD."done", OLD."id", OLD."late", OLD."next", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."risks", OLD."sent_at", OLD."since", OLD."started_at", OLD."started_by_id", OLD."until", OLD."uuid", OLD."version", OLD."workstream_id"); RETURN NULL;', hash='b32f3604a311b65471a1c0608aaef9a88a59d670', operation='DELETE', pgid='pgtrigger_delete_delete_b45af', table='highlights_highlightdraft', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HighlightDraftEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='highlights.highlightdraft')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('workstream', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('done', models.TextField(blank=True)),
                        ('next', models.TextField(blank=True)),
                        ('late', models.TextField(blank=True)),
                        ('risks', models.TextField(blank=True)),
                        ('decisions', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('started_at', models.DateTimeField()),
                        ('started_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Highlight',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('draft', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='highlight', to='highlights.highlightdraft')),
                        ('workstream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='highlights', to='bodies.body')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='highlights_received', to='bodies.body')),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('schema', models.PositiveIntegerField()),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('frozen_at', models.DateTimeField()),
                        ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-frozen_at', '-id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6c1dd611ff8138eac52a004b1c9838f9178a7531', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5fd8a', table='highlights_highlight', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='e5bf54f12bfb8913ed3c1192d40c1cbf81d44977', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3d69b', table='highlights_highlight', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
