"""What each column of national statistics is: where and when, a breakdown, or a published figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.published_statistics import NotPublished, read_published

INDICATOR, FILTER, NOTE, LEFT_OUT = "indicator", "filter", "note", "left_out"
FIELDS = {
    "time_period": "The period, such as 201718",
    "time_identifier": "What kind of period it is",
    "geographic_level": "The level: national, regional or local authority",
    "country_code": "The country’s code",
    "country_name": "The country",
    "region_code": "The region’s code",
    "region_name": "The region",
    "new_la_code": "The authority’s code",
    "old_la_code": "The authority’s former code",
    "la_name": "The authority",
    "indicator_name": "The name of what is published (one figure a row)",
    "value": "The figure (one figure a row)",
    "numerator": "The numerator",
    "denominator": "The denominator",
    "unit": "The unit",
    NOTE: "A note on the row",
    FILTER: "A breakdown, such as age or sex",
    INDICATOR: "A published figure",
    LEFT_OUT: "None of these: leave it out",
}
"""What a person may say of a column, and how a page asks it."""

PLACES = frozenset(
    {
        "time_period", "time_identifier", "geographic_level", "country_code", "region_code", "region_name",
        "new_la_code", "old_la_code", "la_name",
    }
)  # fmt: skip
"""The fields that say when and where a row is."""


class Layout(StrEnum):
    """One column for each published indicator, or one figure a row."""

    WIDE = "wide"
    LONG = "long"


@dataclass(frozen=True)
class Column:
    """A column as the file heads it. `field` is None where what it is was guessed, and a person may say.

    `read_as` is how it was read; `index` counts from 0.
    """

    heading: str
    field: str | None
    sheet: str
    sample: str
    read_as: str
    index: int


_SPELLINGS = {
    "time_period": {"time_period", "timeperiod", "year", "period"},
    "time_identifier": {"time_identifier", "timeidentifier", "time_id", "period_type"},
    "geographic_level": {"geographic_level", "geog_level", "geography_level", "level"},
    "country_code": {"country_code"},
    "country_name": {"country_name", "country"},
    "region_code": {"region_code", "gor_code"},
    "region_name": {"region_name", "region", "gor_name"},
    "new_la_code": {"new_la_code", "la_code", "lad_new_code", "new_la", "area_code"},
    "old_la_code": {"old_la_code", "la_number", "old_la"},
    "la_name": {"la_name", "local_authority", "local_authority_name", "la", "area_name"},
    "indicator_name": {"indicator", "indicator_name", "measure", "measure_name"},
    "value": {"value", "indicator_value", "figure"},
    "numerator": {"numerator"},
    "denominator": {"denominator"},
    "unit": {"unit", "indicator_unit", "units"},
    NOTE: {"note", "notes", "footnote", "footnotes", "comment", "comments"},
}
_FIELD_OF = {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings}
# Areas that are neither nation, region nor authority: their names would be taken for breakdowns.
_OTHER_AREAS = re.compile(
    r"(lad|pcon|ward|school|mat|trust|opportunity_area|lsip|mca|rsc_region)_(code|name|urn)"
)
_NO_FIGURE = {"n/a", "na", "#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "null", "none", "-", "?"}
_TOTALS = {"total", "all", "totals", "state-funded", "england"}


def field_of(heading: str) -> str | None:
    """The field that a heading names in the open layout; None for any other."""
    tidy = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
    return LEFT_OUT if _OTHER_AREAS.fullmatch(tidy) else _FIELD_OF.get(tidy)


def is_header(record: Sequence[str]) -> bool:
    """Whether a record heads the open layout: it names a period and an area, or at least its level."""
    fields = {field_of(cell) for cell in record}
    where = {"geographic_level", "la_name", "new_la_code", "region_name", "country_name"}
    return "time_period" in fields and bool(fields & where)


def columns_of(
    header: Sequence[str], cells: Sequence[Sequence[str]], mapping: Mapping[str, str], sheet: str
) -> list[Column]:
    """Every column with a heading. `cells` are the columns' texts; `mapping` is what a person said of them.

    A heading of `mapping` with an empty field is left out.
    """
    headings = _told_apart(header)
    said = {heading: mapping[heading] or LEFT_OUT for heading in headings if heading in mapping}
    known = [said.get(heading) or field_of(heading) for heading in headings]
    long = "value" in known and "indicator_name" in known
    if not long:
        known = [None if field in {"value", "indicator_name", "unit"} else field for field in known]
    taken: set[str] = set()
    columns = []
    for index, (heading, field) in enumerate(zip(headings, known, strict=True)):
        texts = {text.strip() for text in cells[index]} - {""} if index < len(cells) else set()
        sample = "; ".join(sorted(texts)[:3])[:200]
        if not heading:
            continue
        if field in taken and field not in {FILTER, INDICATOR, LEFT_OUT, NOTE}:
            field = None
        read_as, sure = (field, True) if field else _guess(heading, texts, long=long)
        taken.add(read_as)
        columns.append(Column(heading, read_as if sure else None, sheet, sample, read_as, index))
    return columns


def _told_apart(header: Sequence[str]) -> list[str]:
    """The headings, a second one of the same name with its place."""
    seen: set[str] = set()
    told = []
    for number, cell in enumerate(header, start=1):
        heading = " ".join(cell.split())
        told.append(heading if heading not in seen or not heading else f"{heading} (column {number})")
        seen.add(heading)
    return told


def _guess(heading: str, texts: set[str], *, long: bool) -> tuple[str, bool]:
    """What a column is by what stands in it, and whether that is sure."""
    figures = other = 0
    for text in texts:
        try:
            figures += read_published(text, decimal_comma=True) is not None
        except NotPublished:
            # What people and spreadsheets write for no figure is a mistake in a column of figures.
            other += text.casefold() not in _NO_FIGURE
    if not texts:
        return LEFT_OUT, True
    if long:
        return (FILTER, True) if other else (LEFT_OUT, False)
    if not other:
        return INDICATOR, True
    if not figures:
        return FILTER, True
    if unit_of(heading):
        return INDICATOR, True
    is_breakdown = other >= figures or any(text.casefold() in _TOTALS for text in texts)
    # A mark that nobody knows in one cell of many leaves no doubt what the column is.
    return (FILTER, False) if is_breakdown else (INDICATOR, figures >= 10 * other)


_COUNTS = re.compile(r"(?P<base>.+?)[_ ]?(?P<kind>numerator|denominator|num|denom|den)", re.IGNORECASE)
_PERCENT = re.compile(r"(^|_| )(pct|percent|percentage|perc|pc|pt|share)($|_| )|%|per ?cent", re.IGNORECASE)
_RATE = re.compile(r"(^|_| )rate($|_| )", re.IGNORECASE)
_PER = re.compile(r"per[ _]?(?P<of>10{0,2}[,_ ]?000)(?!\d)", re.IGNORECASE)


def counts_of(columns: Sequence[Column]) -> dict[int, tuple[int | None, int | None]]:
    """Where the numerator and the denominator of each indicator's column stand, by its index.

    They are columns named so: `assessed_pct_numerator`, or `assessed_num` beside `assessed_pct`; or plain
    `numerator` and `denominator` beside the one indicator of the file.
    """
    indicators = [column for column in columns if column.read_as == INDICATOR]
    plain = {column.read_as: column.index for column in columns if column.read_as in _PLAIN}
    found: dict[int, dict[str, int]] = {}
    counting: set[int] = set()
    for column in indicators:
        if not (named := _COUNTS.fullmatch(column.heading)):
            continue
        base, kind = (
            stem_of(named["base"]),
            "numerator" if named["kind"].lower().startswith("num") else "denominator",
        )
        owner = next(
            (
                one
                for one in indicators
                if one is not column and one.heading.casefold() == named["base"].casefold()
            ),
            None,
        ) or next((one for one in indicators if one is not column and _is_share_of(one, base)), None)
        if owner is not None:
            found.setdefault(owner.index, {})[kind] = column.index
            counting.add(column.index)
    shares = [column for column in indicators if column.index not in counting]
    if len(shares) == 1 and plain:
        found.setdefault(shares[0].index, {}).update(plain)
    return {
        column.index: (
            found.get(column.index, {}).get("numerator"), found.get(column.index, {}).get("denominator")
        )
        for column in shares
    }  # fmt: skip


_PLAIN = ("numerator", "denominator")


def _is_share_of(column: Column, base: str) -> bool:
    is_share = any(one.search(column.heading) for one in (_PERCENT, _PER, _RATE))
    return is_share and stem_of(column.heading) == base


def stem_of(heading: str) -> str:
    """A heading without the words that say what it is in: referrals_rate is referrals."""
    words = [word for word in re.split(r"[^a-z0-9]+", heading.casefold()) if word]
    return "_".join(word for word in words if not (_PERCENT.fullmatch(word) or word == "rate"))


def says_scale(heading: str) -> bool:
    """Whether a heading states its scale; of a bare `rate` it is guessed."""
    return bool(_PERCENT.search(heading) or _PER.search(heading)) or not _RATE.search(heading)


def unit_of(heading: str) -> str:
    """The unit that a heading tells of: "%", "per 10,000", or empty where it tells none."""
    if _PERCENT.search(heading):
        return "%"
    if per := _PER.search(heading):
        return f"per {int(re.sub('[,_ ]', '', per['of'])):,}"
    return "per 10,000" if _RATE.search(heading) else ""
