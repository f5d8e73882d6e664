import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [('files', '0001_files'), ('files', '0002_words_searched')]

    initial = True

    dependencies = [
        ('people', '0001_begun_anew'),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('size', models.BigIntegerField()),
                        ('name', models.CharField(max_length=255)),
                        ('media_type', models.CharField(max_length=100)),
                        ('effective_on', models.DateField(blank=True, help_text='The day that it speaks of.', null=True)),
                        ('uploaded_at', models.DateTimeField()),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(models.Func(models.F('name'), models.Value('[^[:alnum:]]+'), models.Value(' '), models.Value('g'), function='regexp_replace', output_field=models.TextField()), config='simple'), name='files_name_words'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='files_size_not_negative'),
                        ],
                    },
                ),
            ],
        ),
    ]
