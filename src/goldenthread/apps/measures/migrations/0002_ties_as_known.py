
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.db.models import DateTimeField, F, Max
from django.db.models.functions import Cast


def end_gone_lines(apps, schema_editor):
    """A line that is gone has ended; when we were told is not kept, so on the day from which it was gone."""
    gone = apps.get_model("measures", "Line").objects.using(schema_editor.connection.alias).filter(gone_on__isnull=False)
    gone.update(ended_at=Cast(F("gone_on"), DateTimeField()))


def forget_ended(apps, schema_editor):
    """Before this, what ended was deleted, and a measure had one line on a scorecard: its newest."""
    for name in ("IndicatorMeasure", "RecommendationMeasure"):
        apps.get_model("measures", name).objects.using(schema_editor.connection.alias).filter(ended_at__isnull=False).delete()
    lines = apps.get_model("measures", "Line").objects.using(schema_editor.connection.alias)
    newest = lines.values("scorecard", "measure").annotate(newest=Max("pk")).order_by()
    lines.exclude(pk__in=[row["newest"] for row in newest]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0002_ties_as_known'),
        ('measures', '0001_measures'),
        ('plans', '0002_ties_as_known'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicatormeasure',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicatormeasure',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicatormeasure',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendationmeasure',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendationmeasure',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='recommendationmeasure',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='indicatormeasure',
            name='measures_one_link_a_pair',
        ),
        migrations.RemoveConstraint(
            model_name='line',
            name='measures_one_line_a_measure',
        ),
        migrations.RemoveConstraint(
            model_name='recommendationmeasure',
            name='measures_one_showing_a_pair',
        ),
        migrations.AddField(
            model_name='indicatormeasure',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='indicatormeasureevent',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='line',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='line',
            name='published_on',
            field=models.DateField(blank=True, help_text='Declared: known from this day.', null=True),
        ),
        migrations.AddField(
            model_name='line',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='recommendationmeasure',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='recommendationmeasureevent',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(end_gone_lines, forget_ended),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatormeasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at"); RETURN NULL;', hash='31ade2b9c6b79689d5d9d79fcf5e9ff43ffb8846', operation='INSERT', pgid='pgtrigger_insert_insert_3d7aa', table='measures_indicatormeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatormeasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."indicator_id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at"); RETURN NULL;', hash='a810730f2026cb25a7fec4727897bc469b12e099', operation='UPDATE', pgid='pgtrigger_update_update_13591', table='measures_indicatormeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatormeasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_indicatormeasureevent" ("ended_at", "id", "indicator_id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (OLD."ended_at", OLD."id", OLD."indicator_id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at"); RETURN NULL;', hash='bc05e0c95b1d2de0ae1cfce5ade1bb18227050b9', operation='DELETE', pgid='pgtrigger_delete_delete_f6f1f', table='measures_indicatormeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatormeasure',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ae77b2ba93fec54e660be11ba52cec9544d8ff12', operation='DELETE', pgid='pgtrigger_never_deleted_d6d10', table='measures_indicatormeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='line',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='de2efd3b8c10bd3390d82a1055cbf68c9668efe2', operation='DELETE', pgid='pgtrigger_never_deleted_b454d', table='measures_line', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationmeasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='30cdc9bf68c58d15d84de441dbc3d79c1fa014f1', operation='INSERT', pgid='pgtrigger_insert_insert_7512b', table='measures_recommendationmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationmeasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at") VALUES (NEW."ended_at", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recommendation_id", NEW."recorded_at"); RETURN NULL;', hash='3d3c79851597708d0fe503356cd51f5ffc1daa81', operation='UPDATE', pgid='pgtrigger_update_update_e14f1', table='measures_recommendationmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationmeasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "measures_recommendationmeasureevent" ("ended_at", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "recorded_at") VALUES (OLD."ended_at", OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recommendation_id", OLD."recorded_at"); RETURN NULL;', hash='7c23d5932595df4ab83777aaeeff0cec4078da07', operation='DELETE', pgid='pgtrigger_delete_delete_f7309', table='measures_recommendationmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationmeasure',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='99be417d56932a4f14c5235dfb75c1c324340711', operation='DELETE', pgid='pgtrigger_never_deleted_abebf', table='measures_recommendationmeasure', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='indicatormeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('indicator', 'measure'), name='measures_one_link_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('scorecard', 'measure'), name='measures_one_line_a_measure'),
        ),
        migrations.AddConstraint(
            model_name='recommendationmeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('measure', 'recommendation'), name='measures_one_showing_a_pair'),
        ),
    ]
