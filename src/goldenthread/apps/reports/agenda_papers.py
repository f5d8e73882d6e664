"""Board reports as papers of an agenda: a frozen one, or a draft that the agenda waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.reports.assembling import KIND
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.reports.papers import FORMATS, NotAsFrozen, document_of, made_of
from goldenthread.apps.reports.queries import all_drafts, all_papers, editions_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.canonical import NotThisPaper
from goldenthread.documents.printed_figures import Printed, of_board_report

SHOWN = 20
_SAME_REPORT = ("body", "period_kind", "starts", "ends")


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The newest edition of each report to the body, and drafts of which none was frozen."""
    same = {name: OuterRef(name) for name in _SAME_REPORT}
    newer = Paper.objects.filter(**same, kind=OuterRef("kind"), edition__gt=OuterRef("edition"))
    papers = all_papers().filter(body=body, kind=KIND).exclude(Exists(newer))[:SHOWN]
    drafts = all_drafts().filter(body=body).exclude(Exists(Paper.objects.filter(**same, kind=KIND)))
    return [*map(_of_draft, drafts[:SHOWN]), *map(_of_paper, papers)]


def describe(uuid: UUID) -> Offered | None:
    """A frozen report; or a draft, which is ready as soon as it is frozen."""
    paper = all_papers().filter(uuid=uuid).first()
    if paper is not None:
        return _of_paper(paper)
    draft = all_drafts().filter(uuid=uuid).first()
    return _of_draft(draft) if draft else None


def pdf(uuid: UUID) -> bytes:
    """Raises Refused for a draft that is not frozen, and for a paper that is not as it was frozen."""
    paper = _frozen(uuid)
    try:
        return made_of(paper, FORMATS["pdf"])
    except (NotAsFrozen, NotThisPaper) as failure:
        raise Refused(f"{paper} is not as it was frozen, so no PDF is made of it.") from failure


def printed(uuid: UUID) -> Printed:
    """What the PDF prints of measures. Raises Refused as `pdf` does."""
    paper = _frozen(uuid)
    try:
        return of_board_report(document_of(paper))
    except (NotAsFrozen, NotThisPaper) as failure:
        raise Refused(f"{paper} is not as it was frozen.") from failure


def _frozen(uuid: UUID) -> Paper:
    """The paper of an id, or the newest of a draft's. Raises Refused where nothing is frozen."""
    paper = Paper.objects.select_related("body").filter(uuid=uuid).first()
    if paper is None:
        draft = all_drafts().filter(uuid=uuid).first()
        frozen = editions_of(draft).filter(kind=KIND).order_by("-edition").first() if draft else None
        if frozen is None:
            raise Refused("The report is not frozen yet. Freeze it, then make the pack.")
        paper = Paper.objects.select_related("body").get(pk=frozen.pk)
    return paper


def _of_paper(paper: Paper) -> Offered:
    state = f"Edition {paper.edition}, frozen on {day_words(paper.as_at)}"
    return Offered(paper.uuid, _title(paper), state, True, paper.get_absolute_url())


def _of_draft(draft: Draft) -> Offered:
    frozen = editions_of(draft).filter(kind=KIND).order_by("-edition").first()
    if frozen is None:
        return Offered(draft.uuid, _title(draft), "A draft, not frozen yet", False, draft.get_absolute_url())
    state = f"Edition {frozen.edition}, frozen on {day_words(frozen.as_at)}"
    return Offered(draft.uuid, _title(draft), state, True, frozen.get_absolute_url())


def _title(one: Draft | Paper) -> str:
    return f"Report to the {one.body}, {one.period}"


BOARD_REPORTS = PaperSource("board-report", "A board report", offers, describe, pdf, printed)
