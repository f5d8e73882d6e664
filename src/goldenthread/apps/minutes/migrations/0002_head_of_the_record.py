
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0001_begun_anew'),
    ]

    operations = [
        AtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='minutes',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='minutes',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='minutes',
                name='delete_delete',
            ),
            migrations.AddField(
                model_name='minutes',
                name='head_digest',
                field=models.CharField(blank=True, max_length=64),
            ),
            migrations.AddField(
                model_name='minutes',
                name='head_on',
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='minutes',
                name='head_position',
                field=models.BigIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='minutesevent',
                name='head_digest',
                field=models.CharField(blank=True, max_length=64),
            ),
            migrations.AddField(
                model_name='minutesevent',
                name='head_on',
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='minutesevent',
                name='head_position',
                field=models.BigIntegerField(blank=True, null=True),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='minutes',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "minutes_minutesevent" ("agreed_at", "agreed_by_id", "brought_from_id", "chaired_by", "ended_at", "head_digest", "head_on", "head_position", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "signed_at_id", "signed_by", "signed_recorded_at", "source", "started_at", "state", "uuid", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."brought_from_id", NEW."chaired_by", NEW."ended_at", NEW."head_digest", NEW."head_on", NEW."head_position", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."signed_at_id", NEW."signed_by", NEW."signed_recorded_at", NEW."source", NEW."started_at", NEW."state", NEW."uuid", NEW."version"); RETURN NULL;', hash='bab3a3abfd2af924cdd17de709c885748a03b986', operation='INSERT', pgid='pgtrigger_insert_insert_204bd', table='minutes_minutes', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='minutes',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "minutes_minutesevent" ("agreed_at", "agreed_by_id", "brought_from_id", "chaired_by", "ended_at", "head_digest", "head_on", "head_position", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "signed_at_id", "signed_by", "signed_recorded_at", "source", "started_at", "state", "uuid", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."brought_from_id", NEW."chaired_by", NEW."ended_at", NEW."head_digest", NEW."head_on", NEW."head_position", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."signed_at_id", NEW."signed_by", NEW."signed_recorded_at", NEW."source", NEW."started_at", NEW."state", NEW."uuid", NEW."version"); RETURN NULL;', hash='e07cf2c6ee1d09761d3e7f7ffd6dc6bc56ed99ad', operation='UPDATE', pgid='pgtrigger_update_update_7b5d8', table='minutes_minutes', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='minutes',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "minutes_minutesevent" ("agreed_at", "agreed_by_id", "brought_from_id", "chaired_by", "ended_at", "head_digest", "head_on", "head_position", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "signed_at_id", "signed_by", "signed_recorded_at", "source", "started_at", "state", "uuid", "version") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."brought_from_id", OLD."chaired_by", OLD."ended_at", OLD."head_digest", OLD."head_on", OLD."head_position", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."signed_at_id", OLD."signed_by", OLD."signed_recorded_at", OLD."source", OLD."started_at", OLD."state", OLD."uuid", OLD."version"); RETURN NULL;', hash='e03b1181dd409a253d80ff1f92dcdb98550c8ab7', operation='DELETE', pgid='pgtrigger_delete_delete_dfd0c', table='minutes_minutes', when='AFTER')),
            ),
        ]),
    ]
