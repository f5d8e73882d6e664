"""`python -m goldenthread.casedata.measures.page` prints docs/using/measures-from-records.md."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.casedata.measures import SUBJECTS
from goldenthread.casedata.measures.explaining import Definition, WayExplained, definition

_HEAD = """# Measures counted from records

`goldenthread casedata measures --as-at 2018-03-31` counts what follows from the case records that are loaded,
for each quarter of the year before. `--period year` or `month`, `--from DATE`, `--by team`, `worker` or
`authority`, `--measure CODE` and `--engine postgres` or `spark` narrow or change that; `--json` is for
machines. Rates need `--populations FILE`: a CSV of authority, year and number, the children under 18 in the
middle of each year.

Where no source that is loaded carries what a measure needs, or covers the days that it is about, there is no
figure and the reason is said. A figure is never mixed of two sources: the first that can, in the order given
here, is taken.

This page is written by `make rulebook` from the definitions in `src/goldenthread/casedata/measures/`.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for subject, measures in SUBJECTS.items():
        parts.append(f"\n## {subject}\n")
        for measure in measures:
            parts += _measure(definition(measure.code))
    return "".join(f"{part}\n" if not part.endswith("\n") else part for part in parts)


def _measure(one: Definition) -> Iterator[str]:
    yield f"\n### {one.title}\n\n`{one.code}`, {one.unit}\n"
    yield f"\n- **Counted**: {one.numerator}"
    if one.denominator:
        yield f"- **Out of**: {one.denominator}"
    if one.exclusions:
        yield f"- **Left out**: {one.exclusions}"
    for way in one.ways:
        yield f"- **From**: {_way(way)}"
    if one.basis:
        yield f"- **Basis**: {one.basis}"


def _way(way: WayExplained) -> str:
    needs = "; ".join(f"{table}: {', '.join(columns)}" for table, columns in way.needs.items())
    said = f"{', else '.join(way.sources)}; for {way.days} ({needs})."
    return f"{said} {way.note}".rstrip()


if __name__ == "__main__":
    print(page(), end="")
