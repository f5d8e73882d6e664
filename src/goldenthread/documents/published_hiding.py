"""The public edition of a scorecard, from the internal one and what must be hidden: nothing of it is left.

Whatever is made from a hidden cell goes with it: the rating of the figure, the direction of travel, the point
of the trend (which is drawn from the cells), findings and changes about the measure, a reason that a person
gave for its rating. Words stay, unless somebody withheld them: that they quote no hidden number is checked
before (PUB-6).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from goldenthread.documents.paper_figures import Colour
from goldenthread.documents.published_scorecard import (
    HIDDEN_FIGURE,
    Audit,
    PublishedChange,
    PublishedFigure,
    PublishedFinding,
    PublishedRow,
    PublishedScorecard,
)
from goldenthread.rulebook.publishing import quoted

WITHHELD = "The words on this measure are withheld."
ABOUT_HIDDEN = "This is about hidden figures, so its numbers are left out."


@dataclass(frozen=True)
class Hiding:
    """What is hidden: ``cells`` by the row's key and the period; and what words may not give away.

    ``numbers`` are the hidden numbers that words on a row could give away, by the row's key. ``protected``
    are the rows whose rule hides small numbers, ``withheld`` those whose words stay out.
    """

    cells: Collection[tuple[str, str]] = ()
    numbers: Mapping[str, Collection[Decimal]] = field(default_factory=dict)
    protected: Collection[str] = ()
    withheld: Collection[str] = ()

    @property
    def rows(self) -> frozenset[str]:
        """The rows with a hidden cell."""
        return frozenset(key for key, _ in self.cells)

    @property
    def every_number(self) -> frozenset[Decimal]:
        """The hidden numbers of all rows: what words that belong to no row may not give away."""
        return frozenset(number for numbers in self.numbers.values() for number in numbers)


@dataclass(frozen=True)
class Quoting:
    """Words beside a hidden figure that give a hidden number away."""

    key: str
    measure: str
    where: str
    said: tuple[str, ...]


def public_of(
    paper: PublishedScorecard, hiding: Hiding, *, before: PublishedScorecard | None, audit: Audit
) -> PublishedScorecard:
    """The public edition. ``before`` is the public edition before this one, None for the first."""
    rows = tuple(_row(paper, row, hiding) for row in paper.rows)
    public = replace(
        paper,
        is_public=True,
        rows=rows,
        findings=tuple(_finding(one, hiding) for one in paper.findings),
        reason="" if quoted(paper.reason, hiding.every_number) else paper.reason,
        audit=audit,
    )
    why = {(one.key, one.period): one.why for one in paper.changes}
    return replace(public, changes=changes_between(before, public, why))


def _row(paper: PublishedScorecard, row: PublishedRow, hiding: Hiding) -> PublishedRow:
    def shown(period: str, figure: PublishedFigure | None) -> PublishedFigure | None:
        return HIDDEN_FIGURE if figure and (row.key, period) in hiding.cells else figure

    cells = [shown(period, one) for period, one in zip(paper.periods, row.cells, strict=True)]
    row = replace(row, last_year_end=cells[0], parts=tuple(cells[1:-1]), year_end=cells[-1])
    if row.key in hiding.withheld:
        row = replace(row, comment="", words=None, withheld=WITHHELD if row.comment or row.words else "")
    hidden = {period for period, one in zip(paper.periods, cells, strict=True) if one and one.is_hidden}
    if row.rated_period in hidden:
        row = replace(
            row, rating=Colour.NOT_RATED, rating_is_hidden=True, rating_code="", rating_reason="",
        )  # fmt: skip
    if _direction_tells(paper, row, hidden, hiding):
        row = replace(row, arrow=None, change=None, compared_with="", travel_is_hidden=True)
    return replace(row, override="") if hidden else row


def _direction_tells(
    paper: PublishedScorecard, row: PublishedRow, hidden: Collection[str], hiding: Hiding
) -> bool:
    """Whether the direction is made from a hidden cell, or from one that may be small and is not printed."""
    if row.rated_period in hidden or row.compared_with in hidden:
        return True
    elsewhere = bool(row.compared_with) and row.compared_with not in paper.periods
    return elsewhere and row.key in hiding.protected


def _finding(finding: PublishedFinding, hiding: Hiding) -> PublishedFinding:
    if not hiding.rows.intersection(finding.keys):
        quotes = quoted(finding.explanation, hiding.every_number)
        return replace(finding, explanation=ABOUT_HIDDEN) if quotes else finding
    return replace(
        finding,
        expected="[c]",
        published="[c]",
        message=ABOUT_HIDDEN,
        explanation=ABOUT_HIDDEN,
        is_hidden=True,
    )


def quoting(paper: PublishedScorecard, hiding: Hiding) -> tuple[Quoting, ...]:
    """Words that would be published and give a hidden number away (PUB-6)."""
    found = []
    for row in paper.rows:
        numbers = hiding.numbers.get(row.key, ())
        if not numbers or row.key in hiding.withheld:
            continue
        for where, text in (("words", row.words.text if row.words else ""), ("paper’s comment", row.comment)):
            if said := quoted(text, numbers):
                found.append(Quoting(row.key, f"{row.ref} {row.title}".strip(), where, said))
    return tuple(found)


def changes_between(
    before: PublishedScorecard | None, now: PublishedScorecard, why: Mapping[tuple[str, str], str]
) -> tuple[PublishedChange, ...]:
    """What says something else than in the edition before; measures that are new or gone are told too.

    ``why`` is by the row's key and the period. It is left out beside a hidden figure.
    """
    if before is None:
        return ()
    then = {row.key: row for row in before.rows}
    changes: list[PublishedChange] = []
    for row in now.rows:
        old = then.pop(row.key, None)
        if old is None:
            changes.append(PublishedChange(row.key, row.ref, row.title, "", "Not on it", "On it", ""))
            continue
        was = dict(zip(before.periods, old.cells, strict=True))
        for period, cell in zip(now.periods, row.cells, strict=True):
            if period in was and _says(was[period]) != _says(cell):
                hidden = any(one is not None and one.is_hidden for one in (was[period], cell))
                told = "" if hidden else why.get((row.key, period), "")
                changes.append(
                    PublishedChange(
                        row.key, row.ref, row.title, period, _says(was[period]), _says(cell), told
                    )
                )
    changes += [
        PublishedChange(old.key, old.ref, old.title, "", "On it", "Not on it", "") for old in then.values()
    ]
    return tuple(changes)


def _says(figure: PublishedFigure | None) -> str:
    return figure.text if figure and figure.text else "–"
