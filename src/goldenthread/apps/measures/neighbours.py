"""What rooms after this one say of measures: words on each in a period, parts of a page. They register.

A later room calls these when it starts; registering twice is once.

- `register_words(source)`: the source takes rows of a period, and the moment (`as_at`, `known_at`) that they
  show, and gives `Words` by the measure's row number, in a fixed number of queries. Scorecards, their files
  and the pages of their measures show them.
- `register_writing(source)`: the address at which this person may write on a measure in a period, or None.
- `register_comparison(source)`: others' figures beside ours, for the papers on a measure.
- `register_panel(make)`: a part of a measure's page.
- `register_scorecard_panel(make)`: a part of a scorecard's page, over its measures.
- `register_origin(source)`: where a version of a figure comes from, for those that a room makes itself.
- `register_flags(source)`: words beside measures of a scorecard, by which its page can be narrowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod, ScorecardRow, Words
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.moments import NOW, Moment
from goldenthread.documents.measure_book import Compared
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template of the room that gives it, with `context` in it as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Flag:
    """Something that a later room says of some measures of a scorecard.

    `name` is what an address asks for it by, `words` what stands beside a measure ("changed since
    published"), `rows` the measures' row numbers, each with the address that tells more. `none` is what is
    said where it flags none.
    """

    name: str
    words: str
    rows: Mapping[int, str]
    none: str = ""


WordsSource = Callable[[Sequence[ScorecardRow], Period, date | None, datetime | None], Mapping[int, Words]]
WritingSource = Callable[[Person, Measure, Period], str | None]
ComparisonSource = Callable[[ScorecardRow, datetime | None], Sequence[Compared]]
MakePanel = Callable[[Measure, Moment], Panel | None]
MakeScorecardPanel = Callable[[ScorecardOfPeriod, Moment], Panel | None]
OriginSource = Callable[[Sequence[Value]], Mapping[int, Panel]]
FlagSource = Callable[[ScorecardOfPeriod, Moment], Flag]

_words: list[WordsSource] = []
_writing: list[WritingSource] = []
_comparisons: list[ComparisonSource] = []
_panels: list[MakePanel] = []
_scorecard_panels: list[MakeScorecardPanel] = []
_flags: list[FlagSource] = []
_origins: list[OriginSource] = []


def register_words(source: WordsSource) -> None:
    """Show the words of this source beside the figures of their period."""
    if source not in _words:
        _words.append(source)


def register_writing(source: WritingSource) -> None:
    """Offer whoever may write the way there."""
    if source not in _writing:
        _writing.append(source)


def register_comparison(source: ComparisonSource) -> None:
    """Print the figures of this source beside ours."""
    if source not in _comparisons:
        _comparisons.append(source)


def register_panel(make: MakePanel) -> None:
    """Show this panel on every measure's page."""
    if make not in _panels:
        _panels.append(make)


def register_scorecard_panel(make: MakeScorecardPanel) -> None:
    """Show this panel on every scorecard's page."""
    if make not in _scorecard_panels:
        _scorecard_panels.append(make)


def register_flags(source: FlagSource) -> None:
    """Flag measures on every scorecard's page."""
    if source not in _flags:
        _flags.append(source)


def register_origin(source: OriginSource) -> None:
    """Show where a version of a figure comes from, by the version's row number, in place of file and cell."""
    if source not in _origins:
        _origins.append(source)


def origin_panels(values: Sequence[Value]) -> dict[int, Panel]:
    """What later rooms say of where these versions come from."""
    return {key: panel for source in _origins for key, panel in source(values).items()}


def with_words(
    rows: Sequence[ScorecardRow], period: Period, as_at: date | None, known_at: datetime | None
) -> tuple[ScorecardRow, ...]:
    """These rows, each with the words on its measure."""
    said: dict[int, Words] = {}
    for source in _words:
        said.update(source(rows, period, as_at, known_at))
    return tuple(replace(row, words=said.get(row.measure.pk)) for row in rows)


def writing_address(person: Person, measure: Measure, period: Period) -> str | None:
    """Where this person may write on a measure in a period; None where they may not."""
    return next((href for source in _writing if (href := source(person, measure, period))), None)


def compared_with(row: ScorecardRow, known_at: datetime | None) -> list[Compared]:
    """Others' figures beside that of a row, in the order in which rooms registered."""
    return [one for source in _comparisons for one in source(row, known_at)]


def panels_of(measure: Measure, moment: Moment = NOW) -> list[Panel]:
    """The panels of a measure, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(measure, moment)) is not None]


def scorecard_panels_of(card: ScorecardOfPeriod, moment: Moment = NOW) -> list[Panel]:
    """The panels of a scorecard's page, in the order in which rooms registered."""
    return [panel for make in _scorecard_panels if (panel := make(card, moment)) is not None]


def flags_on(card: ScorecardOfPeriod, moment: Moment = NOW) -> list[Flag]:
    """What later rooms flag on a scorecard, in the order in which they registered."""
    return [source(card, moment) for source in _flags]
