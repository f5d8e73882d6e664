"""Writes about past minutes: a paper is read, corrected, saved as minutes, or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.actions import keep
from goldenthread.apps.minutes.past import Brought, PastAttender, PastHead, PastItem, record_past_meeting
from goldenthread.apps.pastminutes.models import PastDraft
from goldenthread.apps.pastminutes.reading import as_plain
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.past_minutes import read_past_text, read_past_word
from goldenthread.intake.problems import CannotRead


@transaction.atomic
def read_paper(
    *, name: str, text: str = "", content: bytes | None = None, by: Person | None, at: datetime
) -> PastDraft:
    """Read minutes that were pasted, or a Word document, which is kept. Nothing else is written yet.

    Raises Refused without exactly one of the two, and for what cannot be read.
    """
    if (content is None) == (not text.strip()):
        raise Refused("Paste the minutes, or choose a Word document: one of the two.", field="text")
    try:
        found = read_past_word(content) if content is not None else read_past_text(text)
    except CannotRead as refusal:
        raise Refused(str(refusal), field="file" if content is not None else "text") from refusal
    file = keep(content, name, by=by, at=at) if content is not None else None
    called = name.strip() if file else f"Text pasted: {found.head.body or 'minutes'}"
    draft = PastDraft.objects.create(
        name=called[:300], file=file, found=as_plain(found), read_at=at, read_by=by
    )
    record("pastminutes.read", by=by, at=at, on=[draft, *([file] if file else [])], after={
        "name": draft.name, "items": len(found.items), "doubts": len(found.doubts),
    })  # fmt: skip
    return draft


@transaction.atomic
def keep_typed(
    draft: PastDraft, typed: dict[str, Any], *, version: int, by: Person | None, at: datetime
) -> PastDraft:
    """Keep the corrections so far, to go on later. Refused where somebody else saved meanwhile."""
    draft = _locked(draft, version)
    draft.typed, draft.version = typed, draft.version + 1
    draft.save(update_fields=["typed", "version"])
    record("pastminutes.corrected", by=by, at=at, on=draft, after={"version": draft.version})
    return draft


@transaction.atomic
def save_minutes(
    draft: PastDraft, body: Body, head: PastHead, people: Sequence[PastAttender],
    items: Sequence[PastItem], *, version: int, today: date, by: Person | None, at: datetime,
) -> Brought:  # fmt: skip
    """Save a paper as a person has it, as the minutes of its meeting. Refused where it was changed."""
    draft = _locked(draft, version)
    if not items:
        raise Refused("There is no item to save.")
    brought = record_past_meeting(body, head, people, items, today=today, by=by, at=at)
    draft.minutes, draft.version = brought.minutes, draft.version + 1
    draft.save(update_fields=["minutes", "version"])
    record("pastminutes.saved", by=by, at=at, on=[draft, brought.minutes, body], after={"items": len(items)})
    return brought


@transaction.atomic
def set_aside(draft: PastDraft, *, by: Person | None, at: datetime) -> PastDraft:
    """A paper is not wanted. Refused where it was saved, or set aside already."""
    draft = _locked(draft, None)
    draft.set_aside_at = at
    draft.save(update_fields=["set_aside_at"])
    record("pastminutes.set_aside", by=by, at=at, on=draft)
    return draft


def _locked(draft: PastDraft, version: int | None) -> PastDraft:
    draft = PastDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not draft.is_open:
        raise Refused("This paper was saved or set aside already.", code="done")
    if version is not None and draft.version != version:
        raise Refused("Somebody corrected this paper while you were. Open it again.", code="stale")
    return draft
