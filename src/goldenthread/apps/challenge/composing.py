"""A session's pack: from its row until it was held, from its frozen document after."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goldenthread.apps.challenge.models import CriticalCase, Outlier, Session
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.queries import the_council
from goldenthread.documents.challenge_pack import Asked, ChallengePack, Line


def pack_of(session: Session) -> ChallengePack:
    """What a session takes up: figures as counted, outliers as they stand, critical cases by reference."""
    if session.document:
        return ChallengePack.from_json(session.document)
    council = the_council()
    return ChallengePack(
        council=council.name if council else "",
        table=session.get_rung_display(),
        service=session.service.name if session.service else "",
        held_on=session.held_on,
        period=str(period_of(session)),
        as_at=session.as_at,
        lines=tuple(Line(**line) for line in session.lines),
        asked=tuple(asked_of(outlier) for outlier in outliers_of(session)),
        critical=tuple(case.reference for case in cases_of(session)),
        labels=(council.notice,) if council and council.notice else (),
    )


def outliers_of(session: Session) -> QuerySet[Outlier]:
    """What a session asks about: what is open at its table, and what it closed."""
    mine = Q(closed_in=None) | Q(closed_in=session)
    found = Outlier.objects.filter(mine, rung=session.rung, service=session.service)
    return found.select_related("measure", "raised_in").prefetch_related("turns__owner")


def cases_of(session: Session) -> QuerySet[CriticalCase]:
    """The critical cases that wait for the director: of the session's service, or of all."""
    waiting = CriticalCase.objects.filter(seen_at=None).order_by("raised_at", "id")
    return waiting.filter(service=session.service) if session.service else waiting


def asked_of(outlier: Outlier) -> Asked:
    """An outlier as the pack prints it, with what was last said of it."""
    turns = list(outlier.turns.all())
    last = turns[-1] if turns else None
    return Asked(
        measure=str(outlier.measure),
        who=outlier.who,
        raised_on=outlier.raised_in.held_on,
        said=outlier.said,
        reason=f"{outlier.reason} ({outlier.code})" if outlier.code else outlier.reason,
        question=last.question if last else "",
        answer=last.answer if last else "",
        action=last.action if last else "",
        owner=last.owner.title if last and last.owner else "",
        due_on=last.due_on if last else None,
        closed=outlier.closed_because,
    )
