
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_clock_offset'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='grant',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='grant',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='grant',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='holding',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='holding',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='holding',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='grant',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='grantevent',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='holding',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='holding',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='holdingevent',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='holdingevent',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."role", NEW."scope", NEW."scope_uuid", NEW."starts", NEW."uuid"); RETURN NULL;', hash='996289f9b9ea4695619f1421a6155034f435cb64', operation='INSERT', pgid='pgtrigger_insert_insert_a2869', table='people_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."role", NEW."scope", NEW."scope_uuid", NEW."starts", NEW."uuid"); RETURN NULL;', hash='528a9780bb928329c46cecaa9fa7f6046ca39805', operation='UPDATE', pgid='pgtrigger_update_update_317e2', table='people_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_grantevent" ("ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "scope", "scope_uuid", "starts", "uuid") VALUES (OLD."ends", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."role", OLD."scope", OLD."scope_uuid", OLD."starts", OLD."uuid"); RETURN NULL;', hash='ab7a5903453eb8e9c9699bd7c9c1d271b267e68e', operation='DELETE', pgid='pgtrigger_delete_delete_75260', table='people_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (NEW."ended_at", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='9f7f45fc40fe04db365a27419ec17716dea5bf4a', operation='INSERT', pgid='pgtrigger_insert_insert_8b25d', table='people_holding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (NEW."ended_at", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='91fba26152bc9a3851406df844ca985012f011dd', operation='UPDATE', pgid='pgtrigger_update_update_14fd4', table='people_holding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_holdingevent" ("ended_at", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "starts") VALUES (OLD."ended_at", OLD."ends", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."recorded_at", OLD."starts"); RETURN NULL;', hash='e3a33eea8f8032eb3a59b5e23e77c4a3d81949ce', operation='DELETE', pgid='pgtrigger_delete_delete_08fef', table='people_holding', when='AFTER')),
        ),
    ]
