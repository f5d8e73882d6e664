import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('success', '0001_success')]

    initial = True

    dependencies = [
        ('files', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='SuccessStatement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='success_statements', to='plans.plan')),
                        ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='success_statements', to='plans.outcome')),
                        ('source', models.CharField(choices=[('children', 'Children'), ('parents', 'Parents and carers'), ('professionals', 'Professionals'), ('audits', 'Audits')], max_length=20)),
                        ('text', models.TextField()),
                        ('position', models.PositiveIntegerField()),
                        ('gone_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'ordering': ['plan', 'position'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='success_statement_says_something'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "success_successstatementevent" ("gone_on", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "source", "text", "uuid", "version") VALUES (NEW."gone_on", NEW."id", NEW."outcome_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."source", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;', hash='4189eba01d7bca870dcb6eeaa4b38ec82edd2c9b', operation='INSERT', pgid='pgtrigger_insert_insert_added', table='success_successstatement', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "success_successstatementevent" ("gone_on", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "source", "text", "uuid", "version") VALUES (NEW."gone_on", NEW."id", NEW."outcome_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."source", NEW."text", NEW."uuid", NEW."version"); RETURN NULL;', hash='8005575d75e833d6861a527555f0eb62d72c03a0', operation='UPDATE', pgid='pgtrigger_update_update_51aee', table='success_successstatement', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "success_successstatementevent" ("gone_on", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "source", "text", "uuid", "version") VALUES (OLD."gone_on", OLD."id", OLD."outcome_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."source", OLD."text", OLD."uuid", OLD."version"); RETURN NULL;', hash='590b1d43dcd5460bac600c4dfe9a30bfdc55a180', operation='DELETE', pgid='pgtrigger_delete_delete_db561', table='success_successstatement', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SuccessStatementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='success.successstatement')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('outcome', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.outcome')),
                        ('source', models.CharField(choices=[('children', 'Children'), ('parents', 'Parents and carers'), ('professionals', 'Professionals'), ('audits', 'Audits')], max_length=20)),
                        ('text', models.TextField()),
                        ('position', models.PositiveIntegerField()),
                        ('gone_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='StatementRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='success.successstatement')),
                        ('version', models.PositiveIntegerField()),
                        ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.outcome')),
                        ('source', models.CharField(choices=[('children', 'Children'), ('parents', 'Parents and carers'), ('professionals', 'Professionals'), ('audits', 'Audits')], max_length=20)),
                        ('text', models.TextField()),
                        ('gone', models.BooleanField(default=False)),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['statement', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('statement', 'version'), name='success_one_revision_a_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03fcdb9d4a021b0ab08de1b0dc43fad8b55a7a72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_99e84', table='success_statementrevision', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='ad4b6eec466c675758a91f769bbdf61f071b2d76', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_88313', table='success_statementrevision', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StatementAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='success.successstatement')),
                        ('effective_on', models.DateField(help_text='The day that it speaks of.')),
                        ('verdict', models.CharField(choices=[('shown', 'Shown'), ('partly_shown', 'Partly shown'), ('not_shown', 'Not shown'), ('not_known', 'Not known')], max_length=20)),
                        ('finding', models.TextField()),
                        ('sample', models.CharField(blank=True, help_text='How many were asked or looked at, whom.', max_length=200)),
                        ('text', models.TextField(help_text='What the statement said when it was answered.')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('evidence', models.ManyToManyField(blank=True, related_name='statement_answers', to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['statement', 'effective_on', 'id'],
                        'indexes': [
                            models.Index(fields=['statement', '-effective_on', '-id'], name='success_answer_newest'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('finding', ''), _negated=True), name='success_answer_has_finding'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d76a155fda73e4c68ddec1af2fb3ca959638b173', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_063a9', table='success_statementanswer', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='4cf7d3896dee6a526e7cc97cb2d83c26a14881ac', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b7a56', table='success_statementanswer', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
