
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('packs', '0001_begun_anew'),
    ]

    operations = [
        AtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='opening',
                name='append_only',
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='opening',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='963ffc2ef41bfc8b7ed79b5bca8355869e4823e0', operation='UPDATE', pgid='pgtrigger_append_only_1ebf2', table='packs_opening', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='opening',
                trigger=pgtrigger.compiler.Trigger(name='deleted_when_due', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('goldenthread.due', true) = TG_TABLE_NAME THEN RETURN OLD; END IF; RAISE EXCEPTION 'A row is deleted by trail_erase_due only.';", hash='5feba47fb9332478b66b9323ee407b87300a5bf8', operation='DELETE', pgid='pgtrigger_deleted_when_due_8ee51', table='packs_opening', when='BEFORE')),
            ),
        ]),
    ]
