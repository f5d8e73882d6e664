"""What a scorecard's page shows of its publication, registered with the measures room."""

from __future__ import annotations

from goldenthread.apps.measures.neighbours import Flag, Panel
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod
from goldenthread.apps.publishing.changed import changed_since
from goldenthread.apps.publishing.published import newest_of
from goldenthread.apps.publishing.queries import check_address
from goldenthread.apps.trail.moments import Moment


def on_scorecard(card: ScorecardOfPeriod, moment: Moment) -> Panel:
    """Whether the scorecard of this period is published, and the way to its checks."""
    edition = newest_of(card.scorecard, card.period, known_at=moment.known_at)
    return Panel("publishing/on_scorecard.html", {
        "edition": edition, "period": card.period,
        "href": check_address(card.scorecard, card.period),
    })  # fmt: skip


def changed_since_published(card: ScorecardOfPeriod, moment: Moment) -> Flag:
    """The measures that say something else than the newest edition of this period."""
    name, words = "changed_since_published", "changed since last published"
    edition = newest_of(card.scorecard, card.period, known_at=moment.known_at)
    if edition is None:
        return Flag(name, words, {}, f"{card.period} is not published, so nothing has changed since")
    href = check_address(card.scorecard, card.period)
    rows = dict.fromkeys(changed_since(card, edition), href)
    return Flag(name, words, rows, f"Nothing has changed since edition {edition.edition} was published")
