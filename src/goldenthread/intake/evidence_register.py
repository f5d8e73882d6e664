"""A council's own register of evidence, read into plain rows: a table with a title and what was found.

A row is a mapping of `COLUMNS` to texts; its days are ISO, its source and what it does are our values. What
cannot be read is a problem with its place, and its row is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.intake.logs import CannotUse, Column, Kind, LogRow, read_log
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Workbook
from goldenthread.rulebook.evidence import Bears, Source
from goldenthread.rulebook.moments import NotAMoment, read_moment

COLUMNS = {
    "reference": "Reference",
    "title": "Evidence",
    "source": "Source: figures, audits, children and families, staff",
    "recommendation": "Recommendation: 12, 7b; several with semicolons",
    "bears": "Supports or contradicts",
    "why": "Why, or what it contradicts",
    "finding": "What was found",
    "period": "Period",
    "sample": "Sample",
    "effective_on": "The day that it speaks of",
    "vouched": "Who vouches for it",
    "expires_on": "Last day on which it may be used",
    "sensitivity": "Ordinary or restricted",
    "url": "Address",
    "kept": "Where else it is kept",
    "answer": "Answer to the contradiction",
}
_SPELLINGS = {
    "reference": "ref, reference, ref no, evidence ref, evidence reference, no, number, id",
    "title": "title, evidence, piece of evidence, name, document, evidence title, item",
    "source": "source, type of evidence, evidence source, source of evidence, source type",
    "recommendation": "recommendation, recommendations, rec, rec no, recommendation no, recommendation ref",
    "bears": "supports or contradicts, supports contradicts, bears, effect, direction, for or against",
    "why": "why, reason, relevance, what it contradicts, how it supports",
    "finding": "finding, findings, what was found, what it shows, what does it show, summary, impact",
    "period": "period, time period, period covered, covering",
    "sample": "sample, sample size, how many, base",
    "effective_on": "speaks of, effective date, date of evidence, as at, date, evidence date, effective on",
    "vouched": "vouched by, vouches, owner, lead, verified by, who vouches for it",
    "expires_on": "expires, expires on, expiry, expiry date, last day, review date, valid until",
    "sensitivity": "sensitivity, classification, marking, restricted, confidential",
    "url": "link, url, address, web address, hyperlink",
    "kept": "location, where kept, kept, stored, file location, where it is kept, where else it is kept",
    "answer": "answer, response, answered, answer to the contradiction",
}  # fmt: skip
_SOURCES = {
    Source.FIGURES: ("figures", "figure", "data", "performance", "quantitative", "measure", "measures"),
    Source.AUDIT: ("audit", "audits", "case audit", "quality assurance", "review", "inspection"),
    Source.CHILDREN_AND_FAMILIES: (
        "children and families", "children", "families", "children and young people", "parents",
        "service users", "voice", "survey", "feedback",
    ),
    Source.STAFF: ("staff", "workforce", "professionals", "practitioners", "staff feedback"),
}  # fmt: skip
SOURCE_OF = {word: source.value for source, words in _SOURCES.items() for word in words}
_BEARS = {
    Bears.SUPPORTS: ("supports", "support", "for", "positive", "yes", "+"),
    Bears.CONTRADICTS: ("contradicts", "contradict", "against", "negative", "no", "-"),
}
BEARS_OF = {word: bears.value for bears, words in _BEARS.items() for word in words}
_RESTRICTED = {"restricted", "official sensitive", "confidential", "yes", "sensitive", "private"}
_ORDINARY = {"ordinary", "official", "no", "open", "public", "normal", "not restricted"}


_LOG = Kind(
    COLUMNS, _SPELLINGS, frozenset({"title", "source", "effective_on"}),
    "evidence, source and the day that it speaks of",
)  # fmt: skip
_WORDS = {"title": "title", "source": "source", "effective_on": "day"}


@dataclass
class RegisterReading:
    """The rows of a register, and what could not be read of it."""

    rows: list[dict[str, Any]]
    problems: list[Problem]
    columns: list[Column]

    def as_json(self) -> dict[str, Any]:
        return {"evidence": self.rows, "problems": [problem.as_json() for problem in self.problems]}


def read_register(workbook: Workbook, mapping: Mapping[str, str]) -> RegisterReading:
    """Read every table with headings for a title, a source and a day. `mapping`: heading → field."""
    seen: set[str] = set()
    log = read_log(workbook, mapping, _LOG, lambda row: _said(row, seen))
    return RegisterReading(log.rows, log.problems, log.columns)


def _said(row: LogRow, seen: set[str]) -> dict[str, Any]:
    said = {name: text for name in COLUMNS if (text := row.written(name))}
    for needed, words in _WORDS.items():
        if not said.get(needed):
            raise CannotUse(needed, "", f"The row does not say its {words}.")
    for name in ("effective_on", "expires_on"):
        if name in said:
            said[name] = _day(row, name, said[name])
    _to_values(row, said)
    key = (said.get("reference") or said["title"]).casefold()
    if key in seen:
        raise CannotUse("reference", said.get("reference", ""), "An earlier row has this reference or title.")
    seen.add(key)
    return said


def _day(row: LogRow, name: str, text: str) -> str:
    """A day, or the last of a month or a quarter that a piece speaks of."""
    value = row.value(name)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return read_moment(text).last.isoformat()
    except NotAMoment as refusal:
        raise CannotUse(name, text, "This is no day that can be read. Write it as 30/06/2016.") from refusal


def _to_values(row: LogRow, said: dict[str, Any]) -> None:
    """The words of a row as our values. Raises CannotUse where one names none."""
    for name, known in (("source", SOURCE_OF), ("bears", BEARS_OF)):
        if name in said:
            value = known.get(_plain(said[name]) or said[name])
            if value is None:
                offered = ", ".join(dict.fromkeys(known.values())).replace("_", " ")
                raise CannotUse(name, said[name], f"This is none of: {offered}.")
            said[name] = value
    if "sensitivity" in said:
        word = _plain(said["sensitivity"])
        if word not in _RESTRICTED | _ORDINARY:
            why = "This says neither ordinary nor restricted. It is taken as restricted."
            row.tell("sensitivity", said["sensitivity"], why, Level.NOTE)
        said["sensitivity"] = "ordinary" if word in _ORDINARY else "restricted"
    if said.get("bears") == Bears.CONTRADICTS and not said.get("why"):
        raise CannotUse("why", "", "It contradicts, and the row does not say what. Fill in the reason.")


def _plain(word: str) -> str:
    """A word without its capitals and signs, but for those that say which way a piece bears."""
    return " ".join(re.sub(r"[^\w\s+-]", " ", word.casefold()).replace("_", " ").split())


def references_in(text: str) -> Sequence[str]:
    """The references of a cell: "12; 7b" has two."""
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]
