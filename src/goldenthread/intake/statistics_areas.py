"""Which area a row of national statistics is of: England, a region, or a local authority."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.intake.problems import Level

AddProblem = Callable[..., None]


class AreaLevel(StrEnum):
    """The levels that benchmarks are of."""

    NATION = "nation"
    REGION = "region"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class PublishedArea:
    """An area as the file names it. `region` and `region_code` are an authority's; codes may be empty."""

    level: AreaLevel
    name: str
    code: str = ""
    old_code: str = ""
    region: str = ""
    region_code: str = ""


_LEVELS = {
    "national": AreaLevel.NATION, "country": AreaLevel.NATION, "nation": AreaLevel.NATION,
    "england": AreaLevel.NATION, "regional": AreaLevel.REGION, "region": AreaLevel.REGION,
    "local authority": AreaLevel.AUTHORITY, "la": AreaLevel.AUTHORITY, "lea": AreaLevel.AUTHORITY,
    "local authorities": AreaLevel.AUTHORITY, "authority": AreaLevel.AUTHORITY,
}  # fmt: skip
_NOT_KEPT = {
    "school", "ward", "provider", "institution", "sponsor", "trust", "mat", "multi-academy trust",
    "planning area", "parliamentary constituency", "local authority district", "opportunity area",
    "local enterprise partnership",
    "english devolved area", "local skills improvement plan area", "police force area", "rsc region",
    "lower super output area", "middle super output area",
}  # fmt: skip
# Files without a level say it by the names that they fill in.
_NAMES = ("la_name", "new_la_code", "old_la_code"), ("region_name", "region_code")
# What stands in an authority's column on a row of a region or the nation.
_NO_NAME = {"", "z", ":", ".", "total", "n/a", "not applicable"}
NAME_FIELDS = {
    AreaLevel.NATION: "country_name", AreaLevel.REGION: "region_name", AreaLevel.AUTHORITY: "la_name",
}  # fmt: skip
"""The field that names an area of each level."""

_LEFT_OUT = {"city", "county", "of", "the", "council", "borough", "royal", "metropolitan"}


def name_key(name: str) -> str:
    """A name as it is looked for: "Bristol, City of" and "City of Bristol" are one."""
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ").replace(".", "")).split()
    return " ".join(word for word in words if word not in _LEFT_OUT) or " ".join(words)


def is_wide(level: str) -> bool:
    """Whether a level's text says a nation or a region."""
    return _LEVELS.get(" ".join(level.casefold().split())) in (AreaLevel.NATION, AreaLevel.REGION)


class AreaReader:
    """Reads the area of each row; `found` are the areas, each once."""

    def __init__(self, at: Mapping[str, int], add_problem: AddProblem) -> None:
        self._at, self._add = at, add_problem
        self._known: dict[tuple[str, ...], int] = {}
        self.found: dict[PublishedArea, int] = {}
        fields = (
            "geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code",
            "new_la_code", "la_name",
        )  # fmt: skip
        self._places = [(field, at[field]) for field in fields if field in at]

    def read(self, number: int, row: Sequence[str]) -> int | None:
        """The place of the row's area in `found`; None, and a problem, where it names none."""
        texts = tuple(row[place] for _, place in self._places)
        known = self._known.get(texts)
        if known is None:
            area = self._area(number, {field: " ".join(row[at].split()) for field, at in self._places})
            if area is None:
                return None
            known = self._known[texts] = self.found.setdefault(area, len(self.found))
        return known

    def _area(self, number: int, said: Mapping[str, str]) -> PublishedArea | None:
        level = self._level(number, said)
        if level is None:
            return None
        region = {"region": _name(said, "region_name"), "region_code": _code(said, "region_code")}
        match level:
            case AreaLevel.NATION:
                name = _name(said, "country_name") or "England"
                return PublishedArea(level, name, _code(said, "country_code"))
            case AreaLevel.REGION:
                area = PublishedArea(level, region["region"] or region["region_code"], region["region_code"])
            case _:
                code, old = _code(said, "new_la_code"), _code(said, "old_la_code")
                area = PublishedArea(level, _name(said, "la_name") or code or old, code, old, **region)
        if not area.name:
            self._add(number, "geographic_level", said.get("geographic_level", ""),
                      f"The row names no {_IN_WORDS[level]}. It is left out")  # fmt: skip
            return None
        return area

    def _level(self, number: int, said: Mapping[str, str]) -> AreaLevel | None:
        if "geographic_level" not in said:
            authority, region = (any(_name(said, name) for name in names) for names in _NAMES)
            return AreaLevel.AUTHORITY if authority else AreaLevel.REGION if region else AreaLevel.NATION
        text = said["geographic_level"]
        level = _LEVELS.get(text.casefold())
        if level is None and text.casefold() in _NOT_KEPT:
            self._add(
                number, "geographic_level", text,
                "Rows of this level are left out: benchmarks are of England, regions and local authorities",
                Level.NOTE,
            )  # fmt: skip
        elif level is None:
            why = "is not a level. Levels are National, Regional and Local authority"
            self._add(number, "geographic_level", text, f"{text!r} {why}. The row is left out")
        return level


_IN_WORDS = {AreaLevel.REGION: "region", AreaLevel.AUTHORITY: "local authority"}


def _name(said: Mapping[str, str], field: str) -> str:
    text = said.get(field, "")
    return "" if text.casefold() in _NO_NAME else text


def _code(said: Mapping[str, str], field: str) -> str:
    return _name(said, field).upper().removesuffix(".0")
