import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('mail', '0001_mail'), ('mail', '0002_invitations')]

    initial = True

    dependencies = [
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                        ('address', models.EmailField(max_length=254)),
                        ('subject', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('calendar', models.TextField(blank=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('about', models.JSONField(default=list)),
                        ('queued_at', models.DateTimeField()),
                        ('queued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('given_up', 'Given up')], default='waiting', max_length=10)),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                        ('next_try_at', models.DateTimeField(blank=True, null=True)),
                        ('handed_over_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-queued_at', '-id'],
                        'indexes': [
                            models.Index(fields=['-queued_at', '-id'], name='mail_newest_first'),
                            models.Index(fields=['state', 'next_try_at'], name='mail_by_state'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='mail_sent_has_its_instant'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('next_try_at__isnull', False), _connector='OR'), name='mail_waits_for_an_instant'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."to_id" IS DISTINCT FROM (NEW."to_id") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."calendar" IS DISTINCT FROM (NEW."calendar") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."queued_by_id" IS DISTINCT FROM (NEW."queued_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8650140bf074f964202c028847287ac8e2b21af1', operation='UPDATE', pgid='pgtrigger_written_once_d8c0b', table='mail_message', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e6aba8610b1d1e7bb50081c15e71b644aff21f57', operation='DELETE', pgid='pgtrigger_never_deleted_374bf', table='mail_message', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Attempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='mail.message')),
                        ('began_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField()),
                        ('outcome', models.CharField(choices=[('sent', 'Sent'), ('failed', 'Not sent'), ('unsure', 'Not known')], max_length=10)),
                        ('words', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'ordering': ['began_at', 'id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fabc1563694af3018aa446c6d5443bbcf4aad086', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0148e', table='mail_attempt', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='700c3271726cb4c64252f030543dedf1767315c0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_93cd2', table='mail_attempt', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
