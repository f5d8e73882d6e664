import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('bodies', '0001_bodies'), ('bodies', '0002_seats_quorum_and_terms')]

    initial = True

    dependencies = [
        ('people', '0001_begun_anew'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Body',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200, unique=True)),
                        ('kind', models.CharField(max_length=60)),
                        ('reports_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reported_by', to='bodies.body')),
                        ('cadence', models.CharField(blank=True, max_length=60)),
                        ('cadence_assumed', models.BooleanField(default=False)),
                        ('purpose', models.TextField(blank=True)),
                        ('in_public', models.BooleanField(default=False)),
                        ('terms_of_reference', models.TextField(blank=True)),
                        ('quorum', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('quorum_words', models.CharField(blank=True, max_length=200)),
                        ('notice_law', models.CharField(blank=True, choices=[('', 'As the body is: five clear days where it meets in public'), ('council', 'Council, committee or sub-committee: five clear days'), ('executive', 'Executive: five clear days, and an item without them is not considered'), ('none', 'None: it is not a meeting that the law asks notice of')], default='', max_length=20)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'verbose_name_plural': 'bodies',
                        'ordering': ['name'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('reports_to', models.F('id')), _negated=True), name='bodies_none_reports_to_itself'),
                            models.CheckConstraint(condition=models.Q(('quorum', None), ('quorum__gte', 1), _connector='OR'), name='bodies_quorum_of_somebody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bodies_bodyevent" ("cadence", "cadence_assumed", "id", "in_public", "kind", "name", "notice_law", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "quorum", "quorum_words", "reports_to_id", "terms_of_reference", "uuid", "version") VALUES (NEW."cadence", NEW."cadence_assumed", NEW."id", NEW."in_public", NEW."kind", NEW."name", NEW."notice_law", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."quorum", NEW."quorum_words", NEW."reports_to_id", NEW."terms_of_reference", NEW."uuid", NEW."version"); RETURN NULL;', hash='a5f27e82dc750d44b6b024866e63ff138d7c012f', operation='INSERT', pgid='pgtrigger_insert_insert_aec61', table='bodies_body', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bodies_bodyevent" ("cadence", "cadence_assumed", "id", "in_public", "kind", "name", "notice_law", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "quorum", "quorum_words", "reports_to_id", "terms_of_reference", "uuid", "version") VALUES (NEW."cadence", NEW."cadence_assumed", NEW."id", NEW."in_public", NEW."kind", NEW."name", NEW."notice_law", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."quorum", NEW."quorum_words", NEW."reports_to_id", NEW."terms_of_reference", NEW."uuid", NEW."version"); RETURN NULL;', hash='54fa9f72253f62ca4eb63b7c50464431a7c6c12b', operation='UPDATE', pgid='pgtrigger_update_update_4f658', table='bodies_body', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bodies_bodyevent" ("cadence", "cadence_assumed", "id", "in_public", "kind", "name", "notice_law", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "quorum", "quorum_words", "reports_to_id", "terms_of_reference", "uuid", "version") VALUES (OLD."cadence", OLD."cadence_assumed", OLD."id", OLD."in_public", OLD."kind", OLD."name", OLD."notice_law", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."quorum", OLD."quorum_words", OLD."reports_to_id", OLD."terms_of_reference", OLD."uuid", OLD."version"); RETURN NULL;', hash='8b9dc0b0f67611ce9f7d1f7d231fcc55edd82644', operation='DELETE', pgid='pgtrigger_delete_delete_ec666', table='bodies_body', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BodyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bodies.body')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=60)),
                        ('reports_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('cadence', models.CharField(blank=True, max_length=60)),
                        ('cadence_assumed', models.BooleanField(default=False)),
                        ('purpose', models.TextField(blank=True)),
                        ('in_public', models.BooleanField(default=False)),
                        ('terms_of_reference', models.TextField(blank=True)),
                        ('quorum', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('quorum_words', models.CharField(blank=True, max_length=200)),
                        ('notice_law', models.CharField(blank=True, choices=[('', 'As the body is: five clear days where it meets in public'), ('council', 'Council, committee or sub-committee: five clear days'), ('executive', 'Executive: five clear days, and an item without them is not considered'), ('none', 'None: it is not a meeting that the law asks notice of')], default='', max_length=20)),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='bodies.body')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.post')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                        ('capacity', models.CharField(blank=True, help_text='Chair, member, secretary …', max_length=60)),
                        ('seat', models.CharField(blank=True, max_length=120)),
                        ('substitute_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substitutes', to='bodies.membership')),
                        ('voting', models.BooleanField(default=True)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gt', models.F('starts')), _connector='OR'), name='bodies_membership_ends_after_start'),
                            models.CheckConstraint(condition=models.Q(('substitute_for', models.F('id')), _negated=True), name='bodies_none_substitutes_for_itself'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bodies_membershipevent" ("body_id", "capacity", "ended_because", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "starts", "substitute_for_id", "uuid", "voting") VALUES (NEW."body_id", NEW."capacity", NEW."ended_because", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."seat", NEW."starts", NEW."substitute_for_id", NEW."uuid", NEW."voting"); RETURN NULL;', hash='632884b21aec87094dc41c727c5328c267483ffc', operation='INSERT', pgid='pgtrigger_insert_insert_497d1', table='bodies_membership', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bodies_membershipevent" ("body_id", "capacity", "ended_because", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "starts", "substitute_for_id", "uuid", "voting") VALUES (NEW."body_id", NEW."capacity", NEW."ended_because", NEW."ends", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."seat", NEW."starts", NEW."substitute_for_id", NEW."uuid", NEW."voting"); RETURN NULL;', hash='2d3fbc485dc6497a00377bd8e627880e7277b3c3', operation='UPDATE', pgid='pgtrigger_update_update_94a36', table='bodies_membership', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bodies_membershipevent" ("body_id", "capacity", "ended_because", "ends", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "starts", "substitute_for_id", "uuid", "voting") VALUES (OLD."body_id", OLD."capacity", OLD."ended_because", OLD."ends", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."seat", OLD."starts", OLD."substitute_for_id", OLD."uuid", OLD."voting"); RETURN NULL;', hash='403d81d3dd0a3be5267d1edf80e15e21b5aa3091', operation='DELETE', pgid='pgtrigger_delete_delete_807f0', table='bodies_membership', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='one_in_a_seat', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.seat = '' OR NEW.substitute_for_id IS NOT NULL THEN RETURN NEW; END IF;\n    PERFORM 1 FROM bodies_body WHERE id = NEW.body_id FOR UPDATE;\n    IF EXISTS (\n        SELECT 1 FROM bodies_membership AS other\n        WHERE other.body_id = NEW.body_id AND lower(other.seat) = lower(NEW.seat) AND other.id <> NEW.id\n          AND other.substitute_for_id IS NULL\n          AND daterange(other.starts, other.ends) && daterange(NEW.starts, NEW.ends)\n    ) THEN RAISE EXCEPTION 'Two members in one seat at a time' USING ERRCODE = 'exclusion_violation'; END IF;\n    RETURN NEW;\n", hash='5adf2a3585ddda97c9287bcb9ac5c59d240b3db6', operation='INSERT OR UPDATE', pgid='pgtrigger_one_in_a_seat_ed563', table='bodies_membership', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='11f1de191365b54a72f03eed38634b7ffea1f7b7', operation='DELETE', pgid='pgtrigger_never_deleted_28ba0', table='bodies_membership', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bodies.membership')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.body')),
                        ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.post')),
                        ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('capacity', models.CharField(blank=True, help_text='Chair, member, secretary …', max_length=60)),
                        ('seat', models.CharField(blank=True, max_length=120)),
                        ('substitute_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bodies.membership')),
                        ('voting', models.BooleanField(default=True)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
