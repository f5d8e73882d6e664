"""What a loaded paper does not tell its readers: its colours, arrows, percentages and suppressed figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.publishing.checking import Checked
from goldenthread.apps.publishing.protecting import HiddenCell
from goldenthread.apps.publishing.worked_out import small_counts_printed
from goldenthread.documents.paper_figures import Colour
from goldenthread.documents.wording import COLOUR_WORDS, counted, listed
from goldenthread.rulebook.rating import Rag

ARROWS = ("ARI-6", "ARI-22")
SHARES = ("ARI-2", "ARI-3", "ARI-12", "ARI-19", "ARI-20", "ARI-21")


@dataclass(frozen=True)
class Untold:
    """A question that a reader of the paper cannot answer. `answer` is a sentence; `lines` say which."""

    question: str
    answer: str
    lines: tuple[str, ...]


def untold(checked: Checked, suppressed: Sequence[HiddenCell]) -> tuple[Untold, ...]:
    """The four questions of a paper that was loaded; none where no paper stated anything."""
    if not any(row.stated for row in checked.card.rows):
        return ()
    return (
        _ratings(checked),
        _arrows(checked),
        _shares(checked),
        _suppressed(suppressed, small_counts_printed(checked)),
    )


def _ratings(checked: Checked) -> Untold:
    rows = checked.card.rows
    stated = [row for row in rows if row.stated and row.stated.rag]
    others = {
        rag: [
            row.reference or row.measure.title for row in rows if row not in stated and row.verdict.rag == rag
        ]
        for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)
    }
    lines = [_differing(row) for row in rows if row.differs]
    lines += [
        f"{_word(rag).capitalize()} by the rule, no colour in the paper: {listed(found)}."
        for rag, found in others.items()
        if found
    ]
    return Untold(
        "Which ratings does the rule give that differ from those published?",
        f"The paper prints a colour for {len(stated)} of {counted(len(rows), 'measure')}. The rule gives "
        f"another to {sum(row.differs for row in rows) or 'none'} of them, and a colour to "
        f"{sum(map(len, others.values())) or 'none'} of the others.",
        tuple(lines),
    )


def _differing(row: ScorecardRow) -> str:
    said = row.stated.rag if row.stated else ""
    why = f"{row.verdict.reason} ({row.verdict.code})"
    return f"{row.reference}: the paper says {_word(said)}, the rule {_word(row.verdict.rag)}. {why}."


def _word(rag: str) -> str:
    return COLOUR_WORDS[Colour(rag)].lower()


def _arrows(checked: Checked) -> Untold:
    lines = tuple(one.message for one in checked.findings if one.code in ARROWS)
    arrows = sum(bool(row.stated and row.stated.direction) for row in checked.card.rows)
    return Untold(
        "Where do arrows contradict numbers?", f"{len(lines)} of {counted(arrows, 'arrow')}.", lines
    )


def _shares(checked: Checked) -> Untold:
    found = [one for one in checked.findings if one.code in SHARES]
    measures = list(dict.fromkeys(one.measures[0] for one in found))
    return Untold(
        "Where does a percentage or rate not follow from its counts or its quarters?",
        f"{listed(measures)}." if measures else "Nowhere that the checks could see.",
        tuple(one.message for one in found),
    )


def _suppressed(cells: Sequence[HiddenCell], small: Sequence[str]) -> Untold:
    told = sum(cell.exposed for cell in cells)
    answer = f"{counted(len(cells), 'figure')} suppressed, {told or 'none'} of which could be worked out."
    return Untold(
        "Could the suppressed figures be worked out?",
        answer if cells else "The paper suppressed nothing.",
        (
            *(f"{cell.words}: {cell.verdict}." for cell in cells),
            *((f"Printed, though a count of few children: {listed(small)}.",) if small else ()),
        ),
    )
