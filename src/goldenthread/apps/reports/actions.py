"""Writes about papers: an officer's own words for a report, and freezing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.people.models import Person
from goldenthread.apps.reports import choosing
from goldenthread.apps.reports.assembling import KIND, as_edition, assemble
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.reports.queries import DRAFT_SAVED, DRAFT_STARTED, words_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import board_report, canonical
from goldenthread.rulebook.periods import Period


@transaction.atomic
def start_draft(
    body: Body, period: Period, *, scorecard: Scorecard | None = None, by: Person | None, at: datetime
) -> Draft:
    """The draft for a body and a period: the one that there is, else a new one.

    A scorecard, where given, is the one that the report will show.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    draft, made = Draft.objects.get_or_create(
        body=body, **period_columns(period), defaults={"scorecard": scorecard}
    )
    after = {"body": body.name, "period": str(period), "scorecard": scorecard.name if scorecard else ""}
    if made:
        record(DRAFT_STARTED, by=by, at=at, on=[draft, body], after=after)
    elif scorecard is not None and draft.scorecard_id != scorecard.pk:
        before = {"scorecard": draft.scorecard.name if draft.scorecard else ""}
        draft.scorecard = scorecard
        draft.version += 1
        draft.save(update_fields=["scorecard", "version"])
        record("reports.scorecard_chosen", by=by, at=at, on=[draft, body], before=before, after=after)
    return draft


@transaction.atomic
def save_draft(
    draft: Draft, *, introduction: str, next_steps: str, contact: str, version: int, by: Person, at: datetime
) -> Draft:
    """Keep an officer's own words. Saying the same again writes nothing.

    Raises Refused with the code "stale" when somebody else saved since `version`.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("body", "scorecard").get(pk=draft.pk)
    if draft.version != version:
        raise Refused("Somebody else saved this draft while you were writing.", code="stale")
    says = {
        "introduction": introduction.strip(),
        "next_steps": next_steps.strip(),
        "contact": contact.strip(),
    }
    before = {name: getattr(draft, name) for name in says}
    if says == before:
        return draft
    for name, text in says.items():
        setattr(draft, name, text)
    draft.version += 1
    draft.save(update_fields=[*says, "version"])
    record(DRAFT_SAVED, by=by, at=at, on=[draft, draft.body], before=before, after=says)
    return draft


@dataclass(frozen=True)
class Frozen:
    """The edition that stands; `is_new` is False where nothing had changed since it was frozen."""

    paper: Paper
    is_new: bool


@transaction.atomic
def freeze(
    body: Body,
    period: Period,
    *,
    scorecard: Scorecard | None = None,
    by: Person | None,
    at: datetime,
    today: date,
) -> Frozen:
    """Freeze the report of a body and a period as one document; nothing changes it afterwards.

    The scorecard is the one given, the draft's, else the one that `choosing.scorecard_for` finds. Where the
    document says what the last edition says, that edition stands. Raises Refused for nothing to report.
    """
    # Whoever else freezes for this body waits, so that editions are numbered without a gap.
    body = Body.objects.select_for_update().get(pk=body.pk)
    draft = Draft.objects.filter(body=body, **period_columns(period)).select_related("scorecard").first()
    scorecard = scorecard or (draft and draft.scorecard) or choosing.scorecard_for(body, period)
    report = assemble(body, period, today=today, scorecard=scorecard, words=words_of(draft, today))
    editions = Paper.objects.filter(kind=KIND, body=body, **period_columns(period))
    last = editions.order_by("-edition").first()
    if last is not None and canonical.digest(as_edition(report, last.edition).to_json()) == last.digest:
        return Frozen(last, is_new=False)
    edition = last.edition + 1 if last else 1
    document = as_edition(report, edition).to_json()
    paper = Paper.objects.create(
        kind=KIND, body=body, edition=edition, schema=board_report.VERSION, document=document,
        digest=canonical.digest(document), as_at=today, frozen_at=at, frozen_by=by, **period_columns(period),
    )  # fmt: skip
    about = [paper, body, *(one for one in (draft, scorecard) if one)]
    record("reports.frozen", by=by, at=at, on=about, after={
        "kind": KIND, "body": body.name, "period": str(period), "edition": edition, "digest": paper.digest,
        "as_at": today, "scorecard": scorecard.name if scorecard else "",
    })  # fmt: skip
    return Frozen(paper, is_new=True)
