import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


# The one way to erase what an event wrote: a function of the owner's, which the application may call.
ERASURE = """
CREATE FUNCTION trail_erase_payload(erased bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('goldenthread.erasing', erased::text, true);
    DELETE FROM trail_payload WHERE event_id = erased;
    PERFORM set_config('goldenthread.erasing', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION trail_erase_payload(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    replaces = [('trail', '0001_ledger'), ('trail', '0002_erasure')]

    initial = True

    dependencies = [
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.BigIntegerField(unique=True)),
                        ('at', models.DateTimeField()),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trail_events', to=settings.AUTH_USER_MODEL)),
                        ('verb', models.CharField(max_length=60)),
                        ('text', models.TextField()),
                        ('previous_digest', models.CharField(max_length=64)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        'ordering': ['position'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='trail_position_from_one'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='102b783fbe463a9265a633d823ddadb507f06350', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4383b', table='trail_event', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='9d0ff75b9288fcd9facb1ca2aaca9730efc77ea9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0ed1d', table='trail_event', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Subject',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='trail.event')),
                        ('kind', models.CharField(max_length=40)),
                        ('uuid', models.UUIDField()),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('uuid', 'event'), name='trail_one_subject_an_event'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f2941adfe4a2b1133b99d786fc692b41b2be778f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1171', table='trail_subject', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='b4d15626a47aa820dbf547b740485d00fde63d5b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_74e55', table='trail_subject', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Payload',
                    fields=[
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='payload', serialize=False, to='trail.event')),
                        ('salt', models.CharField(max_length=32)),
                        ('text', models.TextField()),
                    ],
                    options={
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='dcfddb770dc50a88abd9bb0f153f1224f706cad5', operation='UPDATE', pgid='pgtrigger_no_update_23c55', table='trail_payload', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='8efaeead130fdcb9b60b378f41d68730f3d3a1ba', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7cd88', table='trail_payload', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='erased_by_law_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('goldenthread.erasing', true) = OLD.event_id::text THEN RETURN OLD; END IF; RAISE EXCEPTION 'A payload is erased by trail_erase_payload only.';", hash='9c50a869c53b380e33143956e17c9181ac3fb2c8', operation='DELETE', pgid='pgtrigger_erased_by_law_only_b4d77', table='trail_payload', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunSQL(ERASURE, 'DROP FUNCTION trail_erase_payload(bigint)'),
    ]
