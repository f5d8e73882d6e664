"""Writes about comments on a section: say one, answer it, settle it. None is deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.drafting.holding import check_open, locked, records_of
from goldenthread.apps.drafting.models import Comment, CommentState, Reply, Report
from goldenthread.apps.drafting.queries import sections_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def comment(report: Report, key: str, text: str, *, by: Person, at: datetime) -> Comment:
    """Say something of a section. Raises Refused for nothing said, no such section, and a frozen report."""
    report, text = locked(report), text.strip()
    check_open(report)
    if not text:
        raise Refused("Write the comment.", field="text")
    if key not in {one.key for one in sections_of(report)}:
        raise Refused("The report has no such section.")
    said = Comment.objects.create(
        report=report, key=key, at_version=report.version, text=text, made_at=at, made_by=by
    )
    record(
        "drafting.commented",
        by=by,
        at=at,
        on=[said, *records_of(report)],
        after={"section": key, "text": text},
    )
    return said


@transaction.atomic
def reply(comment: Comment, text: str, *, settle: bool, by: Person, at: datetime) -> Comment:
    """Answer a comment, settle it, or both. Raises Refused for one that is settled, and for neither."""
    report = locked(comment.report)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    text = text.strip()
    if comment.state == CommentState.SETTLED:
        raise Refused("This comment is settled.", code="settled")
    if not text and not settle:
        raise Refused("Write an answer, or say that it is settled.", field="text")
    if text:
        Reply.objects.create(comment=comment, text=text, made_at=at, made_by=by)
    before = comment.state
    comment.state = CommentState.SETTLED if settle else CommentState.ANSWERED
    comment.save(update_fields=["state"])
    record(
        "drafting.comment_settled" if settle else "drafting.comment_answered", by=by, at=at,
        on=[comment, *records_of(report)], before={"state": before},
        after={"state": comment.state, "text": text, "section": comment.key},
    )  # fmt: skip
    return comment
