import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('reporting', '0001_reporting')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('meetings', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='ReportOwed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_owed', to='bodies.body')),
                        ('title', models.CharField(max_length=200)),
                        ('from_post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports_owed', to='people.post')),
                        ('from_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owes_reports', to='bodies.body')),
                        ('rhythm', models.CharField(choices=[('month', 'Each month'), ('quarter', 'Each quarter'), ('term', 'Each term'), ('half_year', 'Every six months'), ('year', 'Each year'), ('once', 'Once')], max_length=20)),
                        ('first_due', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=200)),
                        ('basis', models.CharField(blank=True, help_text='Where it is said that it is owed.', max_length=300)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'verbose_name_plural': 'reports owed',
                        'ordering': ['body__name', 'title', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('from_body__isnull', False), ('from_post', None)), models.Q(('from_body', None), ('from_post__isnull', False)), _connector='OR'), name='reporting_from_a_post_or_a_body'),
                            models.CheckConstraint(condition=models.Q(('from_body', models.F('body')), _negated=True), name='reporting_none_owes_itself_a_report'),
                            models.UniqueConstraint(condition=models.Q(('ends', None)), fields=('body', 'title'), name='reporting_one_title_a_body'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_reportowedevent" ("basis", "body_id", "ended_because", "ends", "first_due", "from_body_id", "from_post_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "title", "uuid", "version") VALUES (NEW."basis", NEW."body_id", NEW."ended_because", NEW."ends", NEW."first_due", NEW."from_body_id", NEW."from_post_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rhythm", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;', hash='7d09a88821db0c7e524082ffc6e4dc1d304de798', operation='INSERT', pgid='pgtrigger_insert_insert_37482', table='reporting_reportowed', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_reportowedevent" ("basis", "body_id", "ended_because", "ends", "first_due", "from_body_id", "from_post_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "title", "uuid", "version") VALUES (NEW."basis", NEW."body_id", NEW."ended_because", NEW."ends", NEW."first_due", NEW."from_body_id", NEW."from_post_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rhythm", NEW."title", NEW."uuid", NEW."version"); RETURN NULL;', hash='735d333f2bb82e51baee1e6d5902f44ce2ba3476', operation='UPDATE', pgid='pgtrigger_update_update_7a2da', table='reporting_reportowed', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_reportowedevent" ("basis", "body_id", "ended_because", "ends", "first_due", "from_body_id", "from_post_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "title", "uuid", "version") VALUES (OLD."basis", OLD."body_id", OLD."ended_because", OLD."ends", OLD."first_due", OLD."from_body_id", OLD."from_post_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rhythm", OLD."title", OLD."uuid", OLD."version"); RETURN NULL;', hash='779a9a8e0dacd05f5e293d398b8dff5c0d0644e0', operation='DELETE', pgid='pgtrigger_delete_delete_41dd8', table='reporting_reportowed', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e2b00f97f9bde4e4cc2cfde87659144204f83a89', operation='DELETE', pgid='pgtrigger_never_deleted_4b8bc', table='reporting_reportowed', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReportOwedEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportowed')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('title', models.CharField(max_length=200)),
                        ('from_post', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.post')),
                        ('from_body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('rhythm', models.CharField(choices=[('month', 'Each month'), ('quarter', 'Each quarter'), ('term', 'Each term'), ('half_year', 'Every six months'), ('year', 'Each year'), ('once', 'Once')], max_length=20)),
                        ('first_due', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=200)),
                        ('basis', models.CharField(blank=True, help_text='Where it is said that it is owed.', max_length=300)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Settled',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settled', to='reporting.reportowed')),
                        ('due_on', models.DateField()),
                        ('how', models.CharField(choices=[('received', 'Received'), ('done_without', 'Done without')], max_length=20)),
                        ('on', models.DateField()),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports_received', to='meetings.meeting')),
                        ('words', models.CharField(blank=True, max_length=300)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                        ('taken_back_because', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'ordering': ['-due_on', '-id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('report', 'due_on'), name='reporting_settled_once'),
                            models.CheckConstraint(condition=models.Q(('how', 'received'), models.Q(('words', ''), _negated=True), _connector='OR'), name='reporting_done_without_has_reason'),
                            models.CheckConstraint(condition=models.Q(('taken_back_at', None), models.Q(('taken_back_because', ''), _negated=True), _connector='OR'), name='reporting_taken_back_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."how" IS DISTINCT FROM (NEW."how") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='daef29e83ce0035ea9e9854445f83e9424f7a332', operation='UPDATE', pgid='pgtrigger_unchanging_c377f', table='reporting_settled', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='taken_back_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."taken_back_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8adff81dace0e1433afb5388bd31fcbe647edff1', operation='UPDATE', pgid='pgtrigger_taken_back_once_11470', table='reporting_settled', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='94c4bd92844d60877c386a06988bfcf9a1f383d9', operation='DELETE', pgid='pgtrigger_never_deleted_51d87', table='reporting_settled', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
