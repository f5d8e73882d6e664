"""How long the register of who opened restricted packs is kept, and which contents packs hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone

from goldenthread.apps.packs.models import Build, Conversion, Opening, Pack
from goldenthread.apps.retention.kinds import Item, Kind
from goldenthread.apps.trail.actions import erase_due
from goldenthread.apps.trail.moments import day_ends


def held_by_packs(sha256s: Collection[str]) -> set[str]:
    """Those of these contents that are a pack, one being built, or a paper as it was printed for packs."""
    columns = ((Build, "sha256"), (Pack, "sha256"), (Conversion, "pdf_sha256"))
    return {
        sha256
        for model, column in columns
        for sha256 in model.objects.filter(**{f"{column}__in": list(sha256s)})
        .order_by()
        .values_list(column, flat=True)
    }


def _due(cut_off: date) -> list[Item]:
    found = Opening.objects.filter(opened_at__lte=day_ends(cut_off)).order_by("pk")
    rows = found.values_list("pk", "pack__uuid", "person__uuid", "opened_at")
    return [
        Item(str(pk), hashlib.sha256(f"{pack} {person} {at.isoformat()}".encode()).hexdigest(),
             timezone.localtime(at).date())
        for pk, pack, person, at in rows
    ]  # fmt: skip


def _delete(items: Sequence[Item], _today: date) -> None:
    erase_due(Opening, [int(one.key) for one in items])


OPENINGS = Kind(
    key="pack_openings",
    label="Who opened restricted packs",
    counts_from="the day on which the pack was opened",
    what_goes="The line of the register: who opened which pack, and when. The pack stays.",
    months=84,
    basis="Kept as long as a disclosure of restricted papers may still be looked into.",
    due=_due,
    delete=_delete,
)
