"""Published scorecards as papers of an agenda: the room of publishing stands before this one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Case, Value, When

from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.publishing.editions import FORMATS, UNREADABLE, public_document
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.publishing.queries import all_editions
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused

SHOWN = 20


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The newest editions: of the body's own scorecards first."""
    own = Case(
        When(scorecard__body=body, then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    editions = all_editions().filter(as_at__lte=today).order_by(own, "-published_at")
    return [_offered(one) for one in editions[:SHOWN]]


def describe(uuid: UUID) -> Offered | None:
    edition = all_editions().filter(uuid=uuid).first()
    return _offered(edition) if edition else None


def pdf(uuid: UUID) -> bytes:
    """The public version. Raises Refused where it is not as it was published."""
    edition = Edition.objects.select_related("scorecard").filter(uuid=uuid).first()
    if edition is None:
        raise Refused("This scorecard is no longer here.")
    try:
        return FORMATS["pdf"].render(public_document(edition))
    except UNREADABLE as failure:
        raise Refused(f"{edition} is not as it was published, so no PDF is made of it.") from failure


def _offered(edition: Edition) -> Offered:
    state = f"Edition {edition.edition}, published on {day_words(edition.as_at)}"
    return Offered(
        edition.uuid, f"{edition.scorecard}, {edition.period}", state, True, edition.get_absolute_url()
    )


PUBLISHED_SCORECARDS = PaperSource(
    "published-scorecard", "A published scorecard", offers, describe, pdf, is_protected=True
)
