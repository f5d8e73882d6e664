"""The public edition of a scorecard, from the internal one and what must be hidden: nothing of it is left.

Whatever is made from a hidden cell goes with it: the rating of the figure, the direction of travel, the point
of the trend (which is drawn from the cells), findings and changes about the measure, a reason that a person
gave for its rating. Words stay, unless somebody withheld them: that they give no hidden number away (PUB-6),
and that a person looked at those that count a few children (PUB-8), is checked before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from goldenthread.documents import canonical
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
from goldenthread.rulebook.quoting import fractions_of_few, quoted, small_counts, telling

WITHHELD = "The words on this measure are withheld."
ABOUT_HIDDEN = "This is about hidden figures, so its numbers are left out."
COUNTS_FEW = "This counts a few children, so it is left out."


@dataclass(frozen=True)
class Hiding:
    """What is hidden: ``cells`` by the row's key and the period; and what words may not give away.

    ``numbers`` are the hidden numbers that words on a row could give away, ``shown`` the figures that hang
    together with them, both by the row's key. ``protected`` gives the rows whose rule hides small numbers,
    each with the largest that it hides; ``counts`` are those that are counts. ``withheld`` are the rows whose
    words stay out, ``let_in`` the digest of the words that a person has looked at and let in.
    """

    cells: Collection[tuple[str, str]] = ()
    numbers: Mapping[str, Collection[Decimal]] = field(default_factory=dict)
    shown: Mapping[str, Collection[Decimal]] = field(default_factory=dict)
    protected: Mapping[str, int] = field(default_factory=dict)
    counts: Collection[str] = ()
    withheld: Collection[str] = ()
    let_in: Mapping[str, str] = field(default_factory=dict)

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
    """Words that give a hidden number away, or that count a few children."""

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
        reason=ABOUT_HIDDEN if quoted(paper.reason, hiding.every_number) else paper.reason,
        audit=audit,
    )
    why = {(one.key, one.period): _why(one, hiding) for one in paper.changes}
    return replace(public, changes=changes_between(before, public, why))


def _why(change: PublishedChange, hiding: Hiding) -> str:
    numbers, threshold = hiding.numbers.get(change.key, ()), hiding.protected.get(change.key)
    tells = telling(change.why, numbers, hiding.shown.get(change.key, ()))
    few = threshold is not None and small_counts(change.why, threshold)
    return ABOUT_HIDDEN if tells else COUNTS_FEW if few else change.why


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
    if hidden:
        return replace(row, override="")
    threshold = hiding.protected.get(row.key, 0)
    if small_counts(row.override, threshold):
        row = replace(row, override=COUNTS_FEW)
    return replace(row, rating_reason="") if fractions_of_few(row.rating_reason, threshold) else row


def _direction_tells(
    paper: PublishedScorecard, row: PublishedRow, hidden: Collection[str], hiding: Hiding
) -> bool:
    """Whether the direction is made from a hidden cell, or from one that may be small and is not printed."""
    if row.rated_period in hidden or row.compared_with in hidden:
        return True
    elsewhere = bool(row.compared_with) and row.compared_with not in paper.periods
    return elsewhere and row.key in hiding.counts


def _finding(finding: PublishedFinding, hiding: Hiding) -> PublishedFinding:
    threshold = max((hiding.protected.get(key, 0) for key in finding.keys), default=0)
    said = f"{finding.expected}; {finding.published}; {finding.message}"
    if not hiding.rows.intersection(finding.keys) and not fractions_of_few(said, threshold):
        quotes = quoted(finding.explanation, hiding.every_number)
        few = threshold and small_counts(finding.explanation, threshold)
        told = ABOUT_HIDDEN if quotes else COUNTS_FEW if few else finding.explanation
        return replace(finding, explanation=told)
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
        numbers, shown = hiding.numbers.get(row.key, ()), hiding.shown.get(row.key, ())
        if numbers and row.key not in hiding.withheld:
            for where, text in _texts(row):
                if said := telling(text, numbers, shown):
                    found.append(Quoting(row.key, f"{row.ref} {row.title}".strip(), where, said))
        for period, cell in zip(paper.periods, row.cells, strict=True):
            if cell is None or (row.key, period) in hiding.cells:
                continue
            own = {one for one in (cell.value, cell.low, cell.high) if one is not None}
            said = quoted(cell.text, set(numbers) - own)
            said += fractions_of_few(cell.text, hiding.protected.get(row.key, 0))
            if said:
                where = f"the figure of {period}"
                found.append(Quoting(row.key, f"{row.ref} {row.title}".strip(), where, said))
    return tuple(found)


def counting_few(paper: PublishedScorecard, hiding: Hiding) -> tuple[Quoting, ...]:
    """Words on a protected measure that count a few, and that nobody has looked at (PUB-8)."""
    found = []
    for row in paper.rows:
        if row.key not in hiding.protected or row.key in hiding.withheld:
            continue
        if hiding.let_in.get(row.key) == words_digest(row):
            continue
        for where, text in _texts(row):
            if said := small_counts(text, hiding.protected[row.key]):
                found.append(Quoting(row.key, f"{row.ref} {row.title}".strip(), where, said))
    return tuple(found)


def words_digest(row: PublishedRow) -> str:
    """What the words on a row are known by: whoever let them in has seen these."""
    return canonical.digest("\n".join(text for _, text in _texts(row)))


def _texts(row: PublishedRow) -> tuple[tuple[str, str], ...]:
    return ("words", row.words.text if row.words else ""), ("paper’s comment", row.comment)


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
