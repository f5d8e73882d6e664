"""Counts that follow from a board report's own lists, so that no summary can disagree with its pages."""

from collections import Counter
from dataclasses import dataclass

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.paper_figures import Change, Colour, Standing


@dataclass(frozen=True)
class ReportCounts:
    """How many recommendations in each state, measures of each rating, measures going each way.

    Each mapping holds every key, zero included, in the order in which it is printed. ``change`` has None for
    measures whose direction cannot be given.
    """

    standing: dict[Standing, int]
    colour: dict[Colour, int]
    change: dict[Change | None, int]
    overrides: int
    late_or_at_risk: int
    not_replied: int


def count(report: BoardReport) -> ReportCounts:
    """The counts of a report."""
    standing = Counter(recommendation.standing for recommendation in report.recommendations)
    colour = Counter(measure.rating.colour for measure in report.measures)
    change = Counter(measure.travel.change for measure in report.measures)
    return ReportCounts(
        standing={key: standing[key] for key in Standing},
        colour={key: colour[key] for key in Colour},
        change={key: change[key] for key in (*Change, None)},
        overrides=sum(measure.override is not None for measure in report.measures),
        late_or_at_risk=len(report.actions_of_concern),
        not_replied=len(report.no_replies),
    )
