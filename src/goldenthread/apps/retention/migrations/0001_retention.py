
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mail', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='KeepingTimeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('months', models.PositiveIntegerField()),
                    ('basis', models.TextField()),
                    ('decides', models.CharField(max_length=200)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Check',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('checked_at', models.DateTimeField()),
                    ('events', models.BigIntegerField()),
                    ('head', models.CharField(max_length=64)),
                    ('rows', models.BigIntegerField()),
                    ('whole', models.BooleanField()),
                    ('problems', models.JSONField(default=list)),
                    ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-checked_at', '-id'],
                },
            ),
            migrations.CreateModel(
                name='Deletion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('cut_off', models.DateField(help_text='What counts from this day or before is past its time.')),
                    ('months', models.PositiveIntegerField()),
                    ('basis', models.TextField()),
                    ('decides', models.CharField(max_length=200)),
                    ('count', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('why', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('asked', 'Asked for'), ('done', 'Deleted'), ('refused', 'Not deleted')], default='asked', max_length=10)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('words', models.TextField(blank=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-asked_at', '-id'],
                },
            ),
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('document', models.TextField()),
                    ('digest', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                    ('deletion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='retention.deletion')),
                ],
                options={
                    'ordering': ['-number'],
                },
            ),
            migrations.CreateModel(
                name='DeletionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('cut_off', models.DateField(help_text='What counts from this day or before is past its time.')),
                    ('months', models.PositiveIntegerField()),
                    ('basis', models.TextField()),
                    ('decides', models.CharField(max_length=200)),
                    ('count', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('why', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('asked', 'Asked for'), ('done', 'Deleted'), ('refused', 'Not deleted')], default='asked', max_length=10)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('words', models.TextField(blank=True)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retention.deletion')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='HeadReader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('every', models.CharField(choices=[('day', 'Every day'), ('week', 'Every week'), ('month', 'Every month')], default='week', max_length=10)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='HeadReaderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('recorded_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('every', models.CharField(choices=[('day', 'Every day'), ('week', 'Every week'), ('month', 'Every month')], default='week', max_length=10)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retention.headreader')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='HeadSent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('position', models.BigIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('on', models.DateField()),
                    ('sent_at', models.DateTimeField()),
                    ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.message')),
                    ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-sent_at', '-id'],
                },
            ),
            migrations.CreateModel(
                name='KeepingTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40, unique=True)),
                    ('months', models.PositiveIntegerField()),
                    ('basis', models.TextField()),
                    ('decides', models.CharField(max_length=200)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('basis', ''), _negated=True), models.Q(('decides', ''), _negated=True)), name='retention_time_has_basis'), models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='retention_kept_a_month_at_least')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='keepingtime',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_keepingtimeevent" ("basis", "decides", "id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (NEW."basis", NEW."decides", NEW."id", NEW."kind", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."uuid", NEW."version"); RETURN NULL;', hash='5c58104fc0f49db765f84933e59544841b04e6cd', operation='INSERT', pgid='pgtrigger_insert_insert_b841d', table='retention_keepingtime', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='keepingtime',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "retention_keepingtimeevent" ("basis", "decides", "id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (NEW."basis", NEW."decides", NEW."id", NEW."kind", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."uuid", NEW."version"); RETURN NULL;', hash='1d671f1ea885d35e9987540818984528874e77c4', operation='UPDATE', pgid='pgtrigger_update_update_743dd', table='retention_keepingtime', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='keepingtime',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_keepingtimeevent" ("basis", "decides", "id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version") VALUES (OLD."basis", OLD."decides", OLD."id", OLD."kind", OLD."months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."uuid", OLD."version"); RETURN NULL;', hash='acf6fcc520d2feb67489a833bf670a130361e76a', operation='DELETE', pgid='pgtrigger_delete_delete_f3759', table='retention_keepingtime', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='keepingtime',
                trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c664504ece824b84e237915afc06d89cb0f43e4d', operation='DELETE', pgid='pgtrigger_never_deleted_8f297', table='retention_keepingtime', when='BEFORE')),
            ),
            migrations.AddField(
                model_name='keepingtimeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='keepingtimeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retention.keepingtime'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='check',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='894b975cb7c71ae900bff883eae4cc7f7960d69b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ae3f', table='retention_check', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='check',
                trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='081d62dcdb6eb7debcc370ee08d98374af1463f7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e24e5', table='retention_check', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='deletion',
                constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'asked')), fields=('kind',), name='retention_one_asked_a_kind'),
            ),
            migrations.AddConstraint(
                model_name='deletion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'asked')), models.Q(models.Q(('outcome', 'asked'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='retention_decided_by_somebody'),
            ),
            migrations.AddConstraint(
                model_name='deletion',
                constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('asked_by')), _negated=True), name='retention_two_people'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='deletion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_deletionevent" ("asked_at", "asked_by_id", "basis", "count", "cut_off", "decided_at", "decided_by_id", "decides", "digest", "id", "kind", "months", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "why", "words") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."basis", NEW."count", NEW."cut_off", NEW."decided_at", NEW."decided_by_id", NEW."decides", NEW."digest", NEW."id", NEW."kind", NEW."months", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."uuid", NEW."why", NEW."words"); RETURN NULL;', hash='a51a581c7077be7972f6a666e9ffad2db6b01238', operation='INSERT', pgid='pgtrigger_insert_insert_66e9b', table='retention_deletion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='deletion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "retention_deletionevent" ("asked_at", "asked_by_id", "basis", "count", "cut_off", "decided_at", "decided_by_id", "decides", "digest", "id", "kind", "months", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "why", "words") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."basis", NEW."count", NEW."cut_off", NEW."decided_at", NEW."decided_by_id", NEW."decides", NEW."digest", NEW."id", NEW."kind", NEW."months", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."uuid", NEW."why", NEW."words"); RETURN NULL;', hash='849cee0c97158dccfbaf9fb5068fb04c7b4aaf8e', operation='UPDATE', pgid='pgtrigger_update_update_ae36d', table='retention_deletion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='deletion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_deletionevent" ("asked_at", "asked_by_id", "basis", "count", "cut_off", "decided_at", "decided_by_id", "decides", "digest", "id", "kind", "months", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "why", "words") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."basis", OLD."count", OLD."cut_off", OLD."decided_at", OLD."decided_by_id", OLD."decides", OLD."digest", OLD."id", OLD."kind", OLD."months", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."uuid", OLD."why", OLD."words"); RETURN NULL;', hash='593623a25b17d626faa70c473f2e4bb5e88d64d7', operation='DELETE', pgid='pgtrigger_delete_delete_048b1', table='retention_deletion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='deletion',
                trigger=pgtrigger.compiler.Trigger(name='decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."outcome" = \'asked\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c5b3e25c78737a6898f6c9ac71ddaf73c5bbe755', operation='UPDATE', pgid='pgtrigger_decided_stays_aea2c', table='retention_deletion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='deletion',
                trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fdc822cdc56490ce3fe51faf1c87de8e62f1dbe0', operation='DELETE', pgid='pgtrigger_never_deleted_975b6', table='retention_deletion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='certificate',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b426741daf20a36a35955b50a25a8fb892ed662', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be3be', table='retention_certificate', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='certificate',
                trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='eef7a83d7b56632495890ddde91094238b613dab', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_827f2', table='retention_certificate', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='headreader',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='retention_one_reader_a_person'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headreader',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_headreaderevent" ("ended_at", "every", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "uuid") VALUES (NEW."ended_at", NEW."every", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid"); RETURN NULL;', hash='5399521d2e7a2252ac834e5ba6c98e5f9e50138f', operation='INSERT', pgid='pgtrigger_insert_insert_d9033', table='retention_headreader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headreader',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "retention_headreaderevent" ("ended_at", "every", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "uuid") VALUES (NEW."ended_at", NEW."every", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."uuid"); RETURN NULL;', hash='a5c1d6f3a55eac198cfd3052f29521aa6c7c8e53', operation='UPDATE', pgid='pgtrigger_update_update_ed738', table='retention_headreader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headreader',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "retention_headreaderevent" ("ended_at", "every", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "uuid") VALUES (OLD."ended_at", OLD."every", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."uuid"); RETURN NULL;', hash='360671789ce4527f5930b7df1f87ef67e50bcc3c', operation='DELETE', pgid='pgtrigger_delete_delete_4b2f6', table='retention_headreader', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headreader',
                trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='14b1ed4b40406fca9eccc42789b7fe44350eab5b', operation='DELETE', pgid='pgtrigger_never_deleted_fb4f8', table='retention_headreader', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headsent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e83f5ff9216b9f717f45e22d5a556c56eb17bd0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0feb', table='retention_headsent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headsent',
                trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='83bb494ebc100abafbfa30fe375b7f2e2608c835', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9a6c0', table='retention_headsent', when='BEFORE')),
            ),
        ]),
    ]
