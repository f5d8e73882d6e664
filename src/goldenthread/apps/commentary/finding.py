"""Finding what leads say of their measures: the words that hold, not the versions before."""

from __future__ import annotations

import rules
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _comments(person: Person) -> QuerySet[Comment] | None:
    if not rules.has_perm("commentary.see", person):
        return None
    same = {name: OuterRef(name) for name in ("measure", "period_kind", "starts", "ends")}
    newer = Comment.objects.filter(**same, version__gt=OuterRef("version"))
    return Comment.objects.select_related("measure").exclude(Exists(newer))


def _show(comment: Comment, _title: SafeString, excerpt: SafeString) -> Hit:
    period = period_of(comment)
    href = reverse("commentary:history", args=[comment.measure.uuid, period_slug(period)])
    title = format_html("{}, {}", str(comment.measure), str(period))
    return Hit(title, href, excerpt=excerpt, on=comment.effective_on)


COMMENTS = RowFinder(
    "comments", "Commentary", _comments, words_of("text"), order=("-starts", "-id"), show=_show,
    text=("text",),
)  # fmt: skip
