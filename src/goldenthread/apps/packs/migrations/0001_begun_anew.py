import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('packs', '0001_packs')]

    initial = True

    dependencies = [
        ('agendas', '0001_begun_anew'),
        ('meetings', '0001_begun_anew'),
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Build',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='meetings.meeting')),
                        ('part', models.PositiveSmallIntegerField(choices=[(1, 'Part 1'), (2, 'Part 2')])),
                        ('supplement', models.PositiveSmallIntegerField(default=0)),
                        ('edition', models.PositiveIntegerField()),
                        ('prepared_on', models.DateField()),
                        ('reason', models.TextField(blank=True, help_text='Why the chair takes what a supplement brings.')),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('size', models.BigIntegerField(default=0)),
                        ('pages', models.PositiveIntegerField(default=0)),
                        ('claims_ua', models.BooleanField(default=False)),
                        ('contents', models.JSONField(default=list)),
                        ('findings', models.JSONField(default=list)),
                        ('duplex', models.BooleanField(default=True)),
                        ('asked_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting for the worker'), ('building', 'Being built'), ('built', 'Built'), ('failed', 'Not built')], default='waiting', max_length=10)),
                        ('step', models.CharField(blank=True, max_length=300)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('steps', models.PositiveIntegerField(default=0)),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('touched_at', models.DateTimeField()),
                        ('problem', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['-asked_at', '-id'],
                        'indexes': [
                            models.Index(fields=['state', 'touched_at'], name='packs_build_by_state'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'built'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('pages__gte', 1)), _connector='OR'), name='packs_built_has_pages'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='packs_failed_says_why'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='asked_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."supplement" IS DISTINCT FROM (NEW."supplement") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."duplex" IS DISTINCT FROM (NEW."duplex") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f869944e03a2e7b70e1e9a5337994205b0fe0875', operation='UPDATE', pgid='pgtrigger_asked_once_6491a', table='packs_build', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='83d4d73a745e9ace7338596bf1d46ca91270be0a', operation='DELETE', pgid='pgtrigger_never_deleted_ee220', table='packs_build', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Pack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='meetings.meeting')),
                        ('part', models.PositiveSmallIntegerField(choices=[(1, 'Part 1'), (2, 'Part 2')])),
                        ('supplement', models.PositiveSmallIntegerField(default=0)),
                        ('edition', models.PositiveIntegerField()),
                        ('prepared_on', models.DateField()),
                        ('reason', models.TextField(blank=True, help_text='Why the chair takes what a supplement brings.')),
                        ('document', models.TextField()),
                        ('digest', models.CharField(max_length=64)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('size', models.BigIntegerField(default=0)),
                        ('pages', models.PositiveIntegerField(default=0)),
                        ('claims_ua', models.BooleanField(default=False)),
                        ('contents', models.JSONField(default=list)),
                        ('findings', models.JSONField(default=list)),
                        ('build', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pack', to='packs.build')),
                        ('agenda_edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='agendas.agendaedition')),
                        ('changed_because', models.TextField(blank=True)),
                        ('late_because', models.TextField(blank=True)),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('changes', models.JSONField(default=list)),
                        ('published_at', models.DateTimeField()),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['meeting', 'part', 'supplement', 'edition'],
                        'constraints': [
                            models.UniqueConstraint(fields=('meeting', 'part', 'supplement', 'edition'), name='packs_one_edition_a_number'),
                            models.CheckConstraint(condition=models.Q(('edition', 1), models.Q(('changed_because', ''), _negated=True), _connector='OR'), name='packs_edition_has_reason'),
                            models.CheckConstraint(condition=models.Q(('supplement', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='packs_supplement_has_reason'),
                            models.CheckConstraint(condition=models.Q(models.Q(('sha256', ''), _negated=True), ('pages__gte', 1)), name='packs_pack_has_pages'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2028569037c6ab93ee2b93859d72e320a7250b2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34702', table='packs_pack', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='37da545dd2b787033d1199caf4501f13eeb94ce9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_08b84', table='packs_pack', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Opening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='packs.pack')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packs_opened', to=settings.AUTH_USER_MODEL)),
                        ('opened_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['-opened_at', '-id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e704b7643e364f50431c12768c9ca034e4a0b866', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ebf2', table='packs_opening', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='ab55d289faf2e9032130a2d41ac03051618e9dcf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_cf3f2', table='packs_opening', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Conversion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(max_length=64)),
                        ('suffix', models.CharField(max_length=8)),
                        ('pdf_sha256', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('sha256', 'suffix'), name='packs_converted_once'),
                            models.CheckConstraint(condition=models.Q(('sha256', models.F('pdf_sha256')), _negated=True), name='packs_conversion_converts'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d654fa0ee4af5184d58571f54b6300c49d5c95f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_76407', table='packs_conversion', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate a table that only grows';", hash='d367683fc5b89cdb911735fd6a5a9af0e7702355', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8f8e0', table='packs_conversion', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
