import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0001_begun_anew'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Erased',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(max_length=63)),
                    ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('transaction_started', models.DateTimeField()),
                ],
                options={
                    'verbose_name_plural': 'erased rows',
                },
            ),
            migrations.CreateModel(
                name='Watched',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(max_length=63)),
                    ('key', models.CharField(max_length=63)),
                    ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), size=None)),
                    ('since', models.DateTimeField()),
                    ('replaced_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name_plural': 'watched tables',
                },
            ),
            migrations.CreateModel(
                name='Written',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('digests', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None)),
                    ('transaction_started', models.DateTimeField()),
                    ('found', models.BooleanField(default=False)),
                ],
            ),
            migrations.AddField(
                model_name='event',
                name='transaction_started',
                field=models.DateTimeField(null=True),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='erased',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cbcc103421a2cc70d5e43d26ca86d092d581b797', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56aa3', table='trail_erased', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='erased',
                trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='c99145b356def0a8acc2acc01559248348761121', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_acc68', table='trail_erased', when='BEFORE')),
            ),
            migrations.AddField(
                model_name='written',
                name='watched',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trail.watched'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='written',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1628a09c9e884614d4b5ac0065188dc5f29917d2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c23dc', table='trail_written', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='written',
                trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='fa286af21aa4733acb9d7a57d9e3143e5d983c16', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bf83c', table='trail_written', when='BEFORE')),
            ),
        ]),
    ]
