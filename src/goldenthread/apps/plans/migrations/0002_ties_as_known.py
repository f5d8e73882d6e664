
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def forget_ended(apps, schema_editor):
    """Before this, what ended was deleted."""
    for name in ("Service",):
        apps.get_model("plans", name).objects.using(schema_editor.connection.alias).filter(ended_at__isnull=False).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0002_ties_as_known'),
        ('plans', '0001_plans'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='service',
            name='plans_one_service_a_pair',
        ),
        migrations.AddField(
            model_name='service',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='published_on',
            field=models.DateField(blank=True, help_text='Declared: known from this day.', null=True),
        ),
        migrations.AddField(
            model_name='serviceevent',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='serviceevent',
            name='published_on',
            field=models.DateField(blank=True, help_text='Declared: known from this day.', null=True),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_ended),
        pgtrigger.migrations.AddTrigger(
            model_name='ratinglevel',
            trigger=pgtrigger.compiler.Trigger(name='unchanging', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."word" IS DISTINCT FROM (NEW."word") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8021d90da2510708cf958ca6c5baf1a7e53019ab', operation='UPDATE', pgid='pgtrigger_unchanging_e051b', table='plans_ratinglevel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."action_id", NEW."element_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='adc23863b0d8ac3d5fcd0a2d1f97d89d48b0e6c2', operation='INSERT', pgid='pgtrigger_insert_insert_574af', table='plans_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (NEW."action_id", NEW."element_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='0e1fc15b352091efbfa010fedafbdfbb8b675b58', operation='UPDATE', pgid='pgtrigger_update_update_665fd', table='plans_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_serviceevent" ("action_id", "element_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at") VALUES (OLD."action_id", OLD."element_id", OLD."ended_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."recommendation_id", OLD."recorded_at"); RETURN NULL;', hash='9b7f87bd86f044eb6515b70d179811f73c4ff9f2', operation='DELETE', pgid='pgtrigger_delete_delete_ddf76', table='plans_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='68e21dc61ac1db64fb183b897365672b37f4774c', operation='DELETE', pgid='pgtrigger_never_deleted_1f04a', table='plans_service', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('action', 'recommendation', 'element'), name='plans_one_service_a_pair', nulls_distinct=False),
        ),
    ]
