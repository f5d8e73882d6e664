
from django.db import migrations, models
from goldenthread.apps.trail.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_begun_anew'),
    ]

    operations = [
        AtOnce([
            migrations.AddField(
                model_name='storedfile',
                name='content_deleted_on',
                field=models.DateField(blank=True, help_text='The content was past its time; a certificate says what went.', null=True),
            ),
        ]),
    ]
