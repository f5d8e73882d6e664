"""What an audit found, in words. They tell suppressed counts and are not for publishing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goldenthread.rulebook.disclosure_judge import SDC_13, Finding
from goldenthread.rulebook.disclosure_model import Model
from goldenthread.rulebook.disclosure_table import Ratio, Relation, Sum


def exposed_words(
    model: Model, suppressed: Collection[str], finding: Finding, through: Sequence[Relation]
) -> str:
    """What could be worked out, and how: "Q4 is 3, because Year (32) = Q1 (13) + Q2 (19) + Q4 (c)"."""
    labels = [model.table.cells[key].label for key in finding.quantity.keys]
    what = f"{listed(labels)} together" if len(labels) > 1 else labels[0]
    if finding.code is SDC_13:
        return f"It was not proved that {what} cannot be worked out"
    verb = "are" if len(labels) > 1 else "is"
    said = f"{what} {verb} {between(finding.low, finding.high)}"
    how = " and ".join(with_figures(model, suppressed, relation) for relation in through)
    return f"{said}, because {how}" if how else said


def between(low: int, high: int | None) -> str:
    """An interval in words: "3", "1 to 4", "1 or more"."""
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"


def listed(words: Sequence[str]) -> str:
    """ "Q1, Q2 and Q3"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def with_figures(model: Model, suppressed: Collection[str], relation: Relation) -> str:
    """A relation with what is published of each of its cells."""

    def cell(key: str) -> str:
        return f"{model.table.cells[key].label} ({published(model, suppressed, key)})"

    if isinstance(relation, Sum):
        taken_off = "".join(f" − {cell(key)}" for key in relation.less)
        return f"{cell(relation.total)} = {' + '.join(cell(key) for key in relation.parts)}{taken_off}"
    said = f"{relation.label} ({printed_ratio(model, relation)}) is {cell(relation.numerator)}"
    return f"{said} of {_whole(model, suppressed, relation)}"


def _whole(model: Model, suppressed: Collection[str], ratio: Ratio) -> str:
    below = ratio.denominator
    if isinstance(below, int):
        return f"{below:,}"
    return f"{model.table.cells[below].label} ({published(model, suppressed, below)})"


def printed_ratio(model: Model, ratio: Ratio) -> str:
    """ "5.0%", "12.5 per 10,000"."""
    value = model.printed_ratio(ratio)
    if value is None:
        return "not published"
    return f"{value}%" if ratio.per == 100 else f"{value} per {ratio.per:,}"


def published(model: Model, suppressed: Collection[str], key: str) -> str:
    """What a reader sees of a cell."""
    cell = model.table.cells[key]
    if cell.is_out:
        return f"{cell.released:,}"
    if key in suppressed or cell.hidden_before:
        return "c"
    if not cell.shown:
        return "not published"
    return model.printed(key)
