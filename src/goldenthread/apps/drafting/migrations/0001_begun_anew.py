import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('drafting', '0001_reports_written_here')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('files', '0001_begun_anew'),
        ('measures', '0001_begun_anew'),
        ('meetings', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Clearer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.CharField(max_length=28, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'A key has small letters, digits and underscores.')])),
                        ('title', models.CharField(max_length=100)),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                    ],
                    options={
                        'ordering': ['id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_clearerevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "title", "uuid") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."title", NEW."uuid"); RETURN NULL;', hash='551bbf9dd0d8d3059f88608ce223eb3c90060e71', operation='INSERT', pgid='pgtrigger_insert_insert_82223', table='drafting_clearer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "drafting_clearerevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "title", "uuid") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."title", NEW."uuid"); RETURN NULL;', hash='b8eaa5c2e3760d09dd88a4f2300f4822fd971ee1', operation='UPDATE', pgid='pgtrigger_update_update_2af5c', table='drafting_clearer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_clearerevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "title", "uuid") VALUES (OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."title", OLD."uuid"); RETURN NULL;', hash='3d98c705d5d993b50c9219f3472366c0db0d285e', operation='DELETE', pgid='pgtrigger_delete_delete_be988', table='drafting_clearer', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ClearerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='drafting.clearer')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('key', models.CharField(max_length=28, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'A key has small letters, digits and underscores.')])),
                        ('title', models.CharField(max_length=100)),
                        ('post', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.post')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Template',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.CharField(max_length=28, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'A key has small letters, digits and underscores.')])),
                        ('name', models.CharField(max_length=100, unique=True)),
                        ('subject', models.CharField(blank=True, choices=[('', 'Nothing'), ('scorecard', 'A scorecard'), ('plan', 'A plan')], max_length=12)),
                    ],
                    options={
                        'ordering': ['id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_templateevent" ("id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "uuid") VALUES (NEW."id", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject", NEW."uuid"); RETURN NULL;', hash='292b3fca5349b4c3c9fad5b215d5853e51a1be82', operation='INSERT', pgid='pgtrigger_insert_insert_1752d', table='drafting_template', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "drafting_templateevent" ("id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "uuid") VALUES (NEW."id", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject", NEW."uuid"); RETURN NULL;', hash='2d99ede3797e9f509031d84703f5550242680bfc', operation='UPDATE', pgid='pgtrigger_update_update_383d6', table='drafting_template', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_templateevent" ("id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "uuid") VALUES (OLD."id", OLD."key", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."subject", OLD."uuid"); RETURN NULL;', hash='2291445a4a243239e47fa2588ef72b4242b5be62', operation='DELETE', pgid='pgtrigger_delete_delete_fbff4', table='drafting_template', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='TemplateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='drafting.template')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('key', models.CharField(max_length=28, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'A key has small letters, digits and underscores.')])),
                        ('name', models.CharField(max_length=100)),
                        ('subject', models.CharField(blank=True, choices=[('', 'Nothing'), ('scorecard', 'A scorecard'), ('plan', 'A plan')], max_length=12)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TemplateVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='drafting.template')),
                        ('number', models.PositiveIntegerField()),
                        ('what', models.CharField(help_text='What changed in it, in words.', max_length=300)),
                        ('made_at', models.DateTimeField(help_text='None for the one that ships with the product.', null=True)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['template', '-number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('template', 'number'), name='drafting_one_template_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='739f9254d721aee8d1c8a29c1284194961115acf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b6a38', table='drafting_templateversion', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='015858559e83699b286bad8c26d926f2edb6def0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7b9ef', table='drafting_templateversion', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Section',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='drafting.templateversion')),
                        ('position', models.PositiveIntegerField()),
                        ('key', models.CharField(max_length=28, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'A key has small letters, digits and underscores.')])),
                        ('title', models.CharField(max_length=120)),
                        ('under', models.CharField(blank=True, max_length=120)),
                        ('kind', models.CharField(choices=[('text', 'Words'), ('choice', 'One of several'), ('boxes', 'Any of several'), ('figures', 'Figures, with words'), ('date', 'A day'), ('person', 'A person or post')], default='text', max_length=10)),
                        ('required', models.BooleanField(default=True)),
                        ('guidance', models.TextField(blank=True)),
                        ('default', models.TextField(blank=True)),
                        ('choices', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['version', 'position'],
                        'constraints': [
                            models.UniqueConstraint(fields=('version', 'key'), name='drafting_one_section_of_a_key'),
                            models.UniqueConstraint(fields=('version', 'position'), name='drafting_one_section_at_a_place'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['choice', 'boxes']), ('choices', ''), _connector='XOR'), name='drafting_choices_to_choose'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='591be0a8bf30e42d5e6b62a74afaef0c808877eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_415e4', table='drafting_section', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='01e7f0bfb8ff835f6e12bd6eaac91835df49e67e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_777da', table='drafting_section', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RouteStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='route', to='drafting.templateversion')),
                        ('clearer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drafting.clearer')),
                        ('days_before', models.PositiveIntegerField()),
                        ('covers', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['version', '-days_before', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('version', 'clearer'), name='drafting_one_step_a_clearer'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ed46be5e4794f378fbfd5ddd6f86e251001270f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0b5d8', table='drafting_routestep', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='419fd30f0c0004f3bb6263bbe4a30112bc7f4699', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_68981', table='drafting_routestep', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='drafting.templateversion')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_reports', to='bodies.body')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='written_reports', to='meetings.meeting')),
                        ('title', models.CharField(max_length=200)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'In clearance'), ('cleared', 'Cleared'), ('frozen', 'Frozen')], default='draft', max_length=10)),
                        ('edition', models.PositiveIntegerField(default=1)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('writer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='written_reports', to=settings.AUTH_USER_MODEL)),
                        ('scorecard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.scorecard')),
                        ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
                        ('period_kind', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('started_at', models.DateTimeField()),
                        ('saved_at', models.DateTimeField(db_index=True)),
                    ],
                    options={
                        'ordering': ['-saved_at', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('ends', None), ('scorecard', None), ('starts', None)), models.Q(('ends__gt', models.F('starts')), ('scorecard__isnull', False), ('starts__isnull', False)), _connector='OR'), name='drafting_scorecard_has_its_period'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e963447fce27059fb23e207cdd81f8d67d5924cc', operation='DELETE', pgid='pgtrigger_never_deleted_71798', table='drafting_report', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_reportevent" ("body_id", "edition", "ends", "form_id", "id", "meeting_id", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "saved_at", "scorecard_id", "started_at", "starts", "state", "title", "uuid", "version", "writer_id") VALUES (NEW."body_id", NEW."edition", NEW."ends", NEW."form_id", NEW."id", NEW."meeting_id", NEW."period_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."saved_at", NEW."scorecard_id", NEW."started_at", NEW."starts", NEW."state", NEW."title", NEW."uuid", NEW."version", NEW."writer_id"); RETURN NULL;', hash='5a7a8591886d62ee9b2cb0ae56e416edde538823', operation='INSERT', pgid='pgtrigger_insert_insert_4432d', table='drafting_report', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "drafting_reportevent" ("body_id", "edition", "ends", "form_id", "id", "meeting_id", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "saved_at", "scorecard_id", "started_at", "starts", "state", "title", "uuid", "version", "writer_id") VALUES (NEW."body_id", NEW."edition", NEW."ends", NEW."form_id", NEW."id", NEW."meeting_id", NEW."period_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."saved_at", NEW."scorecard_id", NEW."started_at", NEW."starts", NEW."state", NEW."title", NEW."uuid", NEW."version", NEW."writer_id"); RETURN NULL;', hash='1b790474fb5455bc6dc532f6fac44ac39f74c342', operation='UPDATE', pgid='pgtrigger_update_update_cf90f', table='drafting_report', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_reportevent" ("body_id", "edition", "ends", "form_id", "id", "meeting_id", "period_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "saved_at", "scorecard_id", "started_at", "starts", "state", "title", "uuid", "version", "writer_id") VALUES (OLD."body_id", OLD."edition", OLD."ends", OLD."form_id", OLD."id", OLD."meeting_id", OLD."period_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."saved_at", OLD."scorecard_id", OLD."started_at", OLD."starts", OLD."state", OLD."title", OLD."uuid", OLD."version", OLD."writer_id"); RETURN NULL;', hash='9014b333afc211d97762ed272ddb77d0e8e1d0a0', operation='DELETE', pgid='pgtrigger_delete_delete_926e4', table='drafting_report', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReportEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='drafting.report')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('form', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='drafting.templateversion')),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('meeting', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
                        ('title', models.CharField(max_length=200)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'In clearance'), ('cleared', 'Cleared'), ('frozen', 'Frozen')], default='draft', max_length=10)),
                        ('edition', models.PositiveIntegerField(default=1)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('writer', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('scorecard', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.scorecard')),
                        ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('period_kind', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('started_at', models.DateTimeField()),
                        ('saved_at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='drafting.report')),
                        ('number', models.PositiveIntegerField()),
                        ('edition', models.PositiveIntegerField()),
                        ('how', models.CharField(choices=[('begun', 'Begun'), ('saved', 'Saved here'), ('word', 'From Word'), ('figures', 'Begun again from the records'), ('reopened', 'Reopened')], max_length=10)),
                        ('why', models.TextField(blank=True)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['report', '-number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('report', 'number'), name='drafting_one_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='01da47e908a2aedd559626e4c391f96d8ef3f1cb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb8de', table='drafting_version', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='a90c783ac9e33c7079d9b84b4dcb8fc912031be1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_36d43', table='drafting_version', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Words',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='drafting.version')),
                        ('key', models.CharField(max_length=28)),
                        ('text', models.TextField(blank=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('version', 'key'), name='drafting_words_of_a_section_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e49d79615b664542d7e1a4a5597d45e6deb79d64', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3311d', table='drafting_words', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='bce06674b10c228e5fdb257d2e8096a0d2453790', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8f9e0', table='drafting_words', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='drafting.report')),
                        ('key', models.CharField(max_length=28)),
                        ('at_version', models.PositiveIntegerField()),
                        ('text', models.TextField()),
                        ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('settled', 'Settled')], default='open', max_length=10)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['made_at', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='drafting_comment_says_something'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='65c34132cb61170095b3df7f16d3dbcce9b3b2de', operation='DELETE', pgid='pgtrigger_never_deleted_b614d', table='drafting_comment', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_commentevent" ("at_version", "id", "key", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "state", "text", "uuid") VALUES (NEW."at_version", NEW."id", NEW."key", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."state", NEW."text", NEW."uuid"); RETURN NULL;', hash='18688fedc758a549aef8f486b406a48a9c7b10a4', operation='INSERT', pgid='pgtrigger_insert_insert_51657', table='drafting_comment', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "drafting_commentevent" ("at_version", "id", "key", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "state", "text", "uuid") VALUES (NEW."at_version", NEW."id", NEW."key", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."state", NEW."text", NEW."uuid"); RETURN NULL;', hash='9e3dc825e9b814afb241e3ed1c27f84405422e5c', operation='UPDATE', pgid='pgtrigger_update_update_a3777', table='drafting_comment', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "drafting_commentevent" ("at_version", "id", "key", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "state", "text", "uuid") VALUES (OLD."at_version", OLD."id", OLD."key", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."state", OLD."text", OLD."uuid"); RETURN NULL;', hash='c1db5aaea77891e526520edfebbfde30237002f5', operation='DELETE', pgid='pgtrigger_delete_delete_f398a', table='drafting_comment', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CommentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='drafting.comment')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='drafting.report')),
                        ('key', models.CharField(max_length=28)),
                        ('at_version', models.PositiveIntegerField()),
                        ('text', models.TextField()),
                        ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('settled', 'Settled')], default='open', max_length=10)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='drafting.comment')),
                        ('text', models.TextField()),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['made_at', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3cee81c6a96622eb6ba85deea390baf82754309d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e4f1', table='drafting_reply', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6ed862b121a3ba48858eceba0b696b2cfdae2f58', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_51a02', table='drafting_reply', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Frozen',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='drafting.report')),
                        ('edition', models.PositiveIntegerField()),
                        ('at_version', models.PositiveIntegerField()),
                        ('schema', models.PositiveIntegerField()),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('as_at', models.DateField()),
                        ('frozen_at', models.DateTimeField()),
                        ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['report', '-edition'],
                        'constraints': [
                            models.UniqueConstraint(fields=('report', 'edition'), name='drafting_one_edition'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='094c96f1a35ef3a876e5d39e3466e4b0d6f626a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8aada', table='drafting_frozen', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='5144687bf63b89ded02914ebe16d067caad61e81', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d305e', table='drafting_frozen', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Clearance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='drafting.report')),
                        ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drafting.routestep')),
                        ('edition', models.PositiveIntegerField()),
                        ('at_version', models.PositiveIntegerField()),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('why_again', models.TextField(blank=True)),
                        ('writer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answer', models.CharField(choices=[('waiting', 'Waiting'), ('cleared', 'Cleared'), ('comments', 'Cleared with comments'), ('back', 'Sent back'), ('lapsed', 'No longer wanted')], default='waiting', max_length=10)),
                        ('words', models.TextField(blank=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-asked_at', '-id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('answer', 'waiting')), fields=('report', 'step'), name='drafting_asked_once'),
                            models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('writer')), _negated=True), _connector='OR'), name='drafting_not_cleared_by_its_writer'),
                            models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='drafting_not_cleared_by_who_asked'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answer__in', ['back', 'comments']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='drafting_answer_says_why'),
                            models.CheckConstraint(condition=models.Q(('answer__in', ['waiting', 'lapsed']), ('answered_at__isnull', False), _connector='OR'), name='drafting_answer_has_its_instant'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."answer" = \'waiting\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bd2462c8f182f9ab2f00be2a2126dcc902ced832', operation='UPDATE', pgid='pgtrigger_decided_stays_d020e', table='drafting_clearance', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a0ca33d0f2a611b86af2774a18d145b0fd19e8dd', operation='DELETE', pgid='pgtrigger_never_deleted_d9b78', table='drafting_clearance', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Sent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='drafting.report')),
                        ('at_version', models.PositiveIntegerField()),
                        ('digest', models.CharField(max_length=64)),
                        ('reading', models.JSONField()),
                        ('sent_at', models.DateTimeField()),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-sent_at', '-id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aefb36fb6c3b2787cfc8d2bce474bc364380a3fc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_088fd', table='drafting_sent', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='473ef177b8d5dd95696a405cd3c6ceb1506f0377', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5446d', table='drafting_sent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Returned',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returned', to='drafting.report')),
                        ('sent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returned', to='drafting.sent')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                        ('reading', models.JSONField()),
                        ('read_at', models.DateTimeField()),
                        ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('fate', models.CharField(choices=[('read', 'Read, nothing taken yet'), ('taken', 'Taken'), ('left', 'Left')], default='read', max_length=10)),
                        ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drafting.version')),
                    ],
                    options={
                        'ordering': ['-read_at', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('fate', 'taken'), ('version__isnull', False)), models.Q(models.Q(('fate', 'taken'), _negated=True), ('version', None)), _connector='OR'), name='drafting_taken_has_its_version'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."fate" = \'read\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6c82c441680242c9ed322c3009bd2dd63462f379', operation='UPDATE', pgid='pgtrigger_decided_stays_e9e57', table='drafting_returned', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8fd48db6867796777de147fee8528f0f28ce92c6', operation='DELETE', pgid='pgtrigger_never_deleted_9ee3b', table='drafting_returned', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
