"""Lists as CSV files that a spreadsheet opens as they are."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardOfPeriod, ScorecardRow, Words

_RUN_AS_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE_FIGURE = re.compile(r"-[\d,]*\.?\d+( ?[%a-z ]+)?")


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV to download. Text that a spreadsheet would run as a formula is marked as text."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return response


def _cell(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    runs = text.startswith(_RUN_AS_FORMULAS) and not _NEGATIVE_FIGURE.fullmatch(text)
    return f"'{text}" if runs else text


def library_csv(measures: Iterable[Measure]) -> HttpResponse:
    headings = (
        "Reference", "Measure", "Unit", "Good is", "Year to date", "Service area", "Lead", "Plan priority",
        "Corporate priority", "Tolerance", "Scorecards",
    )  # fmt: skip
    return csv_file(
        "measures", headings,
        (
            (
                one.reference, one.title, one.unit, one.polarity, "yes" if one.cumulative else "no",
                one.service_area, one.lead or one.lead_text, one.plan_priority, one.corporate_priority,
                f"{one.tolerance.normalize():f} {one.tolerance_kind}", one.scorecards,
            )
            for one in measures
        ),
    )  # fmt: skip


def scorecard_csv(card: ScorecardOfPeriod, rows: Iterable[ScorecardRow], name: str) -> HttpResponse:
    """The rows as shown, each rating with its rule's code and reason, each travel with both answers."""
    columns = card.columns
    headings = (
        "Section", "Reference", "Measure", "Lead", "Good is", "Statistical neighbours", "National", "Target",
        str(columns.last_year_end), *map(str, columns.parts),
        *([str(columns.year_end)] if columns.year_end else []),
        "Rated on", "Few cases", "Rating", "Computed rating", "Rule", "Reason", "Override reason",
        "Paper’s rating",
        "Number went", "Change", "Compared with", "Variation", "Assurance",
        "Words", "Written by", "Written on", "Changed since", "Signed off by", "Signed off on",
        "Paper’s comment", "Plan priority",
        "Corporate priority", "Source chosen",
    )  # fmt: skip
    return csv_file(name, headings, (_scorecard_row(card, row) for row in rows))


def _scorecard_row(card: ScorecardOfPeriod, row: ScorecardRow) -> list[Any]:
    measure = row.measure
    return [
        row.section, row.reference, measure.title, measure.lead or measure.lead_text, measure.polarity,
        _text(row.neighbours), _text(row.national), row.target.text if row.target else "",
        _text(row.last_year_end), *map(_text, row.parts),
        *([_text(row.year_end)] if card.columns.year_end else []),
        row.rated.period if row.rated else "", row.few_cases, row.rag, row.verdict.rag,
        row.verdict.code, row.verdict.reason,
        row.override.reason if row.override else "", row.stated.rag if row.stated else "",
        row.travel.arrow or "", row.travel.change or "", row.compared.previous or "",
        row.control.variation if row.control else "", row.control.assurance if row.control else "",
        *_words(row.words),
        row.comment, measure.plan_priority, measure.corporate_priority, row.source_words,
    ]  # fmt: skip


def _words(words: Words | None) -> tuple[Any, ...]:
    if words is None:
        return ("",) * 6
    return (
        words.text, words.author, words.on, " ".join(words.changes), words.signed_by or "",
        words.signed_on or "",
    )  # fmt: skip


def _text(cell: FigureCell | None) -> str:
    return cell.text if cell else ""
