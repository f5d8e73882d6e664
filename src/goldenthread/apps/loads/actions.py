"""A file on its way in: read, mapped, previewed, then accepted or set aside. Nothing is written before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.files import store
from goldenthread.apps.files.actions import keep
from goldenthread.apps.loads import importers
from goldenthread.apps.loads.importers import importer_for
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import CannotRead

NOT_A_FIELD = ""  # an officer's answer for a column that means nothing to us: its text is kept beside the row


def read_file(
    content: bytes,
    name: str,
    *,
    kind: str,
    source_name: str,
    mapping: Mapping[str, str] | None = None,
    by: Person | None,
    at: datetime,
) -> Load:
    """Read a file and work out what it would change. Raises Refused with plain words.

    `mapping` (heading → field) adds to what is remembered of this source.
    """
    check_mapping(kind, mapping or {})
    source_name = " ".join(source_name.split())
    if not source_name:
        raise Refused("Give the name of the plan, scorecard or release that this file is of.", field="name")
    with transaction.atomic():
        source, _ = Source.objects.select_for_update().get_or_create(kind=kind, name=source_name)
        if mapping:
            source.mapping |= mapping
            source.save(update_fields=["mapping"])
        reading, preview = _read(source, content, name)
        load = Load.objects.create(
            source=source,
            source_name=source.name,
            # Its tables are read, its macros never: a council's workbook may hold them.
            file=keep(content, name, by=by, at=at, macros=True),
            reading=reading,
            preview=preview,
            read_at=at,
            read_by=by,
        )
        record("loads.read", by=by, at=at, on=[load, load.file], after=_summary(load))
    return load


def check_mapping(kind: str, mapping: Mapping[str, str]) -> None:
    """Raises Refused for a field that files of this kind do not have."""
    fields = importer_for(kind).fields
    for heading, field in mapping.items():
        if field != NOT_A_FIELD and field not in fields:
            raise Refused(f"“{field}” is not a field for “{heading}”. Fields: {', '.join(fields)}.")


@transaction.atomic
def settle_columns(load: Load, mapping: Mapping[str, str], *, by: Person, at: datetime) -> Load:
    """The officer said what columns mean: remember it for the source, and read the file again."""
    load = _waiting(load)
    source = Source.objects.select_for_update().get(pk=load.source_id)
    before = dict(source.mapping)
    source.mapping |= mapping
    source.save(update_fields=["mapping"])
    load.source = source
    load.reading, load.preview = _read(source, store.get(load.file.sha256), load.file.name)
    load.save(update_fields=["reading", "preview"])
    record(
        "loads.columns_settled",
        by=by,
        at=at,
        on=load,
        before={"mapping": before},
        after={"mapping": source.mapping},
    )
    return load


def accept(
    load: Load,
    *,
    decisions: Mapping[str, Any],
    published_on: date | None,
    by: Person | None,
    at: datetime,
    today: date,
) -> dict[str, str]:
    """Write what a load brings. `published_on`, where declared, is the day from which it was known.

    Raises Refused when it was decided before, when no row was read, when the declared day is in the future,
    or when a row still waits for a decision or a figure came into doubt since the file was read (the preview
    is then kept as it is now, so that a person sees it). Returns {"url", "words"}.
    """
    with transaction.atomic():
        load = _waiting(load)
        if published_on and published_on > today:
            raise Refused("The day of publication is in the future.", field="published_on")
        # What is stored may have moved since the file was read: look again before writing.
        seen = load.preview.get("doubts", [])
        load.preview = importer_for(load.source.kind).preview(load.reading, load.source.name)
        unseen = [one for one in load.preview.get("doubts", []) if one not in seen]
        if not _rows_read(load.preview):
            raise Refused(
                "No row of this file could be read, so there is nothing to accept. See its problems."
            )
        undecided = [
            item["label"] for item in load.preview["unsure"] if not decisions.get(item["key"], {}).get("as")
        ]
        load.save(update_fields=["preview"])
        if not undecided and not unseen:
            load.decisions = dict(decisions)
            load.published_on = published_on
            return _write(load, by=by, at=at, today=today)
    if unseen:
        raise Refused(
            f"What is recorded has changed since, and now there is more to look at: {unseen[0]['why']}"
        )
    raise Refused(
        f"Say what {len(undecided)} unsure rows are before accepting. The first is “{undecided[0]}”.",
        field="decisions",
    )


def _rows_read(preview: Mapping[str, Any]) -> int:
    """A wrong file would otherwise take everything out of its plan or scorecard as gone."""
    return preview["unchanged"] + sum(len(preview[name]) for name in ("new", "changed", "unsure"))


def _write(load: Load, *, by: Person | None, at: datetime, today: date) -> dict[str, str]:
    load.state = Load.State.ACCEPTED
    load.decided_at, load.decided_by = at, by
    load.save()
    written = importer_for(load.source.kind).accept(
        load, decisions=load.decisions, by=by, at=at, effective_on=load.published_on or today
    )
    record(
        "loads.accepted",
        by=by,
        at=at,
        on=[load, load.file],
        after=_summary(load)
        | {"published_on": load.published_on, "words": written["words"], "decisions": load.decisions},
    )
    return written


@transaction.atomic
def set_aside(load: Load, *, by: Person, at: datetime, reason: str) -> Load:
    """Leave a load out. The file and what was read of it stay on record."""
    load = _waiting(load)
    load.state = Load.State.SET_ASIDE
    load.decided_at, load.decided_by = at, by
    load.save()
    record("loads.set_aside", by=by, at=at, on=load, why=reason)
    return load


def _waiting(load: Load) -> Load:
    load = Load.objects.select_for_update().select_related("source", "file").get(pk=load.pk)
    if load.state != Load.State.READ:
        raise Refused(f"This file was decided before: {load.get_state_display().lower()}.")
    return load


def _read(source: Source, content: bytes, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    importer = importer_for(source.kind)
    try:
        reading = importers.read_file(importer, content, name, source.mapping)
    except CannotRead as refusal:
        raise Refused(refusal.words, field="file") from refusal
    as_json = reading.as_json()
    as_json["columns"] = [
        {"heading": column.heading, "field": column.field, "sheet": column.sheet, "sample": _sample(column)}
        for column in reading.columns
        if column.field or source.mapping.get(column.heading) != NOT_A_FIELD
    ]
    return as_json, importer.preview(as_json, source.name)


def _sample(column: Any) -> str:
    sample = getattr(column, "sample", "")
    return sample if isinstance(sample, str) else "; ".join(str(text) for text in sample)


def _summary(load: Load) -> dict[str, Any]:
    counts = {name: len(load.preview[name]) for name in ("new", "changed", "gone", "unsure")}
    return counts | {
        "unchanged": load.preview["unchanged"],
        "problems": len(load.reading["problems"]),
        "source": load.source.name,
        "file": load.file.name,
        "sha256": load.file.sha256,
    }
