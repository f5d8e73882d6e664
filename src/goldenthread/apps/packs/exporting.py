"""Lists of packs, and the register of a restricted one, as files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone

from goldenthread.apps.packs.models import Opening, Pack
from goldenthread.documents.csv_tables import guarded

PACKS = ("Body", "Meeting", "Pack", "Part", "Edition", "Pages", "Bytes", "Published at", "SHA-256")
OPENINGS = ("Opened at", "Who", "Pack", "Edition")


def packs_csv(packs: Iterable[Pack]) -> str:
    """A row for each pack, dates ISO, with a byte order mark for Excel."""
    return _csv(
        PACKS,
        (
            (
                one.meeting.body.name, one.meeting.held_on.isoformat(), one.name, str(one.part),
                str(one.edition), str(one.pages), str(one.size), _instant(one.published_at), one.sha256,
            )
            for one in packs
        ),
    )  # fmt: skip


def openings_csv(pack: Pack, openings: Iterable[Opening]) -> str:
    """A row for each time that somebody opened a restricted pack."""
    return _csv(
        OPENINGS,
        (
            (_instant(one.opened_at), str(one.person or "At the server"), pack.name, str(pack.edition))
            for one in openings
        ),
    )


def _instant(at: object) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _csv(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(text) for text in row])
    return "\ufeff" + written.getvalue()
