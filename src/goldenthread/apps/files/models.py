"""Files as they came: content by its SHA-256, encrypted at rest; who brought it, and when, apart."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from goldenthread.apps.files.words import WORDS_OF_A_NAME


class StoredFile(models.Model):
    """One upload. Several may share one content; the content is stored once (see `store`)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    effective_on = models.DateField(null=True, blank=True, help_text="The day that it speaks of.")
    content_deleted_on = models.DateField(
        null=True, blank=True, help_text="The content was past its time; a certificate says what went."
    )
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [GinIndex(WORDS_OF_A_NAME, name="files_name_words")]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="files_size_not_negative")
        ]

    def __str__(self) -> str:
        return self.name
