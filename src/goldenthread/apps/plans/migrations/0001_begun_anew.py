import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('plans', '0001_plans'), ('plans', '0002_ties_as_known'), ('plans', '0003_words_searched'), ('plans', '0004_spoken_for'), ('plans', '0005_completion_withdrawn'), ('plans', '0006_milestones'), ('plans', '0007_found_by_when_recorded')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('files', '0001_begun_anew'),
        ('inspections', '0001_begun_anew'),
        ('loads', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Milestone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='plans.action')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.CharField(max_length=300)),
                        ('due', models.DateField()),
                        ('reached_on', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['action', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('action', 'position'), name='plans_one_milestone_a_place'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_milestoneevent" ("action_id", "due", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "recorded_at", "recorded_by_id", "text", "uuid") VALUES (NEW."action_id", NEW."due", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reached_on", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."uuid"); RETURN NULL;', hash='704f1e976d13571a23dff90ccc1b9c997e6f1368', operation='INSERT', pgid='pgtrigger_insert_insert_326f0', table='plans_milestone', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_milestoneevent" ("action_id", "due", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "recorded_at", "recorded_by_id", "text", "uuid") VALUES (NEW."action_id", NEW."due", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reached_on", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."uuid"); RETURN NULL;', hash='c6f3055e57c6eeccce8dc847f825e6914ce001c9', operation='UPDATE', pgid='pgtrigger_update_update_6f608', table='plans_milestone', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_milestoneevent" ("action_id", "due", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "recorded_at", "recorded_by_id", "text", "uuid") VALUES (OLD."action_id", OLD."due", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reached_on", OLD."recorded_at", OLD."recorded_by_id", OLD."text", OLD."uuid"); RETURN NULL;', hash='1cb406104be9d038612ba71ce84c0fce8b829b26', operation='DELETE', pgid='pgtrigger_delete_delete_536cd', table='plans_milestone', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MilestoneEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.milestone')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('action', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.action')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.CharField(max_length=300)),
                        ('due', models.DateField()),
                        ('reached_on', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MilestoneStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.milestone')),
                        ('due_before', models.DateField(blank=True, null=True)),
                        ('due_after', models.DateField(blank=True, null=True)),
                        ('reached_on', models.DateField(blank=True, null=True)),
                        ('reason', models.TextField(blank=True)),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['milestone', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('due_after', None), ('due_before', None), ('reached_on__isnull', False)), models.Q(('due_after__isnull', False), ('due_before__isnull', False), ('reached_on', None), models.Q(('due_before', models.F('due_after')), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='plans_milestone_is_moved_or_reached'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95885fd7aeeac80181f1c75e2cd2084708663838', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_51b35', table='plans_milestonestep', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='faee1535cc78f9d52ee53f2fb39484d5b3fb89a6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b5de7', table='plans_milestonestep', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RatingKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='RatingLevel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='plans.ratingkey')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('word', models.CharField(max_length=100)),
                        ('state', models.CharField(max_length=20)),
                        ('colour', models.CharField(max_length=20)),
                        ('shape', models.CharField(max_length=20)),
                    ],
                    options={
                        'ordering': ['key', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('key', 'word'), name='plans_one_level_a_word'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."word" IS DISTINCT FROM (NEW."word") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8021d90da2510708cf958ca6c5baf1a7e53019ab', operation='UPDATE', pgid='pgtrigger_unchanging_e051b', table='plans_ratinglevel', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200, unique=True)),
                        ('kind', models.CharField(blank=True, max_length=100)),
                        ('accountable_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='bodies.body')),
                        ('rating_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='plans.ratingkey')),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('due_soon_days', models.PositiveSmallIntegerField(default=30)),
                        ('stale_after_days', models.PositiveSmallIntegerField(default=60)),
                        ('version', models.PositiveIntegerField(default=1, help_text='Of these settings; not of its actions.')),
                        ('inspections', models.ManyToManyField(blank=True, related_name='plans', to='inspections.inspection')),
                    ],
                    options={
                        'ordering': ['name'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_planevent" ("accountable_body_id", "due_soon_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_key_id", "stale_after_days", "starts", "uuid", "version") VALUES (NEW."accountable_body_id", NEW."due_soon_days", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating_key_id", NEW."stale_after_days", NEW."starts", NEW."uuid", NEW."version"); RETURN NULL;', hash='033f80d1fbc8ec4b4e7cf9c6b64acc8e59fe6a4c', operation='INSERT', pgid='pgtrigger_insert_insert_8b340', table='plans_plan', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_planevent" ("accountable_body_id", "due_soon_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_key_id", "stale_after_days", "starts", "uuid", "version") VALUES (NEW."accountable_body_id", NEW."due_soon_days", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating_key_id", NEW."stale_after_days", NEW."starts", NEW."uuid", NEW."version"); RETURN NULL;', hash='e5e18a1ed5784a305aafceb5c7f55f81d671e00b', operation='UPDATE', pgid='pgtrigger_update_update_ee9c7', table='plans_plan', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_planevent" ("accountable_body_id", "due_soon_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_key_id", "stale_after_days", "starts", "uuid", "version") VALUES (OLD."accountable_body_id", OLD."due_soon_days", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating_key_id", OLD."stale_after_days", OLD."starts", OLD."uuid", OLD."version"); RETURN NULL;', hash='7dd1193f195316cf9e8387db1027e40c60fa5a4b', operation='DELETE', pgid='pgtrigger_delete_delete_3e165', table='plans_plan', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PlanEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.plan')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(blank=True, max_length=100)),
                        ('accountable_body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('rating_key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.ratingkey')),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('due_soon_days', models.PositiveSmallIntegerField(default=30)),
                        ('stale_after_days', models.PositiveSmallIntegerField(default=60)),
                        ('version', models.PositiveIntegerField(default=1, help_text='Of these settings; not of its actions.')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Outcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='plans.plan')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                    ],
                    options={
                        'ordering': ['plan', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('plan', 'text'), name='plans_one_outcome_a_text'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='plans.plan')),
                        ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='plans.outcome')),
                        ('section', models.CharField(blank=True, max_length=300)),
                        ('position', models.PositiveIntegerField()),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('sort_key', models.CharField(blank=True, max_length=120)),
                        ('title', models.TextField()),
                        ('description', models.TextField(blank=True)),
                        ('sources', models.JSONField(default=list)),
                        ('workstream', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='bodies.body')),
                        ('workstream_text', models.CharField(blank=True, max_length=200)),
                        ('lead_text', models.TextField(blank=True)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('due_text', models.CharField(blank=True, max_length=300)),
                        ('ongoing', models.BooleanField(default=False)),
                        ('evidence_checks', models.JSONField(default=list)),
                        ('other_columns', models.JSONField(default=dict, help_text='Heading → text of columns that have no field here.')),
                        ('detailed_in', models.ForeignKey(blank=True, help_text='The plan that this action is: its state is drawn from it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='details_of', to='plans.plan')),
                        ('completed_on', models.DateField(blank=True, null=True)),
                        ('gone_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('leads', models.ManyToManyField(blank=True, related_name='actions', to='people.post')),
                    ],
                    options={
                        'ordering': ['plan', 'position'],
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('description', 50000), config='english'), '||',
                            django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('description', 50000), config='simple'),
                            django.contrib.postgres.search.SearchConfig('english')), name='plans_action_words'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('due', None), ('starts', None), ('due__gte', models.F('starts')), _connector='OR'), name='plans_due_after_start'),
                            models.CheckConstraint(condition=models.Q(('detailed_in', models.F('plan')), _negated=True), name='plans_no_action_is_its_own_plan'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_actionevent" ("completed_on", "description", "detailed_in_id", "due", "due_text", "evidence_checks", "gone_on", "id", "lead_text", "ongoing", "other_columns", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "reference", "section", "sort_key", "sources", "starts", "title", "uuid", "version", "workstream_id", "workstream_text") VALUES (NEW."completed_on", NEW."description", NEW."detailed_in_id", NEW."due", NEW."due_text", NEW."evidence_checks", NEW."gone_on", NEW."id", NEW."lead_text", NEW."ongoing", NEW."other_columns", NEW."outcome_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."reference", NEW."section", NEW."sort_key", NEW."sources", NEW."starts", NEW."title", NEW."uuid", NEW."version", NEW."workstream_id", NEW."workstream_text"); RETURN NULL;', hash='641a6e8fdd75e74aff8b42992e279b3514b1ec62', operation='INSERT', pgid='pgtrigger_insert_insert_c2072', table='plans_action', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_actionevent" ("completed_on", "description", "detailed_in_id", "due", "due_text", "evidence_checks", "gone_on", "id", "lead_text", "ongoing", "other_columns", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "reference", "section", "sort_key", "sources", "starts", "title", "uuid", "version", "workstream_id", "workstream_text") VALUES (NEW."completed_on", NEW."description", NEW."detailed_in_id", NEW."due", NEW."due_text", NEW."evidence_checks", NEW."gone_on", NEW."id", NEW."lead_text", NEW."ongoing", NEW."other_columns", NEW."outcome_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."reference", NEW."section", NEW."sort_key", NEW."sources", NEW."starts", NEW."title", NEW."uuid", NEW."version", NEW."workstream_id", NEW."workstream_text"); RETURN NULL;', hash='26585dfddd60ae85ce8c32789e8b3372c6f11b46', operation='UPDATE', pgid='pgtrigger_update_update_c6d25', table='plans_action', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_actionevent" ("completed_on", "description", "detailed_in_id", "due", "due_text", "evidence_checks", "gone_on", "id", "lead_text", "ongoing", "other_columns", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "reference", "section", "sort_key", "sources", "starts", "title", "uuid", "version", "workstream_id", "workstream_text") VALUES (OLD."completed_on", OLD."description", OLD."detailed_in_id", OLD."due", OLD."due_text", OLD."evidence_checks", OLD."gone_on", OLD."id", OLD."lead_text", OLD."ongoing", OLD."other_columns", OLD."outcome_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."reference", OLD."section", OLD."sort_key", OLD."sources", OLD."starts", OLD."title", OLD."uuid", OLD."version", OLD."workstream_id", OLD."workstream_text"); RETURN NULL;', hash='2ed4cf40e3e764ac4b0b6af12e335baf0ac44400', operation='DELETE', pgid='pgtrigger_delete_delete_b325f', table='plans_action', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ActionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.action')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('outcome', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.outcome')),
                        ('section', models.CharField(blank=True, max_length=300)),
                        ('position', models.PositiveIntegerField()),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('sort_key', models.CharField(blank=True, max_length=120)),
                        ('title', models.TextField()),
                        ('description', models.TextField(blank=True)),
                        ('sources', models.JSONField(default=list)),
                        ('workstream', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('workstream_text', models.CharField(blank=True, max_length=200)),
                        ('lead_text', models.TextField(blank=True)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('due_text', models.CharField(blank=True, max_length=300)),
                        ('ongoing', models.BooleanField(default=False)),
                        ('evidence_checks', models.JSONField(default=list)),
                        ('other_columns', models.JSONField(default=dict, help_text='Heading → text of columns that have no field here.')),
                        ('detailed_in', models.ForeignKey(blank=True, db_constraint=False, help_text='The plan that this action is: its state is drawn from it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('completed_on', models.DateField(blank=True, null=True)),
                        ('gone_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Revision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='plans.action')),
                        ('version', models.PositiveIntegerField()),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                        ('fields', models.JSONField()),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['action', 'version'],
                        'indexes': [
                            models.Index(fields=['recorded_at'], name='plans_revision_recorded'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('action', 'version'), name='plans_one_revision_a_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05be55f1775cdd9a08d64aa76dd9b3b023877139', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69c42', table='plans_revision', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='d6b3a4fa295a1abcc74ebcb0ffeb65d411af1d6b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_19d1c', table='plans_revision', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='plans.action')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='inspections.recommendation')),
                        ('element', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='inspections.element')),
                        ('recorded_at', models.DateTimeField()),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('action', 'recommendation', 'element'), name='plans_one_service_a_pair', nulls_distinct=False),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."action_id", NEW."element_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='adc23863b0d8ac3d5fcd0a2d1f97d89d48b0e6c2', operation='INSERT', pgid='pgtrigger_insert_insert_574af', table='plans_service', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."action_id", NEW."element_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='0e1fc15b352091efbfa010fedafbdfbb8b675b58', operation='UPDATE', pgid='pgtrigger_update_update_665fd', table='plans_service', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (OLD."action_id", OLD."element_id", OLD."ended_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."recommendation_id", OLD."recorded_at"); RETURN NULL;', hash='9b7f87bd86f044eb6515b70d179811f73c4ff9f2', operation='DELETE', pgid='pgtrigger_delete_delete_ddf76', table='plans_service', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='68e21dc61ac1db64fb183b897365672b37f4774c', operation='DELETE', pgid='pgtrigger_never_deleted_1f04a', table='plans_service', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ServiceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.service')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('action', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.action')),
                        ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('element', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.element')),
                        ('recorded_at', models.DateTimeField()),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SuccessIndicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='success_indicators', to='plans.action')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('gone_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['action', 'position'],
                    },
                ),
                migrations.CreateModel(
                    name='Update',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='plans.action')),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                        ('on_behalf_of_post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                        ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='plans.ratinglevel')),
                        ('stated_text', models.CharField(blank=True, help_text='As printed, where it came by file.', max_length=300)),
                        ('narrative', models.TextField(blank=True)),
                        ('next_steps', models.TextField(blank=True)),
                        ('due_before', models.DateField(blank=True, null=True)),
                        ('due_after', models.DateField(blank=True, null=True)),
                        ('move_reason', models.TextField(blank=True)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                        ('evidence', models.ManyToManyField(blank=True, to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['effective_on', 'id'],
                        'indexes': [
                            models.Index(fields=['action', '-effective_on', '-id'], name='plans_update_newest'),
                            models.Index(fields=['recorded_at'], name='plans_update_recorded'),
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('narrative', 50000), django.db.models.functions.text.Left('next_steps', 50000), config='english'), '||',
                            django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('narrative', 50000), django.db.models.functions.text.Left('next_steps', 50000), config='simple'),
                            django.contrib.postgres.search.SearchConfig('english')), name='plans_update_words'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('due_after', None), ('due_before', None)), models.Q(('move_reason', ''), _negated=True), ('load__isnull', False), _connector='OR'), name='plans_moved_date_has_reason'),
                            models.CheckConstraint(condition=models.Q(('on_behalf_of_post', None), models.Q(('on_behalf_of', ''), _negated=True), _connector='OR'), name='plans_post_spoken_for_is_named'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8ce4ffe3287bd8d859fb3741bee4ac8a80f01458', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3762c', table='plans_update', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='586d4117c75e8192c453047eb3b2417fc57ec0b6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7880d', table='plans_update', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Completion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='plans.action')),
                        ('completed_on', models.DateField()),
                        ('statement', models.TextField()),
                        ('asked_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('outcome', models.CharField(choices=[('asked', 'Asked for'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn')], default='asked', max_length=20)),
                        ('decided_on', models.DateField(blank=True, null=True)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['action', 'id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('outcome', 'asked')), fields=('action',), name='plans_one_open_request'),
                            models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='plans_asker_does_not_decide'),
                            models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'asked')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('outcome', 'withdrawn')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['accepted', 'returned'])), _connector='OR'), name='plans_decision_has_its_maker'),
                            models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='plans_return_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_completionevent" ("action_id", "asked_at", "asked_by_id", "completed_on", "decided_at", "decided_by_id", "decided_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement", "uuid") VALUES (NEW."action_id", NEW."asked_at", NEW."asked_by_id", NEW."completed_on", NEW."decided_at", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."statement", NEW."uuid"); RETURN NULL;', hash='567875f81c2df36e7ccccfa52737de73056b1d4f', operation='INSERT', pgid='pgtrigger_insert_insert_857cb', table='plans_completion', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_completionevent" ("action_id", "asked_at", "asked_by_id", "completed_on", "decided_at", "decided_by_id", "decided_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement", "uuid") VALUES (NEW."action_id", NEW."asked_at", NEW."asked_by_id", NEW."completed_on", NEW."decided_at", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."statement", NEW."uuid"); RETURN NULL;', hash='38f99d94696e757ae9546da19500cd8a33a4133e', operation='UPDATE', pgid='pgtrigger_update_update_e3e94', table='plans_completion', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_completionevent" ("action_id", "asked_at", "asked_by_id", "completed_on", "decided_at", "decided_by_id", "decided_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "statement", "uuid") VALUES (OLD."action_id", OLD."asked_at", OLD."asked_by_id", OLD."completed_on", OLD."decided_at", OLD."decided_by_id", OLD."decided_on", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."statement", OLD."uuid"); RETURN NULL;', hash='5b65a3ecab0adf5b60e49ba1b72d98627cee9060', operation='DELETE', pgid='pgtrigger_delete_delete_23e76', table='plans_completion', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."outcome" = \'asked\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='34666adc987dcdbb7bce7d5c88871548730e6c0c', operation='UPDATE', pgid='pgtrigger_decided_stays_e744d', table='plans_completion', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5bfbd6b973f95bbac0c49d343436a7b17e74ed7a', operation='DELETE', pgid='pgtrigger_never_deleted_6cce1', table='plans_completion', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CompletionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.completion')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('action', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.action')),
                        ('completed_on', models.DateField()),
                        ('statement', models.TextField()),
                        ('asked_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('outcome', models.CharField(choices=[('asked', 'Asked for'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn')], default='asked', max_length=20)),
                        ('decided_on', models.DateField(blank=True, null=True)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('completion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='plans.completion')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='plans.successindicator')),
                        ('text', models.TextField(help_text='The indicator or the check, as printed.')),
                        ('evidence', models.TextField(blank=True)),
                        ('files', models.ManyToManyField(blank=True, to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['completion', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('completion', 'position'), name='plans_one_answer_a_place'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2591999ff16ef88dd9e5630ca5aad254ec507edc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8fa0e', table='plans_answer', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='c22ddf85534f19e4cc4da6fa628a8ace2a9769a7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_42c2b', table='plans_answer', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
