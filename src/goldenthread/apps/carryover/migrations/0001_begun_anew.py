import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('carryover', '0001_carryover')]

    initial = True

    dependencies = [
        ('bodies', '0001_begun_anew'),
        ('inspections', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
        ('plans', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='CarryOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('from_plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_from', to='plans.plan')),
                        ('to_plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='plans.plan')),
                        ('carried_on', models.DateField()),
                        ('reason', models.TextField()),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['carried_on', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('from_plan', models.F('to_plan')), _negated=True), name='carryover_to_another_plan'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='carryover_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='44f3bf76942f45f8d7ae13d3d98ddff259f8c115', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca0fc', table='carryover_carryover', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='a915e2bcd83a43b1dbcf930252a408acce4f7527', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_94361', table='carryover_carryover', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Carried',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('carry_over', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='carryover.carryover')),
                        ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='plans.action')),
                        ('new_action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried_from', to='plans.action')),
                    ],
                    options={
                        'ordering': ['id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ee39cfa325df1fbff8969e44b27df9cb436900f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a4cb', table='carryover_carried', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='a496a2fee783a55d381cfeb3e1d48bc4916258c4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bba31', table='carryover_carried', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MonitoringArrangement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitoring_arrangements', to='inspections.recommendation')),
                        ('number', models.PositiveIntegerField()),
                        ('effective_on', models.DateField()),
                        ('supported_by', models.TextField(blank=True)),
                        ('planned_actions', models.TextField(blank=True)),
                        ('why_none', models.TextField(blank=True)),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['effective_on', 'number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('recommendation', 'number'), name='carryover_arrangements_are_numbered'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36ff4b7403e2f69b4092c4f58e265b4480f74909', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83d1d', table='carryover_monitoringarrangement', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='f4c17dfa048f27b6a5575ff50d545d13368ceacf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b83ba', table='carryover_monitoringarrangement', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Through',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='through', to='carryover.monitoringarrangement')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitors', to='bodies.body')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('arrangement', 'body'), name='carryover_through_a_body_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9aadf8e0a776ec0a7d301309474e13f39025cf37', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27a84', table='carryover_through', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='fd486373b6b24a9dd60b7cb64b91488c02455533', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_820e3', table='carryover_through', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='carryover.monitoringarrangement')),
                        ('kind', models.CharField(max_length=40)),
                        ('subject', models.UUIDField()),
                        ('name', models.CharField(max_length=200)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('arrangement', 'subject'), name='carryover_supported_once_by_a_record'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dacc154ebf1ad5fbbca3bb0b2608533528bd6ee4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a47a3', table='carryover_support', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='4c94aa06915a6301a72bd4474f643cfe9b50a987', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_99e22', table='carryover_support', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
