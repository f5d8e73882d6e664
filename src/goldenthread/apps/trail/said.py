"""What a record said of itself at an instant: names, settings, texts, read back from the ledger.

What changes seldom keeps no second history. Its row says what holds now, and every change wrote one event
with what the changed fields said `before`. So the first `before` of a field after an instant is what it said
at that instant; a field without one says now what it said then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from goldenthread.apps.trail.models import Subject

Record = TypeVar("Record", bound=models.Model)

SAID = "said"
"""Where an event about many records keeps what each said before: its id → field → value."""


def said_at(
    instant: datetime, *, kind: str, verbs: Sequence[str], uuids: Iterable[UUID] | None = None
) -> dict[UUID, dict[str, Any]]:
    """What records of a kind said at an instant, in the fields that they have changed since. One query.

    `verbs` are those of events that tell, under `before`, what one record of the kind said, or what many did
    (`SAID`). What an event wrote and the law had erased is lost here too.
    """
    told = Subject.objects.filter(kind=kind, event__at__gt=instant, event__verb__in=verbs)
    if uuids is not None:
        told = told.filter(uuid__in=list(uuids))
    read = lru_cache(maxsize=1)(_before)  # one event may be about hundreds of records, which follow it
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    rows = told.order_by("event__position").values_list("uuid", "event__payload__text")
    for uuid, text in rows:
        before = read(text)
        for name, value in (before[SAID].get(str(uuid), {}) if SAID in before else before).items():
            found[uuid].setdefault(name, value)
    return found


def _before(text: str | None) -> dict[str, Any]:
    return json.loads(text)["before"] if text else {}


def put_back(
    records: Iterable[models.Model], known_at: datetime | None, *verbs: str
) -> dict[UUID, dict[str, Any]]:
    """Make these records read as they did at an instant, in their own columns. None leaves them.

    They are for reading: nobody saves them. Returns what each said, for what is no column of its own.
    """
    records = list(records)
    if known_at is None or not records:
        return {}
    kind = records[0]._meta.model_name or ""
    said = said_at(known_at, kind=kind, verbs=verbs, uuids={one.uuid for one in records})
    for record in records:
        for name, value in said.get(record.uuid, {}).items():
            _set(record, name, value)
    return said


def _set(record: models.Model, name: str, value: Any) -> None:
    """A field of the record's own; the ledger also writes ties in words, which are no column."""
    field = next((one for one in record._meta.concrete_fields if one.name == name), None)
    if field is not None and not field.is_relation:
        setattr(record, name, field.to_python(value))


def copied(record: Record) -> Record:
    """A copy to put back, where somebody else still reads the record as it is now."""
    fields = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return type(record)(**fields)
