"""A frozen paper built again from the records, as they stood and as far as they told when it was frozen."""

from __future__ import annotations

from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.reports.assembling import as_edition, assemble
from goldenthread.apps.reports.differences import Difference, differences
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.reports.queries import words_of
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.apps.trail.queries import about
from goldenthread.documents.board_report import BoardReport


def rebuild(paper: Paper) -> BoardReport:
    """The report that the records give for the day and the instant of a paper. The paper is not read.

    What was recorded after the paper was frozen does not count, even where it was then declared to have been
    published before: the board could not have seen it. Raises Refused where there is nothing to report.
    """
    known_at = RecordedBy.of(paper.frozen_at)
    draft = Draft.objects.filter(body=paper.body, **period_columns(paper.period)).first()
    report = assemble(
        paper.body, paper.period, today=paper.as_at, scorecard=_scorecard_of(paper),
        words=words_of(draft, paper.as_at, known_at), known_at=known_at,
    )  # fmt: skip
    return as_edition(report, paper.edition)


def differences_of(paper: Paper) -> list[Difference]:
    """Where the records give something else than the frozen paper says; empty where every character is same.

    Raises Refused where the records give nothing to report.
    """
    rebuilt = rebuild(paper).to_json(paper.schema)
    return [] if rebuilt == paper.document else differences(paper.document, rebuilt)


def _scorecard_of(paper: Paper) -> Scorecard | None:
    """The scorecard that the ledger names as shown: by its id, or by name in events of before."""
    frozen = Event.objects.filter(subjects__uuid=paper.uuid, verb="reports.frozen")
    shown = frozen.filter(subjects__kind="scorecard").values_list("subjects__uuid", flat=True)
    if found := Scorecard.objects.filter(uuid__in=list(shown)).first():
        return found
    told = next((event.after for event in about(paper.uuid) if event.verb == "reports.frozen"), None)
    return Scorecard.objects.filter(name=told["scorecard"]).first() if told else None
