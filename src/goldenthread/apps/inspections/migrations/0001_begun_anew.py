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

    replaces = [('inspections', '0001_inspections'), ('inspections', '0002_ties_as_known'), ('inspections', '0003_words_searched'), ('inspections', '0004_found_before')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('loads', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Framework',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('inspectorate', models.CharField(max_length=100)),
                        ('in_force_from', models.DateField(blank=True, null=True)),
                        ('grades', models.JSONField(help_text='Best first; empty where the framework gives no grade.')),
                        ('areas', models.JSONField(help_text='The areas that it judges, in order.')),
                        ('basis', models.CharField(max_length=300)),
                        ('unverified', models.BooleanField(default=False, help_text='Not yet checked at source.')),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Inspection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200, unique=True)),
                        ('kind', models.CharField(default='Inspection', max_length=60)),
                        ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='inspections.framework')),
                        ('inspectorate', models.CharField(blank=True, max_length=100)),
                        ('fieldwork_starts', models.DateField(blank=True, null=True)),
                        ('fieldwork_ends', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, null=True)),
                        ('published_text', models.CharField(blank=True, help_text='As known, when the day is not: 2015.', max_length=60)),
                        ('lead_inspector', models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        'ordering': ['-published_on', 'name'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('fieldwork_ends', None), ('fieldwork_starts', None), ('fieldwork_ends__gte', models.F('fieldwork_starts')), _connector='OR'), name='inspections_fieldwork_in_order'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_inspectionevent" ("fieldwork_ends", "fieldwork_starts", "framework_id", "id", "inspectorate", "kind", "lead_inspector", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_text", "uuid") VALUES (NEW."fieldwork_ends", NEW."fieldwork_starts", NEW."framework_id", NEW."id", NEW."inspectorate", NEW."kind", NEW."lead_inspector", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."published_text", NEW."uuid"); RETURN NULL;', hash='b423ca62050a645461f41e83d43a3d4d745d5525', operation='INSERT', pgid='pgtrigger_insert_insert_f089c', table='inspections_inspection', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_inspectionevent" ("fieldwork_ends", "fieldwork_starts", "framework_id", "id", "inspectorate", "kind", "lead_inspector", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_text", "uuid") VALUES (NEW."fieldwork_ends", NEW."fieldwork_starts", NEW."framework_id", NEW."id", NEW."inspectorate", NEW."kind", NEW."lead_inspector", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."published_text", NEW."uuid"); RETURN NULL;', hash='711ab5152493199d608555554b634ca6f33dfa6b', operation='UPDATE', pgid='pgtrigger_update_update_fe5c3', table='inspections_inspection', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_inspectionevent" ("fieldwork_ends", "fieldwork_starts", "framework_id", "id", "inspectorate", "kind", "lead_inspector", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_text", "uuid") VALUES (OLD."fieldwork_ends", OLD."fieldwork_starts", OLD."framework_id", OLD."id", OLD."inspectorate", OLD."kind", OLD."lead_inspector", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."published_text", OLD."uuid"); RETURN NULL;', hash='71a5b66a6fd2d24327fb79fad242d7500a769db8', operation='DELETE', pgid='pgtrigger_delete_delete_6efc3', table='inspections_inspection', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='InspectionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.inspection')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(default='Inspection', max_length=60)),
                        ('framework', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.framework')),
                        ('inspectorate', models.CharField(blank=True, max_length=100)),
                        ('fieldwork_starts', models.DateField(blank=True, null=True)),
                        ('fieldwork_ends', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, null=True)),
                        ('published_text', models.CharField(blank=True, help_text='As known, when the day is not: 2015.', max_length=60)),
                        ('lead_inspector', models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Judgement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='inspections.inspection')),
                        ('area', models.CharField(max_length=200)),
                        ('grade', models.CharField(max_length=100)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('inspection', 'area'), name='inspections_one_grade_an_area'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='inspections.inspection')),
                        ('reference', models.CharField(max_length=40)),
                        ('sort_key', models.CharField(max_length=120)),
                        ('reference_is_ours', models.BooleanField(default=False)),
                        ('title', models.CharField(max_length=400)),
                        ('text', models.TextField(blank=True)),
                        ('paragraphs', models.CharField(blank=True, help_text="Of the inspection's report.", max_length=200)),
                        ('theme', models.CharField(blank=True, max_length=200)),
                        ('deadline', models.CharField(blank=True, help_text='Immediately, within three months …', max_length=60)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['inspection', 'sort_key'],
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('text', 50000), django.db.models.functions.text.Left('theme', 50000), config='english'), '||',
                            django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('reference', 50000), django.db.models.functions.text.Left('title', 50000), django.db.models.functions.text.Left('text', 50000), django.db.models.functions.text.Left('theme', 50000), config='simple'),
                            django.contrib.postgres.search.SearchConfig('english')), name='inspections_recommended_words'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('inspection', 'reference'), name='inspections_one_recommendation_a_reference'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_recommendationevent" ("deadline", "due", "id", "inspection_id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "reference_is_ours", "sort_key", "text", "theme", "title", "uuid") VALUES (NEW."deadline", NEW."due", NEW."id", NEW."inspection_id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."reference", NEW."reference_is_ours", NEW."sort_key", NEW."text", NEW."theme", NEW."title", NEW."uuid"); RETURN NULL;', hash='7fe4b5293ac5e19e769e001e5d3f26a81d61f2bb', operation='INSERT', pgid='pgtrigger_insert_insert_f9dd4', table='inspections_recommendation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_recommendationevent" ("deadline", "due", "id", "inspection_id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "reference_is_ours", "sort_key", "text", "theme", "title", "uuid") VALUES (NEW."deadline", NEW."due", NEW."id", NEW."inspection_id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."reference", NEW."reference_is_ours", NEW."sort_key", NEW."text", NEW."theme", NEW."title", NEW."uuid"); RETURN NULL;', hash='e63f50eb55588cb54db3ca6c23c3d025c881d802', operation='UPDATE', pgid='pgtrigger_update_update_4a0d4', table='inspections_recommendation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_recommendationevent" ("deadline", "due", "id", "inspection_id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "reference_is_ours", "sort_key", "text", "theme", "title", "uuid") VALUES (OLD."deadline", OLD."due", OLD."id", OLD."inspection_id", OLD."paragraphs", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."reference", OLD."reference_is_ours", OLD."sort_key", OLD."text", OLD."theme", OLD."title", OLD."uuid"); RETURN NULL;', hash='68cddbbc55b770805a46f33721e5203e3e61fe93', operation='DELETE', pgid='pgtrigger_delete_delete_faf08', table='inspections_recommendation', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecommendationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.recommendation')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('inspection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.inspection')),
                        ('reference', models.CharField(max_length=40)),
                        ('sort_key', models.CharField(max_length=120)),
                        ('reference_is_ours', models.BooleanField(default=False)),
                        ('title', models.CharField(max_length=400)),
                        ('text', models.TextField(blank=True)),
                        ('paragraphs', models.CharField(blank=True, help_text="Of the inspection's report.", max_length=200)),
                        ('theme', models.CharField(blank=True, max_length=200)),
                        ('deadline', models.CharField(blank=True, help_text='Immediately, within three months …', max_length=60)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Element',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elements', to='inspections.recommendation')),
                        ('reference', models.CharField(max_length=40)),
                        ('title', models.CharField(max_length=400)),
                        ('paragraphs', models.CharField(blank=True, max_length=200)),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['recommendation', 'reference'],
                        'constraints': [
                            models.UniqueConstraint(fields=('recommendation', 'reference'), name='inspections_one_element_a_reference'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (NEW."id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recommendation_id", NEW."recorded_at", NEW."reference", NEW."title", NEW."uuid"); RETURN NULL;', hash='9027ff013b9e50167657384e33224257a9cd3ac1', operation='INSERT', pgid='pgtrigger_insert_insert_ce367', table='inspections_element', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (NEW."id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recommendation_id", NEW."recorded_at", NEW."reference", NEW."title", NEW."uuid"); RETURN NULL;', hash='90b0e72496e7bffc222bcc1f2586d875e6d8f275', operation='UPDATE', pgid='pgtrigger_update_update_432f3', table='inspections_element', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (OLD."id", OLD."paragraphs", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recommendation_id", OLD."recorded_at", OLD."reference", OLD."title", OLD."uuid"); RETURN NULL;', hash='c1273dd4f8474b988cfb66d560d41cdaba1ff2c8', operation='DELETE', pgid='pgtrigger_delete_delete_fefd5', table='inspections_element', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ElementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.element')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('reference', models.CharField(max_length=40)),
                        ('title', models.CharField(max_length=400)),
                        ('paragraphs', models.CharField(blank=True, max_length=200)),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Accountability',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accountabilities', to='inspections.recommendation')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accountabilities', to='bodies.body')),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'ordering': [models.OrderBy(models.F('starts'), descending=True, nulls_last=True)],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends', None), ('starts', None), ('ends__gt', models.F('starts')), _connector='OR'), name='inspections_accountability_ends_after_start'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (NEW."body_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='f74a92f106a0a6ab9b0a1e1708d4e8f3d9a53053', operation='INSERT', pgid='pgtrigger_insert_insert_a7d22', table='inspections_accountability', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (NEW."body_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='92dce5fbec6d216bc57f358d7b8b1d26e75b69ba', operation='UPDATE', pgid='pgtrigger_update_update_95e50', table='inspections_accountability', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (OLD."body_id", OLD."ended_at", OLD."ends", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."recommendation_id", OLD."recorded_at", OLD."starts"); RETURN NULL;', hash='82da697aceace65b9aefada083e74afda206a906', operation='DELETE', pgid='pgtrigger_delete_delete_238ce', table='inspections_accountability', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='448ee8af00d163ebf1a72f258c0cf2cb7ac56b8f', operation='DELETE', pgid='pgtrigger_never_deleted_8da91', table='inspections_accountability', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AccountabilityEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.accountability')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Recurrence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recurrences', to='inspections.recommendation')),
                        ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_back', to='inspections.recommendation')),
                        ('reason', models.TextField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('recommendation', 'earlier'), name='inspections_found_before_once'),
                            models.CheckConstraint(condition=models.Q(('recommendation', models.F('earlier')), _negated=True), name='inspections_not_found_before_itself'),
                            models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='inspections_recurrence_withdrawn_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_recurrenceevent" ("earlier_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recommendation_id", "recorded_at", "recorded_by_id", "uuid", "withdrawn_reason") VALUES (NEW."earlier_id", NEW."ended_at", NEW."ended_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recommendation_id", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid", NEW."withdrawn_reason"); RETURN NULL;', hash='e40f2b7a1596558eb057f26bc45abc71f4b9e6a9', operation='INSERT', pgid='pgtrigger_insert_insert_bc802', table='inspections_recurrence', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_recurrenceevent" ("earlier_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recommendation_id", "recorded_at", "recorded_by_id", "uuid", "withdrawn_reason") VALUES (NEW."earlier_id", NEW."ended_at", NEW."ended_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recommendation_id", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid", NEW."withdrawn_reason"); RETURN NULL;', hash='ba0e78077246954339671cb49acfd1e8e6821c13', operation='UPDATE', pgid='pgtrigger_update_update_4a5fa', table='inspections_recurrence', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_recurrenceevent" ("earlier_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recommendation_id", "recorded_at", "recorded_by_id", "uuid", "withdrawn_reason") VALUES (OLD."earlier_id", OLD."ended_at", OLD."ended_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recommendation_id", OLD."recorded_at", OLD."recorded_by_id", OLD."uuid", OLD."withdrawn_reason"); RETURN NULL;', hash='ceb3217310a015837c54a715372430ebe0c4946c', operation='DELETE', pgid='pgtrigger_delete_delete_3e1f7', table='inspections_recurrence', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6ec689aac30a79f7c61270727ed8b3dee0f12465', operation='DELETE', pgid='pgtrigger_never_deleted_4b05e', table='inspections_recurrence', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecurrenceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.recurrence')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('earlier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.recommendation')),
                        ('reason', models.TextField()),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='inspections.recommendation')),
                        ('element', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='inspections.element')),
                        ('status', models.CharField(choices=[('not_met', 'Not met'), ('partly_met', 'Partly met'), ('met', 'Met'), ('met_subject_to_condition', 'Met subject to a condition'), ('no_longer_applicable', 'No longer applicable')], max_length=30)),
                        ('assessed_on', models.DateField()),
                        ('assessed_text', models.CharField(blank=True, help_text='As printed, when the day is not: July 2016.', max_length=60)),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='bodies.body')),
                        ('condition', models.TextField(blank=True)),
                        ('reason', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                    ],
                    options={
                        'ordering': ['assessed_on', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'met_subject_to_condition'), _negated=True), models.Q(('condition', ''), _negated=True), _connector='OR'), name='inspections_condition_is_said'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'no_longer_applicable'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='inspections_not_applicable_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0e1783c790e602468bf3bcf85524a168c7c75632', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ccc53', table='inspections_assessment', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6d72affa23957b1d9d1aa30a1421fe336e81e888', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_92bcb', table='inspections_assessment', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
