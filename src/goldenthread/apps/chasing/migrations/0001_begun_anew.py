import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('chasing', '0001_chasing')]

    initial = True

    dependencies = [
        ('measures', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('updates', 'Updates'), ('commentary', 'Commentary')], max_length=20)),
                        ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='plans.plan')),
                        ('scorecard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='measures.scorecard')),
                        ('period_kind', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('asked_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('message', models.TextField(blank=True)),
                        ('remind_before', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-asked_at'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='chasing_due_when_asked'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ends', None), ('kind', 'updates'), ('plan__isnull', False), ('scorecard', None), ('starts', None)), models.Q(('ends__isnull', False), ('kind', 'commentary'), ('plan', None), ('scorecard__isnull', False), ('starts__isnull', False)), _connector='OR'), name='chasing_round_is_of_its_kind'),
                            models.UniqueConstraint(condition=models.Q(('closed_at', None), ('kind', 'updates')), fields=('plan',), name='chasing_one_open_a_plan'),
                            models.UniqueConstraint(condition=models.Q(('closed_at', None), ('kind', 'commentary')), fields=('scorecard', 'period_kind', 'starts', 'ends'), name='chasing_one_open_a_period'),
                            models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='chasing_closed_by_somebody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "chasing_roundevent" ("asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "due_on", "ends", "id", "kind", "message", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "remind_before", "scorecard_id", "starts", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_on", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."ends", NEW."id", NEW."kind", NEW."message", NEW."period_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."remind_before", NEW."scorecard_id", NEW."starts", NEW."uuid"); RETURN NULL;', hash='1d15a38681235b84257ba7ae2abcbc1384504797', operation='INSERT', pgid='pgtrigger_insert_insert_9ba1d', table='chasing_round', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "chasing_roundevent" ("asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "due_on", "ends", "id", "kind", "message", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "remind_before", "scorecard_id", "starts", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_on", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."ends", NEW."id", NEW."kind", NEW."message", NEW."period_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."remind_before", NEW."scorecard_id", NEW."starts", NEW."uuid"); RETURN NULL;', hash='ca9e55f7912d10feaa185a85fa83c2766dd49c1e', operation='UPDATE', pgid='pgtrigger_update_update_87ca8', table='chasing_round', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "chasing_roundevent" ("asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "due_on", "ends", "id", "kind", "message", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "remind_before", "scorecard_id", "starts", "uuid") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."asked_on", OLD."closed_at", OLD."closed_by_id", OLD."due_on", OLD."ends", OLD."id", OLD."kind", OLD."message", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."remind_before", OLD."scorecard_id", OLD."starts", OLD."uuid"); RETURN NULL;', hash='8e4b6d856dea8ba7b1929f21d98c146145d89857', operation='DELETE', pgid='pgtrigger_delete_delete_37d08', table='chasing_round', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b28f1d5695a25671b4f7598a8f284fa898e7a455', operation='DELETE', pgid='pgtrigger_never_deleted_7ca25', table='chasing_round', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RoundEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='chasing.round')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('kind', models.CharField(choices=[('updates', 'Updates'), ('commentary', 'Commentary')], max_length=20)),
                        ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('scorecard', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.scorecard')),
                        ('period_kind', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('asked_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('message', models.TextField(blank=True)),
                        ('remind_before', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Request',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='chasing.round')),
                        ('asked_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                        ('lead_text', models.TextField(blank=True)),
                        ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='plans.action')),
                        ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='measures.measure')),
                    ],
                    options={
                        'ordering': ['round', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'asked_of', 'post', 'action', 'measure'), name='chasing_asked_once', nulls_distinct=False),
                            models.CheckConstraint(condition=models.Q(models.Q(('action', None), ('measure__isnull', False)), models.Q(('action__isnull', False), ('measure', None)), _connector='OR'), name='chasing_request_is_for_one_thing'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36eacf0bad4e8520f7680efcacea423e05710c3c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0507e', table='chasing_request', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='dbffa219e45b4c0d434ece07f5e8677359b3560e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f51f4', table='chasing_request', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='chasing.round')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('on', models.DateField()),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('reason', '')), fields=('round', 'person', 'on'), name='chasing_reminded_once_a_day'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7ad1ebe15d669ff211470cfdf6a3bfa86c3279d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_565c6', table='chasing_reminder', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='460ba8e62f4f942feb7886a73ebdfa23118a479e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f3e74', table='chasing_reminder', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
