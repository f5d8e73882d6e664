"""Writes about highlight reports: begin one from the records, keep its words, freeze and send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.highlights.drafting import drafted
from goldenthread.apps.highlights.models import Highlight, HighlightDraft
from goldenthread.apps.highlights.queries import members
from goldenthread.apps.mail.actions import Letter, post_many
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.reports.authors import Authors
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical
from goldenthread.documents.highlight_report import HEADINGS, VERSION, HighlightReport

FIRST_LOOKS_BACK = timedelta(days=91)
PARTS = tuple(HEADINGS)


@transaction.atomic
def start_draft(workstream: Body, *, by: Person | None, at: datetime, today: date) -> HighlightDraft:
    """The open draft of a workstream: the one that there is, else a new one with what the records say.

    It looks back to the report before, the first to a quarter ago. Raises Refused for a body of another kind.
    """
    workstream = Body.objects.select_for_update().get(pk=workstream.pk)
    if workstream.kind != WORKSTREAM:
        raise Refused(f"{workstream} is not a workstream.")
    if begun := HighlightDraft.objects.filter(workstream=workstream, sent_at=None).first():
        return begun
    last = Highlight.objects.filter(workstream=workstream).order_by("-until").first()
    since = min(last.until, today) if last else today - FIRST_LOOKS_BACK
    says = asdict(drafted(workstream, since, today))
    draft = HighlightDraft.objects.create(
        workstream=workstream, since=since, until=today, started_at=at, started_by=by, **says
    )
    record("highlights.started", by=by, at=at, on=[draft, workstream], after={"since": since, "until": today})
    return draft


@transaction.atomic
def save_draft(
    draft: HighlightDraft, words: Mapping[str, str], *, version: int, by: Person | None, at: datetime
) -> HighlightDraft:
    """Keep the words of each part. Saying the same again writes nothing.

    Raises Refused with the code "stale" when somebody else saved since `version`, and for one that was sent.
    """
    draft = (
        HighlightDraft.objects.select_for_update(of=("self",)).select_related("workstream").get(pk=draft.pk)
    )
    _open(draft)
    if draft.version != version:
        raise Refused("Somebody else saved this report while you were writing.", code="stale")
    says = {name: words[name].strip() for name in PARTS}
    before = {name: getattr(draft, name) for name in PARTS}
    if says == before:
        return draft
    for name, text in says.items():
        setattr(draft, name, text)
    draft.version += 1
    draft.save(update_fields=[*says, "version"])
    record("highlights.saved", by=by, at=at, on=[draft, draft.workstream], before=before, after=says)
    return draft


@transaction.atomic
def send(draft: HighlightDraft, *, by: Person, at: datetime, today: date) -> Highlight:
    """Freeze the report and send its body's members a link. Nothing changes it afterwards.

    Raises Refused for one that was sent, for one that says nothing, and where no body is reported to.
    """
    draft = (
        HighlightDraft.objects.select_for_update(of=("self",))
        .select_related("workstream__reports_to")
        .get(pk=draft.pk)
    )
    _open(draft)
    body = draft.workstream.reports_to
    if body is None:
        raise Refused(f"{draft.workstream} reports to no body. Say to which one on its page.")
    if not any(getattr(draft, name) for name in PARTS):
        raise Refused("The report says nothing yet.")
    council = the_council()
    report = HighlightReport(
        council=str(council or ""), workstream=draft.workstream.name, body=body.name, since=draft.since,
        until=draft.until, by=Authors([by.pk]).title(by.pk, today),
        labels=(council.notice,) if council and council.notice else (),
        **{name: getattr(draft, name) for name in PARTS},
    )  # fmt: skip
    document = report.to_json()
    highlight = Highlight.objects.create(
        draft=draft, workstream=draft.workstream, body=body, since=draft.since, until=draft.until,
        schema=VERSION, document=document, digest=canonical.digest(document), frozen_at=at, frozen_by=by,
    )  # fmt: skip
    draft.sent_at = at
    draft.save(update_fields=["sent_at"])
    letters = _letters(highlight, today)
    record("highlights.sent", by=by, at=at, on=[highlight, draft, draft.workstream, body], after={
        "digest": highlight.digest, "until": draft.until, "members": len(letters),
    })  # fmt: skip
    post_many(letters, kind="highlights.sent", by=by, at=at)
    return highlight


def _open(draft: HighlightDraft) -> None:
    if draft.sent_at is not None:
        raise Refused("This report was sent. Begin the next one.")


def _letters(highlight: Highlight, today: date) -> list[Letter]:
    """One letter for each member of the body; its link signs nobody in."""
    text = (
        f"{highlight.workstream} has sent its highlight report to the {highlight.body}.\n\n"
        f"Read it here: {absolute(highlight.get_absolute_url())}\n"
    )
    subject = f"Highlight report: {highlight.workstream}"
    return [Letter(person, subject, text, [highlight]) for person in members(highlight.body, today)]
