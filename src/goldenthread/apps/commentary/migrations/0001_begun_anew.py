import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('commentary', '0001_commentary'), ('commentary', '0002_words_searched')]

    initial = True

    dependencies = [
        ('measures', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='measures.measure')),
                        ('period_kind', models.CharField(max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('version', models.PositiveIntegerField()),
                        ('text', models.TextField()),
                        ('beside', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('figure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.value')),
                        ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                        ('on_behalf_of_post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('effective_on', models.DateField()),
                        ('recorded_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['measure', 'starts', 'version'],
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('text', 50000), config='english'), '||',
                            django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('text', 50000), config='simple'),
                            django.contrib.postgres.search.SearchConfig('english')), name='commentary_comment_words'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('measure', 'period_kind', 'starts', 'ends', 'version'), name='commentary_one_comment_a_version'),
                            models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='commentary_comment_says_something'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='commentary_period_ends_after_start'),
                            models.CheckConstraint(condition=models.Q(('on_behalf_of_post', None), models.Q(('on_behalf_of', ''), _negated=True), _connector='OR'), name='commentary_post_spoken_for_is_named'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='42505ea9fadef6b351d67b80771bfcfe722a61e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dff9a', table='commentary_comment', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='7a230a75c7abfc96c67e0bbb4c67a46c793d5700', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_38895', table='commentary_comment', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CommentSignOff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='commentary.comment')),
                        ('outcome', models.CharField(choices=[('signed', 'Signed off'), ('returned', 'Returned')], max_length=20)),
                        ('reason', models.TextField(blank=True)),
                        ('decided_on', models.DateField()),
                        ('decided_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['comment'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='commentary_return_has_reason'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a8b59498772b2cd12c5c5c1faadb490e17dd1fa9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_29ef7', table='commentary_commentsignoff', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='c904a3ba21979dd44ee04cde4e1a00fd26ab2a72', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_50fb8', table='commentary_commentsignoff', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='writer_does_not_sign', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM commentary_comment WHERE id = NEW.comment_id AND written_by_id = NEW.decided_by_id) THEN RAISE EXCEPTION 'Words are not signed off by the one who wrote them (COM-3).'; END IF; RETURN NEW;", hash='bc11c2b9ef7ebdb6a823a4fbe0847927977c2ae4', operation='INSERT', pgid='pgtrigger_writer_does_not_sign_17ff2', table='commentary_commentsignoff', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
