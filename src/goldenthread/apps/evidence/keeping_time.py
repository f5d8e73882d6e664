"""How long the files of evidence that was withdrawn are kept. The finding, its day and its digest stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from goldenthread.apps.evidence.models import PieceVersion
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.retention.first_kinds import forget_content, named_elsewhere
from goldenthread.apps.retention.kinds import Item, Kind
from goldenthread.apps.trail.moments import day_ends


def _due(cut_off: date) -> list[Item]:
    """Files that only versions of withdrawn pieces name, the last of them withdrawn by the end of a day."""
    versions = PieceVersion.objects.filter(file=OuterRef("pk"))
    files = StoredFile.objects.filter(
        Exists(versions),
        ~Exists(versions.filter(Q(piece__withdrawn_at=None) | Q(piece__withdrawn_at__gt=day_ends(cut_off)))),
        ~named_elsewhere(PieceVersion),
        content_deleted_on=None,
    )
    found = files.annotate(withdrawn_at=Max("evidence_versions__piece__withdrawn_at")).order_by("pk")
    return [Item(str(one.pk), one.sha256, timezone.localtime(one.withdrawn_at).date()) for one in found]


def _delete(items: Sequence[Item], today: date) -> None:
    StoredFile.objects.filter(pk__in=[int(one.key) for one in items]).update(content_deleted_on=today)
    forget_content([one.digest for one in items])


WITHDRAWN = Kind(
    key="withdrawn_evidence",
    label="Files of evidence that was withdrawn",
    counts_from="the day on which the piece was withdrawn",
    what_goes="The content of the file. What was found, its day and its digest stay with the piece.",
    months=24,
    basis="Withdrawn: nobody may rely on it, and a sign-off that did holds its digest.",
    due=_due,
    delete=_delete,
)
