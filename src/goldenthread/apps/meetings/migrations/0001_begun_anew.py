import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('meetings', '0001_meetings'), ('meetings', '0002_notices_recesses_feeds_invitations')]

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
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='bodies.body')),
                        ('held_on', models.DateField(db_index=True)),
                        ('starts_at', models.TimeField(blank=True, null=True)),
                        ('ends_at', models.TimeField(blank=True, null=True)),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('title', models.CharField(blank=True, help_text='Such as Extraordinary meeting.', max_length=200)),
                        ('cancelled_on', models.DateField(blank=True, null=True)),
                        ('cancelled_reason', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('sequence', models.PositiveIntegerField(default=0)),
                        ('changed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['held_on', 'starts_at', 'id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('cancelled_on', None)), fields=('body', 'held_on', 'starts_at'), name='meetings_one_of_a_body_at_a_time', nulls_distinct=False),
                            models.CheckConstraint(condition=models.Q(('ends_at', None), models.Q(('ends_at__gt', models.F('starts_at')), ('starts_at__isnull', False)), _connector='OR'), name='meetings_ends_after_it_starts'),
                            models.CheckConstraint(condition=models.Q(('cancelled_on', None), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='meetings_cancelled_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_meetingevent" ("body_id", "cancelled_on", "cancelled_reason", "changed_at", "ends_at", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "sequence", "starts_at", "title", "uuid") VALUES (NEW."body_id", NEW."cancelled_on", NEW."cancelled_reason", NEW."changed_at", NEW."ends_at", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_at", NEW."sequence", NEW."starts_at", NEW."title", NEW."uuid"); RETURN NULL;', hash='f97611dae6ee346ff884ee34477d187735ab2cf4', operation='INSERT', pgid='pgtrigger_insert_insert_61d9e', table='meetings_meeting', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_meetingevent" ("body_id", "cancelled_on", "cancelled_reason", "changed_at", "ends_at", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "sequence", "starts_at", "title", "uuid") VALUES (NEW."body_id", NEW."cancelled_on", NEW."cancelled_reason", NEW."changed_at", NEW."ends_at", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_at", NEW."sequence", NEW."starts_at", NEW."title", NEW."uuid"); RETURN NULL;', hash='ede0a7980440aa73e1e882c80f1f8738cd818627', operation='UPDATE', pgid='pgtrigger_update_update_495b8', table='meetings_meeting', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_meetingevent" ("body_id", "cancelled_on", "cancelled_reason", "changed_at", "ends_at", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "sequence", "starts_at", "title", "uuid") VALUES (OLD."body_id", OLD."cancelled_on", OLD."cancelled_reason", OLD."changed_at", OLD."ends_at", OLD."held_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_at", OLD."sequence", OLD."starts_at", OLD."title", OLD."uuid"); RETURN NULL;', hash='35ab07e072f80538cdb26ec6ce1f299ae3a2adfb', operation='DELETE', pgid='pgtrigger_delete_delete_4bf26', table='meetings_meeting', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='meetings.meeting')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('held_on', models.DateField()),
                        ('starts_at', models.TimeField(blank=True, null=True)),
                        ('ends_at', models.TimeField(blank=True, null=True)),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('title', models.CharField(blank=True, help_text='Such as Extraordinary meeting.', max_length=200)),
                        ('cancelled_on', models.DateField(blank=True, null=True)),
                        ('cancelled_reason', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('sequence', models.PositiveIntegerField(default=0)),
                        ('changed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Move',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='meetings.meeting')),
                        ('before', models.DateField()),
                        ('after', models.DateField()),
                        ('reason', models.TextField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['recorded_at', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='meetings_move_has_reason'),
                            models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='meetings_move_moves'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='acc92b5462ca2166f5a53f9da21e2d44e20e1094', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d896e', table='meetings_move', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='cf3ea46c73299a7dbf53bbd60be5502d976f0fcb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f3393', table='meetings_move', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CountingChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('exclude_weekends', models.BooleanField()),
                        ('exclude_bank_holidays', models.BooleanField()),
                        ('cut_off', models.TimeField(blank=True, null=True)),
                        ('reason', models.TextField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['recorded_at', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='meetings_counting_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15ba33b4d07daca43930db7f29cf33d5c8b0bd10', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_824f1', table='meetings_countingchoice', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='9c4dd04876d9794eaa0a80b390f00cb4fd3222dd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_22ecd', table='meetings_countingchoice', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Recess',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('withdrawn', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name_plural': 'recesses',
                        'ordering': ['starts', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='meetings_recess_in_order'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_recessevent" ("ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "uuid", "withdrawn") VALUES (NEW."ends", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts", NEW."uuid", NEW."withdrawn"); RETURN NULL;', hash='b91cd6fa0e3cf2baad7b7d117073f4527e827b94', operation='INSERT', pgid='pgtrigger_insert_insert_b112b', table='meetings_recess', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_recessevent" ("ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "uuid", "withdrawn") VALUES (NEW."ends", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts", NEW."uuid", NEW."withdrawn"); RETURN NULL;', hash='7be063d40bc22fa6626bfc8aab60499284ba50f4', operation='UPDATE', pgid='pgtrigger_update_update_fdf83', table='meetings_recess', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_recessevent" ("ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "uuid", "withdrawn") VALUES (OLD."ends", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts", OLD."uuid", OLD."withdrawn"); RETURN NULL;', hash='e07d4dadabfdc28f918445d02056f99888abd647', operation='DELETE', pgid='pgtrigger_delete_delete_3c104', table='meetings_recess', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3edaffd0d8bd44f78f17b9e6c0bc6fb84ad04efb', operation='DELETE', pgid='pgtrigger_never_deleted_d58de', table='meetings_recess', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecessEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='meetings.recess')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('name', models.CharField(max_length=120)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('withdrawn', models.BooleanField(default=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='FeedKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feed_keys', to=settings.AUTH_USER_MODEL)),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feed_keys', to='bodies.body')),
                        ('made_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-made_at', '-id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='cad0a66f00b276aefda56e3a593616556ae5a7eb', operation='UPDATE', pgid='pgtrigger_unchanging_f966c', table='meetings_feedkey', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a2854a890cb32c71130bbb146b19d9b154853c12', operation='DELETE', pgid='pgtrigger_never_deleted_fa542', table='meetings_feedkey', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='meetings.meeting')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sequence', models.PositiveIntegerField()),
                        ('cancelled', models.BooleanField(default=False)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['recorded_at', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6937412a10202716f77660d9372ce108ebb9e84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49aa5', table='meetings_invitation', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='63fa0dcb35f6429e37c5d7e8b3883537a58af8d3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f0f84', table='meetings_invitation', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
