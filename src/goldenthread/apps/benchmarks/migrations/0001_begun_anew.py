import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('benchmarks', '0001_benchmarks')]

    initial = True

    dependencies = [
        ('loads', '0001_begun_anew'),
        ('measures', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Area',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('level', models.CharField(choices=[('nation', 'Nation'), ('region', 'Region'), ('authority', 'Local authority')], max_length=20)),
                        ('name', models.CharField(max_length=200)),
                        ('code', models.CharField(blank=True, max_length=20)),
                        ('former_codes', models.JSONField(default=list)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benchmarks.area')),
                    ],
                    options={
                        'ordering': ['level', 'name'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('level', 'code'), name='benchmarks_one_area_a_code'),
                            models.UniqueConstraint(fields=('level', 'name'), name='benchmarks_one_area_a_name'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_areaevent" ("code", "former_codes", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "uuid") VALUES (NEW."code", NEW."former_codes", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."uuid"); RETURN NULL;', hash='463c0c0ff74b5b22dcd908cd3c710691ef6fa6d5', operation='INSERT', pgid='pgtrigger_insert_insert_48251', table='benchmarks_area', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "benchmarks_areaevent" ("code", "former_codes", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "uuid") VALUES (NEW."code", NEW."former_codes", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."uuid"); RETURN NULL;', hash='2d8aa33067fbb95cd5281950960b0c3f216f990b', operation='UPDATE', pgid='pgtrigger_update_update_b1389', table='benchmarks_area', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_areaevent" ("code", "former_codes", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "uuid") VALUES (OLD."code", OLD."former_codes", OLD."id", OLD."level", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."uuid"); RETURN NULL;', hash='92d01ffce54b735ad7308e536df59f41fa054231', operation='DELETE', pgid='pgtrigger_delete_delete_cbf44', table='benchmarks_area', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9b53e97aa2bb2cb94a27038451cd5fa3d7f7adc6', operation='DELETE', pgid='pgtrigger_never_deleted_3d646', table='benchmarks_area', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AreaEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='benchmarks.area')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('level', models.CharField(choices=[('nation', 'Nation'), ('region', 'Region'), ('authority', 'Local authority')], max_length=20)),
                        ('name', models.CharField(max_length=200)),
                        ('code', models.CharField(blank=True, max_length=20)),
                        ('former_codes', models.JSONField(default=list)),
                        ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='benchmarks.area')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Release',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('title', models.CharField(max_length=200)),
                        ('publisher', models.CharField(blank=True, max_length=200)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='loads.load')),
                        ('digest', models.CharField(max_length=64)),
                        ('figures', models.PositiveIntegerField(default=0)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-recorded_at', '-id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('title', 'digest'), name='benchmarks_one_release_a_content'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_releaseevent" ("digest", "figures", "id", "load_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "recorded_at", "recorded_by_id", "title", "uuid") VALUES (NEW."digest", NEW."figures", NEW."id", NEW."load_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."publisher", NEW."recorded_at", NEW."recorded_by_id", NEW."title", NEW."uuid"); RETURN NULL;', hash='0b4d4e9238560e0d5e05705c1853c3c477957ce5', operation='INSERT', pgid='pgtrigger_insert_insert_fb591', table='benchmarks_release', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "benchmarks_releaseevent" ("digest", "figures", "id", "load_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "recorded_at", "recorded_by_id", "title", "uuid") VALUES (NEW."digest", NEW."figures", NEW."id", NEW."load_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."publisher", NEW."recorded_at", NEW."recorded_by_id", NEW."title", NEW."uuid"); RETURN NULL;', hash='5693992f51df286f76146e430071e8c2e8a7a178', operation='UPDATE', pgid='pgtrigger_update_update_e6617', table='benchmarks_release', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_releaseevent" ("digest", "figures", "id", "load_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "recorded_at", "recorded_by_id", "title", "uuid") VALUES (OLD."digest", OLD."figures", OLD."id", OLD."load_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."publisher", OLD."recorded_at", OLD."recorded_by_id", OLD."title", OLD."uuid"); RETURN NULL;', hash='1b094742f832762f5f9539cb37adb12bb8d6c1ee', operation='DELETE', pgid='pgtrigger_delete_delete_ba758', table='benchmarks_release', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='64de006e037d671d7478bf2f0a1e48b00ad93351', operation='DELETE', pgid='pgtrigger_never_deleted_02c4e', table='benchmarks_release', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReleaseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='benchmarks.release')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('title', models.CharField(max_length=200)),
                        ('publisher', models.CharField(blank=True, max_length=200)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                        ('load', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='loads.load')),
                        ('digest', models.CharField(max_length=64)),
                        ('figures', models.PositiveIntegerField(default=0)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=300)),
                        ('breakdown', models.JSONField(default=dict)),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('key', models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        'ordering': ['name', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1696941e7362b95741d72cfd8b544809b17d2d82', operation='DELETE', pgid='pgtrigger_never_deleted_e137e', table='benchmarks_indicator', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BenchmarkFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('release', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='benchmarks.release')),
                        ('indicator', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='benchmarks.indicator')),
                        ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='benchmarks.area')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('value', models.DecimalField(blank=True, decimal_places=10, max_digits=24, null=True)),
                        ('status', models.CharField(max_length=20)),
                        ('numerator', models.DecimalField(blank=True, decimal_places=10, max_digits=24, null=True)),
                        ('denominator', models.DecimalField(blank=True, decimal_places=10, max_digits=24, null=True)),
                        ('note', models.TextField(blank=True)),
                        ('row', models.PositiveIntegerField(help_text="The row of the release's file.")),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [
                            models.Index(fields=['indicator', 'area'], name='benchmarks_figure_of_area'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='benchmarks_period_ends'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28f2c697d8d4b8a878e2f62edf37e124ecd5dd85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0540', table='benchmarks_benchmarkfigure', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='42950c14af5dfc375ad2f40240a8600e67c94901', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a7242', table='benchmarks_benchmarkfigure', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='NeighbourSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('council', models.ForeignKey(help_text='Our council, as published.', on_delete=django.db.models.deletion.PROTECT, related_name='neighbour_sets', to='benchmarks.area')),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, help_text='The first day on which it no longer holds.', null=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('published_on', models.DateField(blank=True, help_text='Declared: known from this day.', null=True)),
                    ],
                    options={
                        'ordering': ['-starts', '-id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gt', models.F('starts')), _connector='OR'), name='benchmarks_set_ends_after_start'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f64fda7f3b210a3c7e2bec91f6e097c0ac083387', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_425c1', table='benchmarks_neighbourset', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='1ee57c416d80a3520e6759650cec9ce9e4d1c8f4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_36c3f', table='benchmarks_neighbourset', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Neighbour',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('neighbour_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='neighbours', to='benchmarks.neighbourset')),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benchmarks.area')),
                    ],
                    options={
                        'ordering': ['neighbour_set', 'rank'],
                        'constraints': [
                            models.UniqueConstraint(fields=('neighbour_set', 'rank'), name='benchmarks_one_neighbour_a_rank'),
                            models.UniqueConstraint(fields=('neighbour_set', 'area'), name='benchmarks_one_rank_a_neighbour'),
                            models.CheckConstraint(condition=models.Q(('rank__gte', 1), ('rank__lte', 20)), name='benchmarks_rank_from_one'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='476532d41d47a47713e8eb6dcfafbbd69ad3e3e6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e177', table='benchmarks_neighbour', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='6c38620a4934aed5c6ccf9ac45e90156d866bf99', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b1545', table='benchmarks_neighbour', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorMapping',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='benchmark_mappings', to='measures.measure')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappings', to='benchmarks.indicator')),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('multiplier', models.DecimalField(decimal_places=6, default=1, max_digits=12)),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['measure', 'id'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('measure', 'indicator'), name='benchmarks_one_mapping_a_pair'),
                            models.CheckConstraint(condition=models.Q(('multiplier__gt', 0)), name='benchmarks_multiplier_above_zero'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_indicatormappingevent" ("ended_at", "id", "indicator_id", "measure_id", "multiplier", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "unit", "uuid") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", NEW."multiplier", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."unit", NEW."uuid"); RETURN NULL;', hash='e599938b75775d076bde843d817de8b054bb4a04', operation='INSERT', pgid='pgtrigger_insert_insert_dd43d', table='benchmarks_indicatormapping', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "benchmarks_indicatormappingevent" ("ended_at", "id", "indicator_id", "measure_id", "multiplier", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "unit", "uuid") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", NEW."multiplier", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."unit", NEW."uuid"); RETURN NULL;', hash='62a7bd2add2e396a42c0fd226f2ba10204f70147', operation='UPDATE', pgid='pgtrigger_update_update_a7352', table='benchmarks_indicatormapping', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "benchmarks_indicatormappingevent" ("ended_at", "id", "indicator_id", "measure_id", "multiplier", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "unit", "uuid") VALUES (OLD."ended_at", OLD."id", OLD."indicator_id", OLD."measure_id", OLD."multiplier", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."unit", OLD."uuid"); RETURN NULL;', hash='dadd5e6e51c00971b0383947dc7cb4a0a62f3904', operation='DELETE', pgid='pgtrigger_delete_delete_f4cda', table='benchmarks_indicatormapping', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4f7c29ca90eeb62fa93f21e395de31b826e2da5d', operation='DELETE', pgid='pgtrigger_never_deleted_2aafd', table='benchmarks_indicatormapping', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorMappingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='benchmarks.indicatormapping')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('recorded_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='measures.measure')),
                        ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='benchmarks.indicator')),
                        ('unit', models.CharField(blank=True, max_length=40)),
                        ('multiplier', models.DecimalField(decimal_places=6, default=1, max_digits=12)),
                        ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
