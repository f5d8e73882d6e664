import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('publishing', '0001_publishing')]

    initial = True

    dependencies = [
        ('measures', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='RowLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.TextField()),
                        ('kind', models.CharField(max_length=20)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='row_links', to='measures.measure')),
                        ('version', models.PositiveIntegerField()),
                        ('outcome', models.CharField(choices=[('confirmed', 'Confirmed'), ('refused', 'Refused')], max_length=20)),
                        ('reason', models.TextField(blank=True)),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['measure', 'key', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('key', 'version'), name='publishing_one_link_a_version'),
                            models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publishing_refused_link_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='036bff444532e1076406637cbdd77d6cbc05bddf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09e9a', table='publishing_rowlink', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='4f55f507527a4e7704049b24f3e297dbac516a48', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_61830', table='publishing_rowlink', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Population',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('people', models.PositiveIntegerField()),
                        ('source', models.CharField(max_length=300)),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['name', 'year', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='publishing_population_of_somebody'),
                            models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='publishing_population_has_source'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='019f0e95fecd49c6f50379bd689e68a4890947df', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fdd0', table='publishing_population', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='b8b3af11cb377ab14ee95c8e6899bf8e06d272fa', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ae992', table='publishing_population', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SmallNumberRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='small_number_rules', to='measures.measure')),
                        ('version', models.PositiveIntegerField()),
                        ('protected', models.BooleanField()),
                        ('threshold', models.PositiveSmallIntegerField()),
                        ('hides_zero', models.BooleanField(default=False)),
                        ('reason', models.TextField()),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['measure', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('measure', 'version'), name='publishing_one_rule_a_version'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='publishing_rule_has_reason'),
                            models.CheckConstraint(condition=models.Q(('threshold__gte', 1), ('threshold__lte', 20)), name='publishing_threshold_in_bounds'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83052424c0b2fc6b0aa2f181d59f0c2c4f5e11cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89584', table='publishing_smallnumberrule', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6b6d08b849f740434f14ce7d35a784d67f515e4b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4d344', table='publishing_smallnumberrule', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Explanation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('digest', models.CharField(max_length=64)),
                        ('code', models.CharField(max_length=20)),
                        ('finding', models.TextField()),
                        ('version', models.PositiveIntegerField()),
                        ('words', models.TextField()),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['scorecard', 'digest', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('scorecard', 'period_kind', 'starts', 'ends', 'digest', 'version'), name='publishing_one_explanation_a_version'),
                            models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='publishing_explanation_says_something'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6ee0b7ce8b842c29ed8d09d3cb8d9489566d268c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39bb5', table='publishing_explanation', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='70ddacaf39a2757b6574839e16b40b6f9cfe61a4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_62418', table='publishing_explanation', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('edition', models.PositiveIntegerField()),
                        ('stage', models.CharField(choices=[('prepared', 'Prepared, not yet approved'), ('approved', 'Approved, not yet published'), ('published', 'Published')], default='prepared', max_length=20)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('reason', models.TextField(blank=True, help_text='Why there is another edition.')),
                        ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('prepared_at', models.DateTimeField()),
                        ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('approved_at', models.DateTimeField(blank=True, null=True)),
                        ('approved', models.CharField(blank=True, max_length=64)),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-ends', 'scorecard', '-edition'],
                        'constraints': [
                            models.UniqueConstraint(fields=('scorecard', 'period_kind', 'starts', 'ends', 'edition'), name='publishing_one_edition'),
                            models.UniqueConstraint(condition=models.Q(('stage', 'published'), _negated=True), fields=('scorecard', 'period_kind', 'starts', 'ends'), name='publishing_one_on_its_way'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='publishing_period_in_order'),
                            models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='publishing_another_person_approves'),
                            models.CheckConstraint(condition=models.Q(models.Q(('approved', ''), ('approved_at', None), ('approved_by', None), ('stage', 'prepared')), models.Q(('approved_by__isnull', False), ('stage__in', ('approved', 'published')), ('approved_at__isnull', False), models.Q(('approved', ''), _negated=True)), _connector='OR'), name='publishing_approved_by_somebody'),
                            models.CheckConstraint(condition=models.Q(models.Q(models.Q(('stage', 'published'), _negated=True), ('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('stage', 'published')), _connector='OR'), name='publishing_published_by_somebody'),
                            models.CheckConstraint(condition=models.Q(('edition', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publishing_new_edition_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9efd3c41a25aebe2fac3a5f66bffb9af74cb483a', operation='DELETE', pgid='pgtrigger_never_deleted_47ecc', table='publishing_publication', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."scorecard_id" IS DISTINCT FROM (NEW."scorecard_id") OR OLD."period_kind" IS DISTINCT FROM (NEW."period_kind") OR OLD."starts" IS DISTINCT FROM (NEW."starts") OR OLD."ends" IS DISTINCT FROM (NEW."ends") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."prepared_by_id" IS DISTINCT FROM (NEW."prepared_by_id") OR OLD."prepared_at" IS DISTINCT FROM (NEW."prepared_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9a83e073c3f7a9e36c468f2474ba15cb6ea9dcf0', operation='UPDATE', pgid='pgtrigger_unchanging_e71bc', table='publishing_publication', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.stage = 'published' OR (OLD.stage <> NEW.stage AND (OLD.stage, NEW.stage) NOT IN (('approved', 'prepared'), ('approved', 'published'), ('prepared', 'approved'))) THEN RAISE EXCEPTION 'An edition does not go from % to % (PUB-1).', OLD.stage, NEW.stage; END IF; RETURN NEW;", hash='0e77d521e6420ab4567b6d1af76a3a2e894e41a6', operation='UPDATE', pgid='pgtrigger_moves_as_allowed_a195a', table='publishing_publication', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='begins_prepared', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.stage <> 'prepared' THEN RAISE EXCEPTION 'An edition begins by being prepared (PUB-1).'; END IF; RETURN NEW;", hash='9f46c2f767b316a03bb2bd4f43ea9cb79bf2f0f9', operation='INSERT', pgid='pgtrigger_begins_prepared_9d7fd', table='publishing_publication', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Withholding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='publishing.publication')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure')),
                        ('version', models.PositiveIntegerField()),
                        ('withheld', models.BooleanField()),
                        ('reason', models.TextField()),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['publication', 'measure', 'version'],
                        'constraints': [
                            models.UniqueConstraint(fields=('publication', 'measure', 'version'), name='publishing_one_withholding_a_version'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='publishing_withholding_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='071620d222b76b95807e768764646492e66ce570', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0b032', table='publishing_withholding', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6ed8225ee0e4312723a82819a0333995c31d1128', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a070e', table='publishing_withholding', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.scorecard')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='published', to='publishing.publication')),
                        ('edition', models.PositiveIntegerField()),
                        ('schema', models.PositiveIntegerField()),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('internal', models.TextField()),
                        ('internal_digest', models.CharField(max_length=64)),
                        ('approved', models.CharField(max_length=64)),
                        ('as_at', models.DateField()),
                        ('published_at', models.DateTimeField()),
                        ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-published_at'],
                        'constraints': [
                            models.UniqueConstraint(fields=('scorecard', 'period_kind', 'starts', 'ends', 'edition'), name='publishing_one_published_edition'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='71982f160fd7d07e667b0967e97da96222504cce', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e402', table='publishing_edition', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='46a1665d459a2c589a3e1212527e0c32d4669dda', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0818e', table='publishing_edition', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='of_what_is_approved', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NOT EXISTS (SELECT 1 FROM publishing_publication WHERE id = NEW.publication_id AND stage = 'approved' AND approved = NEW.approved) THEN RAISE EXCEPTION 'Only what was approved is published (PUB-1, PUB-4).'; END IF; RETURN NEW;", hash='ba620279a796fd607c46f09063d219fa01699358', operation='INSERT', pgid='pgtrigger_of_what_is_approved_c60f5', table='publishing_edition', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
