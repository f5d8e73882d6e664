import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('people', '0001_people'), ('people', '0002_clock_offset'), ('people', '0003_ties_as_known'), ('people', '0004_cover')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Council',
                    fields=[
                        ('only', models.BooleanField(default=True, primary_key=True, serialize=False)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('notice', models.CharField(blank=True, help_text='Said at the top of every page and paper.', max_length=300)),
                        ('contact', models.CharField(blank=True, max_length=200)),
                        ('clock_offset', models.DurationField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('only', True)), name='people_one_council'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200, unique=True)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('email', models.EmailField(max_length=254, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                        ('is_active', models.BooleanField(default=True)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'ordering': ['name'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("email", "id", "is_active", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."uuid"); RETURN NULL;', hash='9d6c6b5105925228912d2cfa04275e7fafc015e2', operation='INSERT', pgid='pgtrigger_insert_insert_65688', table='people_person', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))', func='INSERT INTO "people_personevent" ("email", "id", "is_active", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."uuid"); RETURN NULL;', hash='a500a57e26cdaf04525d4565981dcb77bf4b4f76', operation='UPDATE', pgid='pgtrigger_update_update_de829', table='people_person', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("email", "id", "is_active", "is_superuser", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."is_superuser", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."uuid"); RETURN NULL;', hash='d7259fb85ba5bb3bbc3e055ac9e51cf098037b11', operation='DELETE', pgid='pgtrigger_delete_delete_2ca2d', table='people_person', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PersonEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('email', models.EmailField(max_length=254)),
                        ('name', models.CharField(max_length=120)),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
                        ('is_active', models.BooleanField(default=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('title', models.CharField(max_length=200)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.organisation')),
                    ],
                    options={
                        'ordering': ['title'],
                        'constraints': [
                            models.UniqueConstraint(fields=('organisation', 'title'), name='people_one_post_a_title'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Holding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='people.post')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('post', 'person', 'starts'), name='people_one_holding_a_start'),
                            models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gt', models.F('starts')), _connector='OR'), name='people_holding_ends_after_start'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (NEW."ended_at", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='9f7f45fc40fe04db365a27419ec17716dea5bf4a', operation='INSERT', pgid='pgtrigger_insert_insert_8b25d', table='people_holding', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (NEW."ended_at", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='91fba26152bc9a3851406df844ca985012f011dd', operation='UPDATE', pgid='pgtrigger_update_update_14fd4', table='people_holding', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (OLD."ended_at", OLD."ends", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."recorded_at", OLD."starts"); RETURN NULL;', hash='e3a33eea8f8032eb3a59b5e23e77c4a3d81949ce', operation='DELETE', pgid='pgtrigger_delete_delete_08fef', table='people_holding', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HoldingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.holding')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.post')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Cover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('whose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL)),
                        ('covered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covering', to=settings.AUTH_USER_MODEL)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('reason', models.CharField(max_length=200)),
                    ],
                    options={
                        'ordering': ['-starts', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='people_cover_ends_after_start'),
                            models.CheckConstraint(condition=models.Q(('whose', models.F('covered_by')), _negated=True), name='people_cover_by_somebody_else'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_coverevent" ("covered_by_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "starts", "uuid", "whose_id") VALUES (NEW."covered_by_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."starts", NEW."uuid", NEW."whose_id"); RETURN NULL;', hash='99ba44cdf7894986d1c8304ccce7aaff6f6d73c3', operation='INSERT', pgid='pgtrigger_insert_insert_f56f8', table='people_cover', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_coverevent" ("covered_by_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "starts", "uuid", "whose_id") VALUES (NEW."covered_by_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."starts", NEW."uuid", NEW."whose_id"); RETURN NULL;', hash='ed4bfdb0c18b44d91c2f5ea7f3e112c41a49d99b', operation='UPDATE', pgid='pgtrigger_update_update_bc0bd', table='people_cover', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_coverevent" ("covered_by_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "starts", "uuid", "whose_id") VALUES (OLD."covered_by_id", OLD."ended_at", OLD."ends", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."starts", OLD."uuid", OLD."whose_id"); RETURN NULL;', hash='13b16d004754f6cc607cea7606792bb4aeeb6eab', operation='DELETE', pgid='pgtrigger_delete_delete_62cc2', table='people_cover', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CoverEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.cover')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('whose', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('covered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('reason', models.CharField(max_length=200)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Grant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('administrator', 'Administrator'), ('improvement_officer', 'Improvement officer'), ('action_lead', 'Action lead'), ('head_of_service', 'Head of service'), ('director', 'Director'), ('performance_analyst', 'Performance analyst'), ('team_manager', 'Team manager'), ('democratic_services_officer', 'Democratic services officer'), ('board_member', 'Board member'), ('elected_member', 'Elected member'), ('partner', 'Partner'), ('auditor', 'Auditor'), ('public', 'Public')], max_length=40)),
                        ('scope', models.CharField(choices=[('council', 'The whole council'), ('body', 'A body'), ('workstream', 'A workstream'), ('team', 'A team'), ('organisation', 'An organisation')], default='council', max_length=20)),
                        ('scope_uuid', models.UUIDField(blank=True, null=True)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gt', models.F('starts')), _connector='OR'), name='people_grant_ends_after_start'),
                            models.CheckConstraint(condition=models.Q(models.Q(('scope', 'council'), ('scope_uuid', None)), models.Q(models.Q(('scope', 'council'), _negated=True), models.Q(('scope_uuid', None), _negated=True)), _connector='OR'), name='people_grant_names_its_scope'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."role", NEW."scope", NEW."scope_uuid", NEW."starts", NEW."uuid"); RETURN NULL;', hash='996289f9b9ea4695619f1421a6155034f435cb64', operation='INSERT', pgid='pgtrigger_insert_insert_a2869', table='people_grant', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."role", NEW."scope", NEW."scope_uuid", NEW."starts", NEW."uuid"); RETURN NULL;', hash='528a9780bb928329c46cecaa9fa7f6046ca39805', operation='UPDATE', pgid='pgtrigger_update_update_317e2', table='people_grant', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (OLD."ends", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."role", OLD."scope", OLD."scope_uuid", OLD."starts", OLD."uuid"); RETURN NULL;', hash='ab7a5903453eb8e9c9699bd7c9c1d271b267e68e', operation='DELETE', pgid='pgtrigger_delete_delete_75260', table='people_grant', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='GrantEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.grant')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('administrator', 'Administrator'), ('improvement_officer', 'Improvement officer'), ('action_lead', 'Action lead'), ('head_of_service', 'Head of service'), ('director', 'Director'), ('performance_analyst', 'Performance analyst'), ('team_manager', 'Team manager'), ('democratic_services_officer', 'Democratic services officer'), ('board_member', 'Board member'), ('elected_member', 'Elected member'), ('partner', 'Partner'), ('auditor', 'Auditor'), ('public', 'Public')], max_length=40)),
                        ('scope', models.CharField(choices=[('council', 'The whole council'), ('body', 'A body'), ('workstream', 'A workstream'), ('team', 'A team'), ('organisation', 'An organisation')], default='council', max_length=20)),
                        ('scope_uuid', models.UUIDField(blank=True, null=True)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
