
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0001_inspections'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='accountability',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='accountability',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='accountability',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='element',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='element',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='element',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='accountability',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='accountability',
            name='published_on',
            field=models.DateField(blank=True, help_text='Declared: known from this day.', null=True),
        ),
        migrations.AddField(
            model_name='accountability',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='accountabilityevent',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='accountabilityevent',
            name='published_on',
            field=models.DateField(blank=True, help_text='Declared: known from this day.', null=True),
        ),
        migrations.AddField(
            model_name='accountabilityevent',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='element',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='elementevent',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountability',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (NEW."body_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='f74a92f106a0a6ab9b0a1e1708d4e8f3d9a53053', operation='INSERT', pgid='pgtrigger_insert_insert_a7d22', table='inspections_accountability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountability',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (NEW."body_id", NEW."ended_at", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."recommendation_id", NEW."recorded_at", NEW."starts"); RETURN NULL;', hash='92dce5fbec6d216bc57f358d7b8b1d26e75b69ba', operation='UPDATE', pgid='pgtrigger_update_update_95e50', table='inspections_accountability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountability',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_accountabilityevent" ("body_id", "ended_at", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "recommendation_id", "recorded_at", "starts") VALUES (OLD."body_id", OLD."ended_at", OLD."ends", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."recommendation_id", OLD."recorded_at", OLD."starts"); RETURN NULL;', hash='82da697aceace65b9aefada083e74afda206a906', operation='DELETE', pgid='pgtrigger_delete_delete_238ce', table='inspections_accountability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountability',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='448ee8af00d163ebf1a72f258c0cf2cb7ac56b8f', operation='DELETE', pgid='pgtrigger_never_deleted_8da91', table='inspections_accountability', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (NEW."id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recommendation_id", NEW."recorded_at", NEW."reference", NEW."title", NEW."uuid"); RETURN NULL;', hash='9027ff013b9e50167657384e33224257a9cd3ac1', operation='INSERT', pgid='pgtrigger_insert_insert_ce367', table='inspections_element', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (NEW."id", NEW."paragraphs", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recommendation_id", NEW."recorded_at", NEW."reference", NEW."title", NEW."uuid"); RETURN NULL;', hash='90b0e72496e7bffc222bcc1f2586d875e6d8f275', operation='UPDATE', pgid='pgtrigger_update_update_432f3', table='inspections_element', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_elementevent" ("id", "paragraphs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at", "reference", "title", "uuid") VALUES (OLD."id", OLD."paragraphs", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recommendation_id", OLD."recorded_at", OLD."reference", OLD."title", OLD."uuid"); RETURN NULL;', hash='c1273dd4f8474b988cfb66d560d41cdaba1ff2c8', operation='DELETE', pgid='pgtrigger_delete_delete_fefd5', table='inspections_element', when='AFTER')),
        ),
    ]
