"""Plants one fault in a scorecard whose arithmetic holds: where it lies, and the rule that finds it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.rulebook.arithmetic import Benchmark, Row, Scorecard
from goldenthread.rulebook.figures import Figure, parse_figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, target_from
from tests.make_checked_scorecards import PERIODS, QUARTERS, YEAR, clean


@dataclass(frozen=True)
class Planted:
    """A fault: the rule that should find it, the measure, and where it lies."""

    code: str
    key: str
    period: Period | None
    part: str = "figure"


Plant = Callable[[random.Random, dict[str, Row]], tuple[Row, Planted] | None]


def with_fault(code: str, seed: int, *, confirmed: bool = False) -> tuple[list[Scorecard], Planted] | None:
    """A clean scorecard with one fault of a kind, or None where this one has no place for it."""
    # A rate is held to its population only where a link and a population are given.
    first, second = clean(seed, confirmed=confirmed or code == "ARI-3")
    rng = random.Random(seed + 1_000_003)
    rows = {row.key: row for row in first.rows}
    if code == "ARI-13":
        return _differing_in_the_second(rng, first, second)
    made = PLANTS[code](rng, rows)
    if made is None:
        return None
    row, planted = made
    # The second paper would differ from the first in the cell that is changed: a fault of its own.
    others = tuple(one for one in second.rows if one.key != row.key)
    changed = tuple(row if one.key == row.key else one for one in first.rows)
    return [replace(first, rows=changed), replace(second, rows=others)], planted


def put(row: Row, at: Period, text: str, **counts: Decimal) -> Row:
    """The row with another figure in a cell."""
    cell = replace(row.cells[at], figure=parse_figure(text, unit=row.unit), published_before=None, **counts)
    return replace(row, cells={**row.cells, at: cell})


def _value(row: Row, at: Period) -> Decimal | None:
    return row.cells[at].figure.value


def mistyped(rng: random.Random, value: Decimal) -> Decimal:
    """Another number, as fingers make it: two digits changed over, one digit off, or one repeated."""
    digits = list(f"{value:f}")
    places = [place for place, digit in enumerate(digits) if digit.isdigit()]
    for _ in range(20):
        typed = list(digits)
        kind, place = rng.choice(["swap", "off"]), rng.choice(places)
        if kind == "swap" and len(places) > 1:
            other = rng.choice(places)
            typed[place], typed[other] = typed[other], typed[place]
        else:
            typed[place] = str((int(typed[place]) + rng.choice([1, 2, 3, 7])) % 10)
        new = Decimal("".join(typed))
        if new != value:
            return new
    return value + 1


def _one(rng: random.Random, rows: dict[str, Row], wanted: Callable[[Row], bool]) -> Row | None:
    found = [row for row in rows.values() if wanted(row)]
    return rng.choice(found) if found else None


def _year_of_a_flow(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.key.startswith("flow") and all(_value(one, at) for at in PERIODS))
    if row is None:
        return None
    typed = mistyped(rng, _value(row, YEAR) or Decimal(0))
    return put(row, YEAR, str(typed)), Planted("ARI-1", row.key, YEAR)


def _result(code: str, keys: tuple[str, ...], at: Period = QUARTERS[1], least: Decimal = Decimal(0)) -> Plant:
    """Another figure in a row that follows from others."""

    def plant(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
        row = _one(rng, rows, lambda one: one.key in keys and _value(one, at) is not None)
        if row is None or (code == "ARI-11" and "came" not in rows):
            return None
        value = _value(row, at) or Decimal(0)
        typed = mistyped(rng, value)
        if row.unit == "%" and (typed > 100 or row.cells[at].numerator is not None):
            row = replace(
                row, cells={one: replace(c, numerator=None, denominator=None) for one, c in row.cells.items()}
            )
            typed = value - least - 1 if value > 50 else value + least + 1
        return put(row, at, str(typed)), Planted(code, row.key, at)

    return plant


def _falls(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = rows["adopted"]
    before = _value(row, QUARTERS[1])
    if not before or _value(row, QUARTERS[2]) is None:
        return None
    return put(row, QUARTERS[2], str(rng.randint(0, int(before) - 1))), Planted("ARI-4", row.key, QUARTERS[2])


def _outside(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.key.startswith("share"))
    if row is None:
        return None
    at = rng.choice(QUARTERS)
    return put(row, at, f"{rng.randint(101, 940)}%"), Planted("ARI-5", row.key, at)


def _wrong_arrow(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    """Neither meaning: on a measure where high is good, or that has no polarity, the arrow turned round."""

    def turned(one: Row) -> bool:
        return one.polarity is not Polarity.LOW and one.stated_direction in ("up", "down")

    row = _one(rng, rows, turned)
    if row is None:
        return None
    arrow = "down" if row.stated_direction == "up" else "up"
    return replace(row, stated_direction=arrow), Planted("ARI-6", row.key, QUARTERS[3], "arrow")


def _other_meaning(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.polarity is Polarity.LOW and one.stated_direction in ("up", "down"))
    if row is None:
        return None
    arrow = "down" if row.stated_direction == "up" else "up"
    return replace(row, stated_direction=arrow), Planted("ARI-22", row.key, QUARTERS[3], "arrow")


def _changed(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    at = rng.choice(QUARTERS[:3])
    row = _one(rng, rows, lambda one: bool(_value(one, at)))
    if row is None:
        return None
    cell = row.cells[at]
    before = replace(cell.figure, value=mistyped(rng, _value(row, at) or Decimal(0)))
    cells = {**row.cells, at: replace(cell, published_before=before)}
    return replace(row, cells=cells), Planted("ARI-7", row.key, at)


def _benchmark(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    if rng.random() < 0.5:
        row = _one(rng, rows, lambda one: one.unit is None and 0 < (_value(one, YEAR) or 0) < 500)
        figure = str(rng.randint(30_000, 90_000))
    else:
        row = _one(
            rng, rows, lambda one: one.unit == "%" and all((_value(one, at) or 99) > 10 for at in PERIODS)
        )
        figure = f"0.{rng.randint(11, 99)}"
    if row is None:
        return None
    benchmarks = {"national": Benchmark(parse_figure(figure, unit=row.unit))}
    return replace(row, benchmarks=benchmarks), Planted("ARI-8", row.key, None, "national")


def _fraction(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    def high(one: Row) -> bool:
        return one.key.startswith("share") and all((_value(one, at) or 0) > 11 for at in PERIODS)

    row, at = _one(rng, rows, high), rng.choice(QUARTERS)
    if row is None:
        return None
    text = f"{(_value(row, at) or Decimal(0)) / 100:f}"
    return put(row, at, text), Planted("ARI-9", row.key, at)


def _on_another_scale(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    """A thousands' comma typed as a point, or a figure with three digits too many."""

    def large(one: Row) -> bool:
        return one.unit is None and all((_value(one, at) or 0) >= 100 for at in QUARTERS)

    row, at = _one(rng, rows, large), rng.choice(QUARTERS)
    if row is None:
        return None
    value = _value(row, at) or Decimal(0)
    text = f"{value / 1000:f}" if rng.random() < 0.5 else f"{value * 1000:,f}"
    return put(row, at, text), Planted("ARI-24", row.key, at)


