import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('interventions', '0001_interventions')]

    initial = True

    dependencies = [
        ('files', '0001_begun_anew'),
        ('inspections', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='NoticeToImprove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('issued_on', models.DateField()),
                        ('issued_by', models.CharField(max_length=200)),
                        ('terms', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                        ('lifted_on', models.DateField(blank=True, null=True)),
                        ('lifted_by', models.CharField(blank=True, max_length=200)),
                        ('lifted_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'notice to improve',
                        'ordering': ['issued_on', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('lifted_on', None), ('lifted_on__gte', models.F('issued_on')), _connector='OR'), name='interventions_lifted_after_issued'),
                            models.CheckConstraint(condition=models.Q(('lifted_on', None), models.Q(models.Q(('lifted_by', ''), _negated=True), models.Q(('lifted_reason', ''), _negated=True)), _connector='OR'), name='interventions_lifted_by_whom_and_why'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_noticetoimproveevent" ("file_id", "id", "inspection_id", "issued_by", "issued_on", "lifted_by", "lifted_on", "lifted_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "terms", "uuid") VALUES (NEW."file_id", NEW."id", NEW."inspection_id", NEW."issued_by", NEW."issued_on", NEW."lifted_by", NEW."lifted_on", NEW."lifted_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."terms", NEW."uuid"); RETURN NULL;', hash='a40631d6c4aa7378da5029693af104e36b457583', operation='INSERT', pgid='pgtrigger_insert_insert_24341', table='interventions_noticetoimprove', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interventions_noticetoimproveevent" ("file_id", "id", "inspection_id", "issued_by", "issued_on", "lifted_by", "lifted_on", "lifted_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "terms", "uuid") VALUES (NEW."file_id", NEW."id", NEW."inspection_id", NEW."issued_by", NEW."issued_on", NEW."lifted_by", NEW."lifted_on", NEW."lifted_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."terms", NEW."uuid"); RETURN NULL;', hash='a59e3bcdb9b536b8c3afeeec4b5441449a2e689b', operation='UPDATE', pgid='pgtrigger_update_update_d9534', table='interventions_noticetoimprove', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_noticetoimproveevent" ("file_id", "id", "inspection_id", "issued_by", "issued_on", "lifted_by", "lifted_on", "lifted_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "terms", "uuid") VALUES (OLD."file_id", OLD."id", OLD."inspection_id", OLD."issued_by", OLD."issued_on", OLD."lifted_by", OLD."lifted_on", OLD."lifted_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."terms", OLD."uuid"); RETURN NULL;', hash='9938591b12608e51cfd8cd9e4a96fc29b9c5cea3', operation='DELETE', pgid='pgtrigger_delete_delete_5a456', table='interventions_noticetoimprove', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeToImproveEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interventions.noticetoimprove')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('inspection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('issued_on', models.DateField()),
                        ('issued_by', models.CharField(max_length=200)),
                        ('terms', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.storedfile')),
                        ('lifted_on', models.DateField(blank=True, null=True)),
                        ('lifted_by', models.CharField(blank=True, max_length=200)),
                        ('lifted_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='NoticeReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='interventions.noticetoimprove')),
                        ('reviewed_on', models.DateField()),
                        ('said', models.TextField()),
                    ],
                    options={
                        'ordering': ['reviewed_on', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='611212105d4459697d8c13f7241e9146355d302e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84d34', table='interventions_noticereview', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='1983ad16c341e651455205b359c09aea2f79beca', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_aced6', table='interventions_noticereview', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AdviserMeeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adviser_meetings', to='interventions.noticetoimprove')),
                        ('held_on', models.DateField()),
                        ('adviser_role', models.CharField(max_length=200)),
                        ('notes', models.TextField()),
                        ('actions_agreed', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['held_on', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('notice', 'held_on'), name='interventions_one_adviser_meeting_a_day'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0e049fc2cc7581d249ca9cfe31f33bcfa9f4a061', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f69cf', table='interventions_advisermeeting', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='9c91ac07f0bfd6a6e2507541a353c07913c7fa73', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_fbb52', table='interventions_advisermeeting', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('what', models.CharField(choices=[('plan', 'Plan'), ('written_statement', 'Written statement of action')], max_length=20)),
                        ('to_inspectorate', models.BooleanField(default=False)),
                        ('to_department', models.BooleanField(default=False)),
                        ('due_on', models.DateField()),
                    ],
                    options={
                        'ordering': ['due_on', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('to_inspectorate', True), ('to_department', True), _connector='OR'), name='interventions_submitted_to_somebody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_submissionevent" ("due_on", "id", "inspection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "to_department", "to_inspectorate", "uuid", "what") VALUES (NEW."due_on", NEW."id", NEW."inspection_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."to_department", NEW."to_inspectorate", NEW."uuid", NEW."what"); RETURN NULL;', hash='570da061caddd9e5ff3e892051cee5ba36786a5c', operation='INSERT', pgid='pgtrigger_insert_insert_2937a', table='interventions_submission', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interventions_submissionevent" ("due_on", "id", "inspection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "to_department", "to_inspectorate", "uuid", "what") VALUES (NEW."due_on", NEW."id", NEW."inspection_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."to_department", NEW."to_inspectorate", NEW."uuid", NEW."what"); RETURN NULL;', hash='e642eab30fdf0a0868acbc3f1cecadb4d3a9e2f6', operation='UPDATE', pgid='pgtrigger_update_update_4692e', table='interventions_submission', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_submissionevent" ("due_on", "id", "inspection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "to_department", "to_inspectorate", "uuid", "what") VALUES (OLD."due_on", OLD."id", OLD."inspection_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."to_department", OLD."to_inspectorate", OLD."uuid", OLD."what"); RETURN NULL;', hash='576265cb03377a2593a16b1393b13e294e6590c2', operation='DELETE', pgid='pgtrigger_delete_delete_7e130', table='interventions_submission', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SubmissionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interventions.submission')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('inspection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('what', models.CharField(choices=[('plan', 'Plan'), ('written_statement', 'Written statement of action')], max_length=20)),
                        ('to_inspectorate', models.BooleanField(default=False)),
                        ('to_department', models.BooleanField(default=False)),
                        ('due_on', models.DateField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='interventions.submission')),
                        ('number', models.PositiveIntegerField()),
                        ('submitted_on', models.DateField()),
                        ('note', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('submission', 'number'), name='interventions_versions_are_numbered'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f3af350a395df50731c2e3a975f2cae16a761b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f0353', table='interventions_version', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='1d2f3f5b3bde50385a4c68694cb1f6d7135a2262', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_03916', table='interventions_version', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Outcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='interventions.version')),
                        ('result', models.CharField(choices=[('approved', 'Approved'), ('returned', 'Returned')], max_length=10)),
                        ('decided_on', models.DateField()),
                        ('wanted', models.TextField(blank=True)),
                        ('again_by', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('result', 'approved'), models.Q(('wanted', ''), _negated=True), _connector='OR'), name='interventions_returned_says_what_is_wanted'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ba26316ba0db5df83c673beaffd8177f7628f3b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c13c5', table='interventions_outcome', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='93fa372299c624f98ea661f0536371038d1ff9f1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7ff00', table='interventions_outcome', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MonitoringVisit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('announced_on', models.DateField()),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('focus', models.TextField()),
                        ('letter_published_on', models.DateField(blank=True, null=True)),
                        ('findings', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ],
                    options={
                        'ordering': ['starts', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='interventions_visit_in_order'),
                            models.CheckConstraint(condition=models.Q(('letter_published_on', None), models.Q(('findings', ''), _negated=True), _connector='OR'), name='interventions_letter_says_what_was_found'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_monitoringvisitevent" ("announced_on", "ends", "file_id", "findings", "focus", "id", "inspection_id", "letter_published_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts", "uuid") VALUES (NEW."announced_on", NEW."ends", NEW."file_id", NEW."findings", NEW."focus", NEW."id", NEW."inspection_id", NEW."letter_published_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."starts", NEW."uuid"); RETURN NULL;', hash='9dce65acbb519baeee565c68051f15a32a746272', operation='INSERT', pgid='pgtrigger_insert_insert_4686f', table='interventions_monitoringvisit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interventions_monitoringvisitevent" ("announced_on", "ends", "file_id", "findings", "focus", "id", "inspection_id", "letter_published_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts", "uuid") VALUES (NEW."announced_on", NEW."ends", NEW."file_id", NEW."findings", NEW."focus", NEW."id", NEW."inspection_id", NEW."letter_published_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."starts", NEW."uuid"); RETURN NULL;', hash='09446aa59abca97866800728e8c40338396afb42', operation='UPDATE', pgid='pgtrigger_update_update_91a60', table='interventions_monitoringvisit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_monitoringvisitevent" ("announced_on", "ends", "file_id", "findings", "focus", "id", "inspection_id", "letter_published_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts", "uuid") VALUES (OLD."announced_on", OLD."ends", OLD."file_id", OLD."findings", OLD."focus", OLD."id", OLD."inspection_id", OLD."letter_published_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."starts", OLD."uuid"); RETURN NULL;', hash='13e270de7a83898adab642304b7945d46a0b8120', operation='DELETE', pgid='pgtrigger_delete_delete_be692', table='interventions_monitoringvisit', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MonitoringVisitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interventions.monitoringvisit')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('inspection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('announced_on', models.DateField()),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('focus', models.TextField()),
                        ('letter_published_on', models.DateField(blank=True, null=True)),
                        ('findings', models.TextField(blank=True)),
                        ('file', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.storedfile')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ReinspectionWindow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('opens_on', models.DateField()),
                        ('closes_on', models.DateField()),
                        ('basis', models.TextField()),
                        ('unverified', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['opens_on', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='interventions_window_in_order'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_reinspectionwindowevent" ("basis", "closes_on", "id", "inspection_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "unverified", "uuid") VALUES (NEW."basis", NEW."closes_on", NEW."id", NEW."inspection_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."unverified", NEW."uuid"); RETURN NULL;', hash='9470ddeb9bc595d7635e30c33d323465d5deff3e', operation='INSERT', pgid='pgtrigger_insert_insert_f2ffe', table='interventions_reinspectionwindow', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interventions_reinspectionwindowevent" ("basis", "closes_on", "id", "inspection_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "unverified", "uuid") VALUES (NEW."basis", NEW."closes_on", NEW."id", NEW."inspection_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."unverified", NEW."uuid"); RETURN NULL;', hash='f086215edcfc20d8aea2977b8d598fd9bbfe0476', operation='UPDATE', pgid='pgtrigger_update_update_f3f5f', table='interventions_reinspectionwindow', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interventions_reinspectionwindowevent" ("basis", "closes_on", "id", "inspection_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "unverified", "uuid") VALUES (OLD."basis", OLD."closes_on", OLD."id", OLD."inspection_id", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."unverified", OLD."uuid"); RETURN NULL;', hash='f7f54ac0fc140009a1c2ac2d79f03fcec7863a0d', operation='DELETE', pgid='pgtrigger_delete_delete_c46c3', table='interventions_reinspectionwindow', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReinspectionWindowEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interventions.reinspectionwindow')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('inspection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.inspection')),
                        ('recorded_at', models.DateTimeField()),
                        ('opens_on', models.DateField()),
                        ('closes_on', models.DateField()),
                        ('basis', models.TextField()),
                        ('unverified', models.BooleanField(default=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DateMoved',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('subject', models.UUIDField(db_index=True, help_text='The record’s own id.')),
                        ('which', models.CharField(max_length=40)),
                        ('before', models.DateField(blank=True, null=True)),
                        ('after', models.DateField(blank=True, null=True)),
                        ('reason', models.TextField()),
                    ],
                    options={
                        'ordering': ['recorded_at', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='interventions_move_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2966600375071f0ead9f30985fb5131e1be9264a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b941', table='interventions_datemoved', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='3eb5096fe2352de4c08044e7eb0a5afa3f8c18c6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a7e28', table='interventions_datemoved', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
