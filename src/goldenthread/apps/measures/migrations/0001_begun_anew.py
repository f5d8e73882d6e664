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

    replaces = [('measures', '0001_measures'), ('measures', '0002_ties_as_known'), ('measures', '0003_words_searched'), ('measures', '0004_found_by_when_recorded'), ('measures', '0005_showing_declared'), ('measures', '0006_marks'), ('measures', '0007_sources_and_derivations'), ('measures', '0008_trajectories')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('inspections', '0001_begun_anew'),
        ('loads', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Derivation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='derivations', to='measures.measure')),
                        ('version', models.PositiveIntegerField()),
                        ('operation', models.CharField(blank=True, max_length=20)),
                        ('per', models.DecimalField(blank=True, decimal_places=0, max_digits=12, null=True)),
                        ('reason', models.TextField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['measure', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('measure', 'version'), name='measures_one_derivation_a_version'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='measures_derivation_has_reason'),
                            models.CheckConstraint(condition=models.Q(models.Q(('operation', 'rate'), ('per__gt', 0)), models.Q(models.Q(('operation', 'rate'), _negated=True), ('per', None)), _connector='OR'), name='measures_a_rate_is_per_so_many'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='29e77db94bd99ec3450d0b4ca200c566143453ab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7907d', table='measures_derivation', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='45d9adfdbe9e9bd3fdfdff2c6dae20929c5948cc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9d417', table='measures_derivation', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('derivation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='measures.derivation')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='measures.measure')),
                    ],
                    options={
                        'ordering': ['derivation', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('derivation', 'position'), name='measures_one_term_a_place'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48172d011a05b6252d8d0c7928c1cb178893b67c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef437', table='measures_term', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='097228c11d326848c0ff94555397c1f170a31001', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9c5c0', table='measures_term', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ComputedFrom',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('value', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made_of', to='measures.value')),
                        ('derivation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='measures.derivation')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('given', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='used_in', to='measures.value')),
                    ],
                    options={
                        'ordering': ['value', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('value', 'position'), name='measures_one_input_a_place'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c5a80aa7764b0e4870f583958dbd018c2256016', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37380', table='measures_computedfrom', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='96d7b337837409dec15468b1b3d9230c4ffdfe38', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_adbc2', table='measures_computedfrom', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Mark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='measures.measure')),
                        ('kind', models.CharField(choices=[('event', 'Something that happened'), ('definition', 'Change of definition'), ('step', 'Step change'), ('baseline', 'Fixed baseline'), ('trend', 'Points that make a trend')], max_length=20)),
                        ('day', models.DateField(blank=True, null=True)),
                        ('words', models.TextField()),
                        ('link', models.URLField(blank=True, max_length=500)),
                        ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('agreed_at', models.DateTimeField(blank=True, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['measure', 'day', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='measures_mark_says_something'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('event', 'definition', 'step')), ('day__isnull', False), ('points', None)), models.Q(('day', None), ('kind', 'baseline'), ('points__gte', 12)), models.Q(('day', None), ('kind', 'trend'), ('points__in', (6, 7))), _connector='OR'), name='measures_mark_has_what_its_kind_needs'),
                            models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('kind__in', ('step', 'baseline')), models.Q(('recorded_by', None), models.Q(('agreed_by', models.F('recorded_by')), _negated=True), _connector='OR')), _connector='OR'), name='measures_mark_agreed_by_another'),
                            models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='measures_mark_withdrawn_with_a_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_markevent" ("agreed_at", "agreed_by_id", "day", "id", "kind", "link", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "recorded_at", "recorded_by_id", "uuid", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "words") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."day", NEW."id", NEW."kind", NEW."link", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason", NEW."words"); RETURN NULL;', hash='897abac9afa9de0b8ab8a3bf306682e8fc0dd891', operation='INSERT', pgid='pgtrigger_insert_insert_e720f', table='measures_mark', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_markevent" ("agreed_at", "agreed_by_id", "day", "id", "kind", "link", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "recorded_at", "recorded_by_id", "uuid", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "words") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."day", NEW."id", NEW."kind", NEW."link", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason", NEW."words"); RETURN NULL;', hash='c4c2d10a46e38b3cea6500069bcc0eff9c54eeeb', operation='UPDATE', pgid='pgtrigger_update_update_8e64e', table='measures_mark', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_markevent" ("agreed_at", "agreed_by_id", "day", "id", "kind", "link", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "recorded_at", "recorded_by_id", "uuid", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "words") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."day", OLD."id", OLD."kind", OLD."link", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."recorded_at", OLD."recorded_by_id", OLD."uuid", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason", OLD."words"); RETURN NULL;', hash='7bbd925239dbc7d40f804ead694d298af43a3eb1', operation='DELETE', pgid='pgtrigger_delete_delete_fd6eb', table='measures_mark', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f5c9ac5d6f190874c5bdd4fcd4956f3c9812b006', operation='UPDATE', pgid='pgtrigger_unchanging_d9221', table='measures_mark', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='593088aed6439337296e21bbe8a307509e0a308c', operation='DELETE', pgid='pgtrigger_never_deleted_ad3f3', table='measures_mark', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MarkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='measures.mark')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('kind', models.CharField(choices=[('event', 'Something that happened'), ('definition', 'Change of definition'), ('step', 'Step change'), ('baseline', 'Fixed baseline'), ('trend', 'Points that make a trend')], max_length=20)),
                        ('day', models.DateField(blank=True, null=True)),
                        ('words', models.TextField()),
                        ('link', models.URLField(blank=True, max_length=500)),
                        ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('agreed_at', models.DateTimeField(blank=True, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ChosenSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_sources', to='measures.measure')),
                        ('source', models.CharField(blank=True, max_length=100)),
                        ('starts', models.DateField()),
                        ('period', models.CharField(max_length=60)),
                        ('reason', models.TextField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['measure', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='measures_choice_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa1791aa88d31e4d55e3297231dd511f8e0c1386', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bf308', table='measures_chosensource', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='1d31b646a25e96bc4aaa29f773a3c15f810caf4f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4e479', table='measures_chosensource', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='TrajectoryVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trajectories', to='measures.measure')),
                        ('number', models.PositiveIntegerField()),
                        ('withdrawn', models.BooleanField(default=False)),
                        ('period_kind', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('baseline', models.CharField(blank=True, max_length=500)),
                        ('baseline_value', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.value')),
                        ('reading', models.CharField(blank=True, max_length=30)),
                        ('reason', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['measure', 'number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('measure', 'number'), name='measures_one_trajectory_a_version'),
                            models.CheckConstraint(condition=models.Q(models.Q(('baseline', ''), ('ends', None), ('starts', None), ('withdrawn', True), models.Q(('reason', ''), _negated=True)), models.Q(('ends__gt', models.F('starts')), ('withdrawn', False), models.Q(('baseline', ''), _negated=True), models.Q(('period_kind', ''), _negated=True)), _connector='OR'), name='measures_trajectory_has_a_baseline_or_ends'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d7e91ff587934f3639bc645df958b2808c50b034', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_97248', table='measures_trajectoryversion', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='4aa7da83dce19ddeecb51fbec790ff960e8fd322', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3fa8a', table='measures_trajectoryversion', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='TrajectoryStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='measures.trajectoryversion')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('text', models.CharField(max_length=300)),
                    ],
                    options={
                        'ordering': ['version', 'starts'],
                        'constraints': [
                            models.UniqueConstraint(fields=('version', 'starts'), name='measures_one_step_a_period'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='measures_step_ends_after_start'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f22752ab4e70d91284f095aaa108bdc5448d41b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4bf4d', table='measures_trajectorystep', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='d829c3b49c699d075aecb5a81ede9724d03e7859', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a6e49', table='measures_trajectorystep', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PartOfWhole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('whole', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='measures.measure')),
                        ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wholes', to='measures.measure')),
                        ('split', models.CharField(max_length=100)),
                        ('name', models.CharField(max_length=200)),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('whole', 'part', 'split'), name='measures_one_part_in_a_split'),
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('whole', 'split', 'name'), name='measures_one_part_of_a_name'),
                            models.CheckConstraint(condition=models.Q(('whole', models.F('part')), _negated=True), name='measures_part_of_another'),
                            models.CheckConstraint(condition=models.Q(models.Q(('split', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='measures_part_says_what_it_is'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_partofwholeevent" ("ended_at", "id", "name", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "split", "uuid", "whole_id") VALUES (NEW."ended_at", NEW."id", NEW."name", NEW."part_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."split", NEW."uuid", NEW."whole_id"); RETURN NULL;', hash='c283b58e54a0874d051d19a5adfc0537f722bfbc', operation='INSERT', pgid='pgtrigger_insert_insert_96d99', table='measures_partofwhole', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_partofwholeevent" ("ended_at", "id", "name", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "split", "uuid", "whole_id") VALUES (NEW."ended_at", NEW."id", NEW."name", NEW."part_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."split", NEW."uuid", NEW."whole_id"); RETURN NULL;', hash='91900159ca157f4767e8affd04d70d96fe930baa', operation='UPDATE', pgid='pgtrigger_update_update_9cbaa', table='measures_partofwhole', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_partofwholeevent" ("ended_at", "id", "name", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "split", "uuid", "whole_id") VALUES (OLD."ended_at", OLD."id", OLD."name", OLD."part_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."split", OLD."uuid", OLD."whole_id"); RETURN NULL;', hash='a7ec70880f0ab9881a35e00a6a02e0b647404c1f', operation='DELETE', pgid='pgtrigger_delete_delete_bcf9e', table='measures_partofwhole', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."whole_id" IS DISTINCT FROM (NEW."whole_id") OR OLD."part_id" IS DISTINCT FROM (NEW."part_id") OR OLD."split" IS DISTINCT FROM (NEW."split") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='154e215da8f7e3ef712133304deffdcb1eaab338', operation='UPDATE', pgid='pgtrigger_unchanging_f46a5', table='measures_partofwhole', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a1200ad4e3b8310b0876c4d6b06aa15e33d813e1', operation='DELETE', pgid='pgtrigger_never_deleted_d0b88', table='measures_partofwhole', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PartOfWholeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='measures.partofwhole')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('whole', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('part', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('split', models.CharField(max_length=100)),
                        ('name', models.CharField(max_length=200)),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('sort_key', models.CharField(blank=True, max_length=120)),
                        ('title', models.CharField(max_length=400)),
                        ('definition', models.TextField(blank=True)),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('polarity', models.CharField(blank=True, max_length=10)),
                        ('numerator', models.TextField(blank=True)),
                        ('denominator', models.TextField(blank=True)),
                        ('frequency', models.CharField(blank=True, max_length=40)),
                        ('cumulative', models.BooleanField(default=False, help_text='Year to date, not for the period alone.')),
                        ('service_area', models.CharField(blank=True, max_length=200)),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.post')),
                        ('lead_text', models.CharField(blank=True, max_length=200)),
                        ('decimal_places', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('plan_priority', models.CharField(blank=True, max_length=200)),
                        ('corporate_priority', models.CharField(blank=True, max_length=200)),
                        ('tolerance_kind', models.CharField(default='points', max_length=10)),
                        ('tolerance', models.DecimalField(decimal_places=4, default=5, max_digits=12)),
                        ('dead_band', models.DecimalField(decimal_places=4, default=0, max_digits=12)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'ordering': ['sort_key', 'title'],
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('definition', 50000), config='english'), '||',
                            django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('definition', 50000), config='simple'),
                            django.contrib.postgres.search.SearchConfig('english')), name='measures_measure_words'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('dead_band__gte', 0), ('tolerance__gte', 0)), name='measures_tolerance_not_negative'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_measureevent" ("corporate_priority", "cumulative", "dead_band", "decimal_places", "definition", "denominator", "frequency", "id", "lead_id", "lead_text", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_priority", "polarity", "reference", "service_area", "sort_key", "title", "tolerance", "tolerance_kind", "unit", "uuid", "version") VALUES (NEW."corporate_priority", NEW."cumulative", NEW."dead_band", NEW."decimal_places", NEW."definition", NEW."denominator", NEW."frequency", NEW."id", NEW."lead_id", NEW."lead_text", NEW."numerator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_priority", NEW."polarity", NEW."reference", NEW."service_area", NEW."sort_key", NEW."title", NEW."tolerance", NEW."tolerance_kind", NEW."unit", NEW."uuid", NEW."version"); RETURN NULL;', hash='f3fdb63a4ac90984404f3d28730e345aede75db5', operation='INSERT', pgid='pgtrigger_insert_insert_e26a2', table='measures_measure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_measureevent" ("corporate_priority", "cumulative", "dead_band", "decimal_places", "definition", "denominator", "frequency", "id", "lead_id", "lead_text", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_priority", "polarity", "reference", "service_area", "sort_key", "title", "tolerance", "tolerance_kind", "unit", "uuid", "version") VALUES (NEW."corporate_priority", NEW."cumulative", NEW."dead_band", NEW."decimal_places", NEW."definition", NEW."denominator", NEW."frequency", NEW."id", NEW."lead_id", NEW."lead_text", NEW."numerator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_priority", NEW."polarity", NEW."reference", NEW."service_area", NEW."sort_key", NEW."title", NEW."tolerance", NEW."tolerance_kind", NEW."unit", NEW."uuid", NEW."version"); RETURN NULL;', hash='1a4b837f0857541fe63a9aa9f0c1bbd9a8d968af', operation='UPDATE', pgid='pgtrigger_update_update_fd347', table='measures_measure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_measureevent" ("corporate_priority", "cumulative", "dead_band", "decimal_places", "definition", "denominator", "frequency", "id", "lead_id", "lead_text", "numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_priority", "polarity", "reference", "service_area", "sort_key", "title", "tolerance", "tolerance_kind", "unit", "uuid", "version") VALUES (OLD."corporate_priority", OLD."cumulative", OLD."dead_band", OLD."decimal_places", OLD."definition", OLD."denominator", OLD."frequency", OLD."id", OLD."lead_id", OLD."lead_text", OLD."numerator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_priority", OLD."polarity", OLD."reference", OLD."service_area", OLD."sort_key", OLD."title", OLD."tolerance", OLD."tolerance_kind", OLD."unit", OLD."uuid", OLD."version"); RETURN NULL;', hash='b76e49a17e849472321bc3b0b53d309ad51f87a9', operation='DELETE', pgid='pgtrigger_delete_delete_7343e', table='measures_measure', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='measures.measure')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('sort_key', models.CharField(blank=True, max_length=120)),
                        ('title', models.CharField(max_length=400)),
                        ('definition', models.TextField(blank=True)),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('polarity', models.CharField(blank=True, max_length=10)),
                        ('numerator', models.TextField(blank=True)),
                        ('denominator', models.TextField(blank=True)),
                        ('frequency', models.CharField(blank=True, max_length=40)),
                        ('cumulative', models.BooleanField(default=False, help_text='Year to date, not for the period alone.')),
                        ('service_area', models.CharField(blank=True, max_length=200)),
                        ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.post')),
                        ('lead_text', models.CharField(blank=True, max_length=200)),
                        ('decimal_places', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('plan_priority', models.CharField(blank=True, max_length=200)),
                        ('corporate_priority', models.CharField(blank=True, max_length=200)),
                        ('tolerance_kind', models.CharField(default='points', max_length=10)),
                        ('tolerance', models.DecimalField(decimal_places=4, default=5, max_digits=12)),
                        ('dead_band', models.DecimalField(decimal_places=4, default=0, max_digits=12)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Scorecard',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200, unique=True)),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='bodies.body')),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Line',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='measures.scorecard')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='measures.measure')),
                        ('section', models.CharField(blank=True, max_length=200)),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('gone_on', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'ordering': ['scorecard', 'position'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('scorecard', 'measure'), name='measures_one_line_a_measure'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='de2efd3b8c10bd3390d82a1055cbf68c9668efe2', operation='DELETE', pgid='pgtrigger_never_deleted_b454d', table='measures_line', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Observation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='measures.measure')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('area', models.CharField(default='council', max_length=100)),
                        ('cohort', models.CharField(blank=True, max_length=100)),
                        ('source', models.CharField(blank=True, max_length=100)),
                        ('period_stated', models.BooleanField(default=True)),
                    ],
                    options={
                        'ordering': ['measure', 'starts', 'ends'],
                        'constraints': [
                            models.UniqueConstraint(fields=('measure', 'period_kind', 'starts', 'ends', 'area', 'cohort', 'source'), name='measures_observation_identity'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='measures_period_ends_after_start'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Value',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='measures.observation')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('text', models.CharField(blank=True, max_length=500)),
                        ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('low', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('high', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('bound', models.CharField(blank=True, max_length=2)),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('status', models.CharField(default='final', max_length=20)),
                        ('qualifier', models.CharField(blank=True, max_length=500)),
                        ('numerator', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('denominator', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('population', models.CharField(blank=True, help_text='Whom a named source counted.', max_length=200)),
                        ('note', models.TextField(blank=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                        ('sheet', models.CharField(blank=True, max_length=100)),
                        ('cell', models.CharField(blank=True, max_length=120)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'ordering': ['observation', 'version'],
                        'indexes': [
                            models.Index(fields=['recorded_at'], name='measures_value_recorded'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('observation', 'version'), name='measures_one_value_a_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='997f586b985af58a43919d252874a8a58cd13863', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3cf15', table='measures_value', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='67b16233b6bb3d940e4dd87e68a30befe1024c35', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_13a94', table='measures_value', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='measures.measure')),
                        ('effective_on', models.DateField()),
                        ('text', models.CharField(max_length=300)),
                        ('kind', models.CharField(max_length=20)),
                        ('low', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('high', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('strict', models.BooleanField(default=False)),
                        ('amber', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ('reason', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                        ('trajectory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='measures.trajectoryversion')),
                    ],
                    options={
                        'ordering': ['measure', 'effective_on', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c536700fb9e9ae18b619567cfc4daa622b40b759', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_47a35', table='measures_target', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='50167839ec1ced91035c08cf8856e543c1176af2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8b41d', table='measures_target', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StatedRating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stated_ratings', to='measures.measure')),
                        ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stated_ratings', to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('rag', models.CharField(blank=True, max_length=20)),
                        ('direction', models.CharField(blank=True, max_length=20)),
                        ('comment', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                    ],
                    options={
                        'ordering': ['measure', 'starts', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51b88d7b454df8881abba1dc040019ef85b99936', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6bf74', table='measures_statedrating', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='c4ef538fbfbab2693c11f9b0ed126ca107ad7113', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b7b89', table='measures_statedrating', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Override',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='measures.measure')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('rag', models.CharField(blank=True, max_length=20)),
                        ('computed', models.CharField(max_length=20)),
                        ('computed_code', models.CharField(max_length=20)),
                        ('reason', models.TextField()),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['measure', 'starts', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='measures_override_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae11b6b250fbc0d00d6863f5e4157cd769216eab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11f18', table='measures_override', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6168a75ab19783f8c767474cb0b85958391e58e1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9e439', table='measures_override', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorMeasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='plans.successindicator')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='measures.measure')),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('indicator', 'measure'), name='measures_one_link_a_pair'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at"); RETURN NULL;', hash='31ade2b9c6b79689d5d9d79fcf5e9ff43ffb8846', operation='INSERT', pgid='pgtrigger_insert_insert_3d7aa', table='measures_indicatormeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at"); RETURN NULL;', hash='a810730f2026cb25a7fec4727897bc469b12e099', operation='UPDATE', pgid='pgtrigger_update_update_13591', table='measures_indicatormeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (OLD."ended_at", OLD."id", OLD."indicator_id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at"); RETURN NULL;', hash='bc05e0c95b1d2de0ae1cfce5ade1bb18227050b9', operation='DELETE', pgid='pgtrigger_delete_delete_f6f1f', table='measures_indicatormeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ae77b2ba93fec54e660be11ba52cec9544d8ff12', operation='DELETE', pgid='pgtrigger_never_deleted_d6d10', table='measures_indicatormeasure', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorMeasureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='measures.indicatormeasure')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.successindicator')),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RecommendationMeasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='measures.measure')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='inspections.recommendation')),
                        ('recorded_at', models.DateTimeField()),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('measure', 'recommendation'), name='measures_one_showing_a_pair'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='2e0f1bce28eed91135b658bdde975769b65363b3', operation='INSERT', pgid='pgtrigger_insert_insert_7512b', table='measures_recommendationmeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='937482934998501d2a915874f63c338043099266', operation='UPDATE', pgid='pgtrigger_update_update_e14f1', table='measures_recommendationmeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (OLD."ended_at", OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."recommendation_id", OLD."recorded_at"); RETURN NULL;', hash='3f7783e1ce284234f118c97f990d6af3ef64074c', operation='DELETE', pgid='pgtrigger_delete_delete_f7309', table='measures_recommendationmeasure', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='99be417d56932a4f14c5235dfb75c1c324340711', operation='DELETE', pgid='pgtrigger_never_deleted_abebf', table='measures_recommendationmeasure', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecommendationMeasureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='measures.recommendationmeasure')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('recorded_at', models.DateTimeField()),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