def _comment_of_another(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.unit == "%" and bool(_value(one, QUARTERS[3])))
    if row is None:
        return None
    value = _value(row, QUARTERS[3]) or Decimal(0)
    typed = mistyped(rng, value)
    said_elsewhere = {_value(row, at) for at in PERIODS} | {100 - value, row.target and row.target.low}
    if typed > 100 or typed in said_elsewhere:
        return None
    templates = (
        f"Performance in Q4 was {typed}%.",
        f"The figure for quarter 4 is {typed}%, and the service will report again on 12 June 2018.",
        f"We achieved {typed}% in Q4. Three children were seen late.",
        f"{row.title.removeprefix('% of ').capitalize()}: {typed}% this quarter.",
    )
    return replace(row, comment=rng.choice(templates)), Planted("ARI-10", row.key, QUARTERS[3], "comment")


def _more_than_there_are(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row, at = _one(rng, rows, lambda one: one.key.startswith("share")), rng.choice(QUARTERS)
    if row is None:
        return None
    bottom = Decimal(rng.randint(5, 300))
    cell = replace(row.cells[at], numerator=bottom + rng.randint(1, 9), denominator=bottom)
    return replace(row, cells={**row.cells, at: cell}), Planted("ARI-14", row.key, at, "numerator")


def _negative(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row, at = _one(rng, rows, lambda one: one.key.startswith(("stock", "flow"))), rng.choice(QUARTERS)
    assert row is not None
    return put(row, at, f"-{rng.randint(1, 40)}"), Planted("ARI-15", row.key, at)


def _blank(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row, at = _one(rng, rows, lambda one: one.key != "annual"), rng.choice(QUARTERS[1:])
    assert row is not None
    if rng.random() < 0.5:
        return put(row, at, ""), Planted("ARI-16", row.key, at)
    return replace(row, cells={one: c for one, c in row.cells.items() if one != at}), Planted(
        "ARI-16", row.key, at
    )


def _twice(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row, at = rng.choice(list(rows.values())), rng.choice(QUARTERS)
    return replace(row, repeated=((at, row.cells[at]),)), Planted("ARI-17", row.key, at)


def _wrong_side(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.polarity in (Polarity.HIGH, Polarity.LOW))
    assert row is not None
    sign = "<" if row.polarity is Polarity.HIGH else ">="
    figure: Figure = parse_figure(f"{sign}{rng.randint(5, 95)}", unit=row.unit)
    return replace(row, target=target_from(figure, row.polarity)), Planted("ARI-18", row.key, None, "target")


def _own_counts(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    at = rng.choice(QUARTERS)
    row = _one(rng, rows, lambda one: one.unit == "%" and one.cells[at].numerator is not None)
    if row is None:
        return None
    value = _value(row, at) or Decimal(0)
    typed = mistyped(rng, value)
    typed = typed if typed <= 100 else value - 2
    return put(row, at, f"{typed}%"), Planted("ARI-19", row.key, at)


def _year_of_a_stock(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(
        rng, rows, lambda one: one.key.startswith(("stock", "adopted")) and bool(_value(one, QUARTERS[3]))
    )
    if row is None:
        return None
    typed = mistyped(rng, _value(row, QUARTERS[3]) or Decimal(0))
    if row.unit == "%" and typed > 100:
        return None
    return put(row, YEAR, str(typed)), Planted("ARI-20", row.key, YEAR)


def _year_outside(rng: random.Random, rows: dict[str, Row]) -> tuple[Row, Planted] | None:
    row = _one(rng, rows, lambda one: one.key.startswith("share") and one.cells[YEAR].numerator is None)
    if row is None:
        return None
    values = [value for at in QUARTERS if (value := _value(row, at)) is not None]
    beyond = max(values) + rng.randint(2, 9)
    typed = beyond if beyond <= 100 else min(values) - rng.randint(2, 9)
    return put(row, YEAR, f"{typed}%"), Planted("ARI-21", row.key, YEAR)


def _differing_in_the_second(
    rng: random.Random, first: Scorecard, second: Scorecard
) -> tuple[list[Scorecard], Planted] | None:
    at = rng.choice(PERIODS)
    row = rng.choice(second.rows)
    if not _value(row, at):
        return None
    changed = put(row, at, f"{mistyped(rng, _value(row, at) or Decimal(0))}")
    rows = tuple(changed if one.key == row.key else one for one in second.rows)
    return [first, replace(second, rows=rows)], Planted("ARI-13", row.key, at)


PLANTS: dict[str, Plant] = {
    "ARI-1": _year_of_a_flow,
    "ARI-2": _result("ARI-2", ("assess_share", "visits_share"), least=Decimal(1)),
    "ARI-3": _result("ARI-3", ("need_rate", "plan_rate", "care_rate")),
    "ARI-4": _falls,
    "ARI-5": _outside,
    "ARI-6": _wrong_arrow,
    "ARI-7": _changed,
    "ARI-8": _benchmark,
    "ARI-9": _fraction,
    "ARI-10": _comment_of_another,
    "ARI-11": _result("ARI-11", ("care",)),
    "ARI-12": _result("ARI-12", ("need_rate", "plan_rate", "care_rate")),
    "ARI-14": _more_than_there_are,
    "ARI-15": _negative,
    "ARI-16": _blank,
    "ARI-17": _twice,
    "ARI-18": _wrong_side,
    "ARI-19": _own_counts,
    "ARI-20": _year_of_a_stock,
    "ARI-21": _year_outside,
    "ARI-22": _other_meaning,
    "ARI-23": _result("ARI-23", ("foster",)),
    "ARI-24": _on_another_scale,
}
CODES = (*PLANTS, "ARI-13")
