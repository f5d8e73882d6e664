"""Builds scorecards whose arithmetic holds, from counts of children, and plants one fault in them.

What is printed follows from counts underneath, rounded as councils round; small numbers are suppressed, some
cells are provisional, blank for a reason or given with more decimals, arrows follow one of the meanings that
papers use, and comments quote days, ages, parts and targets beside figures. A clean one has nothing to find.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from goldenthread.rulebook.arithmetic import Benchmark, Cell, Link, LinkKind, Row, Scorecard
from goldenthread.rulebook.figures import Figure, Status, parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.targets import Polarity, target_from

BEFORE = parse_period("2016-17")
QUARTERS = tuple(parse_period(f"2017-18 Q{number}") for number in (1, 2, 3, 4))
YEAR = parse_period("2017-18")
PERIODS = (BEFORE, *QUARTERS, YEAR)

SHARES = (
    ("% of initial child protection conferences held within 15 days of the enquiry", "high"),
    ("% of children becoming subject to a child protection plan for a second time", "low"),
    ("% of cared for children with 3 or more placements", "low"),
    ("% of cared for children reviews in timescales", "high"),
    ("% of initial health assessments requested within 48 hours of coming into care", "high"),
    ("% of care leavers not in education, employment or training", "low"),
    ("% of care leavers in suitable accommodation", "high"),
    ("% of education, health and care plans completed within 20 weeks", "high"),
    ("% of referrals within 12 months of an earlier referral", "low"),
    ("% of return home interviews completed within 72 hours", "high"),
    ("% of social work posts filled by agency staff", "low"),
    ("% of strategy discussions attended by police and health", "high"),
)
STOCKS = (
    "Number of care leavers",
    "Number of open early help plans",
    "Number of children on a child sexual exploitation plan",
    "Number of ongoing transfers from statements to plans",
    "Number of private fostering arrangements as at quarter end",
    "Number of foster carers in post",
)
FLOWS = (
    "Number of new education, health and care needs assessment requests in quarter",
    "Number of contacts received",
    "Number of complaints received in the quarter",
    "Number of permanent exclusions",
    "Number of referrals",
)


@dataclass
class Made:
    """A paper while it is built: its rows, its random numbers, the true links."""

    rng: random.Random
    rows: list[Row] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    counts: dict[str, dict[Period, int]] = field(default_factory=dict)
    dead_band: Decimal | None = None

    def add(self, key: str, title: str, cells: dict[Period, Cell], **more: object) -> None:
        reference = f"{1 + len(self.rows) // 12}.{1 + len(self.rows) % 12}"
        row = Row(key, title, cells, reference=reference, dead_band=self.dead_band, **more)  # type: ignore[arg-type]
        self.rows.append(row)

    def count(
        self, key: str, title: str, numbers: dict[Period, int], *, small_shown: bool = False, **more: object
    ):
        """A row of counts; those from 1 to 5 are suppressed unless they are shown."""
        self.counts[key] = numbers
        cells = {at: Cell(parse_figure(_count_text(number, small_shown))) for at, number in numbers.items()}
        self.add(key, title, cells, **more)

    def share(self, key: str, title: str, pairs: dict[Period, tuple[int, int]], places: int, **more: object):
        """A row of percentages of counts, which stand in the cells of every second row."""
        shown = self.rng.random() < 0.5
        cells = {}
        for at, (top, bottom) in pairs.items():
            figure = parse_figure(f"{rounded(Fraction(100 * top, bottom), places)}%")
            counts = {"numerator": Decimal(top), "denominator": Decimal(bottom)} if shown else {}
            cells[at] = Cell(figure, **counts)
        self.add(key, title, cells, unit="%", **more)


def rounded(number: Fraction, places: int) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _count_text(number: int, small_shown: bool) -> str:
    return "suppressed" if 1 <= number <= 5 and not small_shown else f"{number:,}"


def clean(seed: int, *, confirmed: bool = False) -> list[Scorecard]:
    """Two papers of one date in which nothing is wrong; links are given when confirmed, else proposed."""
    made = Made(random.Random(seed))
    rng = made.rng
    made.dead_band = rng.choice([None, None, Decimal(0)])
    population = rng.randint(20_000, 180_000)
    _children_and_rates(made, population)
    _shares_with_their_counts(made)
    _foster_care(made)
    for number, title in enumerate(rng.sample(STOCKS, 4)):
        made.count(f"stock{number}", title, _walk(rng, rng.randint(8, 900)), small_shown=rng.random() < 0.5)
    for number, title in enumerate(rng.sample(FLOWS, 3)):
        made.count(f"flow{number}", title, _flow(rng, rng.randint(3, 2500)), small_shown=rng.random() < 0.3)
    _placements(made)
    _awaiting(made)
    _to_date(made)
    _missing_children(made)
    _days(made)
    for number, (title, polarity) in enumerate(rng.sample(SHARES, 9)):
        made.share(
            f"share{number}",
            title,
            _pairs(rng, rng.uniform(0.02, 0.99)),
            rng.choice([0, 0, 1]),
            polarity=Polarity(polarity),
        )
    _once_a_year(made)
    rows = [_dressed(made, row) for row in made.rows]
    rows = _with_arrows(rng, rows)
    links = tuple(made.links) if confirmed else ()
    people = parse_figure(str(population))
    populations = {"": {BEFORE: people, YEAR: people}} if confirmed else {}
    first = Scorecard("Children and families scorecard", tuple(rows), QUARTERS[3], links, populations)
    others = tuple(_in_another_paper(rng, row) for row in rng.sample(rows, 6))
    return [first, Scorecard("Safeguarding board scorecard", others, QUARTERS[3])]


def _children_and_rates(made: Made, population: int) -> None:
    rng = made.rng
    for key, what, part in (
        ("need", "children in need", 0.012),
        ("plan", "children subject to a child protection plan", 0.004),
        ("care", "cared for children", 0.006),
    ):
        numbers = _walk(rng, max(12, int(population * part * rng.uniform(0.6, 1.6))))
        if key == "care" and rng.random() < 0.6:
            numbers = _stock_with_flows(made, numbers)
        made.count(key, f"Number of {what}", numbers, small_shown=True)
        rates = {at: rounded(Fraction(number * 10_000, population), 1) for at, number in numbers.items()}
        cells = {at: Cell(parse_figure(str(rate))) for at, rate in rates.items()}
        made.add(f"{key}_rate", f"Rate of {what} per 10,000", cells, unit="per 10,000")
        made.links.append(Link(LinkKind.RATE, f"{key}_rate", (key,)))


def _stock_with_flows(made: Made, numbers: dict[Period, int]) -> dict[Period, int]:
    rng = made.rng
    came, left = (_flow(rng, max(8, numbers[BEFORE] // 9)) for _ in range(2))
    at = numbers[BEFORE]
    stock = {BEFORE: at}
    for quarter in QUARTERS:
        left[quarter] = min(left[quarter], at + came[quarter])
        at += came[quarter] - left[quarter]
        stock[quarter] = at
    left[YEAR] = sum(left[quarter] for quarter in QUARTERS)
    stock[YEAR] = at
    made.count("came", "Number of cared for children entering care", came, small_shown=True)
    made.count("left", "Number of cared for children leaving care", left, small_shown=True)
    made.links.append(Link(LinkKind.STOCK_FLOW, "care", ("came", "left")))
    return stock


def _shares_with_their_counts(made: Made) -> None:
    rng = made.rng
    for key, of, within in (
        ("assess", "assessments completed", "within 45 working days"),
        ("visits", "statutory visits", "made within timescale to children"),
    ):
        pairs = _pairs(rng, rng.uniform(0.3, 0.97), rng.randint(40, 1200))
        made.share(f"{key}_share", f"% of {of} {within}", pairs, rng.choice([0, 1]), polarity=Polarity.HIGH)
        tops = {at: top for at, (top, _) in pairs.items()}
        bottoms = {at: bottom for at, (_, bottom) in pairs.items()}
        made.count(f"{key}_top", f"Number of {of} {within}", tops, small_shown=True)
        made.count(f"{key}_bottom", f"Number of {of}", bottoms, small_shown=True)
        made.links.append(Link(LinkKind.SHARE, f"{key}_share", (f"{key}_top", f"{key}_bottom")))


def _foster_care(made: Made) -> None:
    rng = made.rng
    internal, external = _walk(rng, rng.randint(30, 260)), _walk(rng, rng.randint(15, 140))
    made.count("internal", "Number of children in internal foster care", internal, small_shown=True)
    made.count("external", "Number of children in external foster care", external, small_shown=True)
    both = {at: internal[at] + external[at] for at in PERIODS}
    made.count("foster", "Number of children in foster care", both, small_shown=True)
    made.links.append(Link(LinkKind.SUM, "foster", ("internal", "external")))


def _placements(made: Made) -> None:
    """Rows with words in common that are no sum of one another, with small numbers that may fit by chance."""
    rng = made.rng
    for number, where in enumerate(
        (
            "placed with parents",
            "in residential homes",
            "in secure accommodation",
            "placed outside the area",
            "in hospital",
        )
    ):
        numbers = _walk(rng, rng.randint(2, 40))
        made.count(f"placement{number}", f"Number of cared for children {where}", numbers, small_shown=True)


def _awaiting(made: Made) -> None:
    """Titles that mislead: stocks with words of flows, and a flow with a word of stocks."""
    rng = made.rng
    titles = ("Number of referrals awaiting assessment", "Number of children who wait")
    for number, title in enumerate(titles):
        made.count(f"awaiting{number}", title, _walk(rng, rng.randint(3, 60)))
    made.count("for_adoption", "Number of children placed for adoption", _flow(rng, rng.randint(3, 30)))


def _to_date(made: Made) -> None:
    rng = made.rng
    new = [rng.randint(0, 9) for _ in QUARTERS]
    numbers = {quarter: sum(new[: place + 1]) for place, quarter in enumerate(QUARTERS)}
    numbers |= {YEAR: sum(new), BEFORE: rng.randint(6, 30)}
    made.count(
        "adopted",
        "Number of children adopted (ytd)",
        numbers,
        cumulative=rng.random() < 0.5,
        polarity=Polarity.HIGH,
    )
    pairs, top, bottom = {}, 0, 0
    for quarter in QUARTERS:
        ceased = rng.randint(12, 60)
        top, bottom = top + rng.randint(0, ceased), bottom + ceased
        pairs[quarter] = (top, bottom)
    pairs |= {YEAR: (top, bottom), BEFORE: (rng.randint(3, 80), 90)}
    made.share(
        "adopted_share",
        "% of children who ceased to be cared for by adoption - year to date",
        pairs,
        0,
        cumulative=True,
        polarity=Polarity.HIGH,
    )


def _missing_children(made: Made) -> None:
    rng = made.rng
    each = {quarter: rng.randint(2, 25) for quarter in QUARTERS}
    largest, total = max(each.values()), sum(each.values())
    repeated = each | {YEAR: rng.randint(largest, total + 6), BEFORE: rng.randint(10, 50)}
    made.count(
        "often", "Number of children that went missing 5 times or more", repeated, polarity=Polarity.LOW
    )
    each = {quarter: rng.randint(6, 60) for quarter in QUARTERS}
    once = each | {YEAR: rng.randint(max(each.values()), sum(each.values())), BEFORE: rng.randint(20, 150)}
    made.count("missing", "Number of children who went missing", once, polarity=Polarity.LOW)


def _days(made: Made) -> None:
    rng = made.rng
    groups = {quarter: (rng.randint(4, 30), rng.randint(200, 600)) for quarter in QUARTERS}
    cells = {quarter: Cell(parse_figure(str(days))) for quarter, (_, days) in groups.items()}
    mean = Fraction(
        sum(many * days for many, days in groups.values()), sum(many for many, _ in groups.values())
    )
    cells |= {
        YEAR: Cell(parse_figure(str(rounded(mean, 0)))),
        BEFORE: Cell(parse_figure(str(rng.randint(200, 600)))),
    }
    made.add(
        "days",
        "Average number of days between entering care and moving in with an adoptive family",
        cells,
        unit="days",
        polarity=Polarity.LOW,
    )


def _once_a_year(made: Made) -> None:
    reason = "This data will be presented annually. See comments"
    cells = {quarter: Cell(parse_figure(reason, unit="%")) for quarter in QUARTERS}
    for at in (BEFORE, YEAR):
        cells[at] = Cell(parse_figure(f"{made.rng.randint(50, 80)}.{made.rng.randint(0, 9)}%"))
    made.add(
        "annual",
        "% of cared for children in a long term stable placement",
        cells,
        unit="%",
        polarity=Polarity.HIGH,
    )


def _walk(rng: random.Random, start: int) -> dict[Period, int]:
    """A stock: at the end of the year before, of each quarter, and of the year."""
    numbers, at = {BEFORE: start}, start
    for quarter in QUARTERS:
        at = max(0, at + round(rng.gauss(0, 0.06) * at + rng.choice([-1, 0, 1])))
        numbers[quarter] = at
    return numbers | {YEAR: at}


def _flow(rng: random.Random, middle: int) -> dict[Period, int]:
    each = {quarter: max(0, round(middle * rng.uniform(0.7, 1.3))) for quarter in QUARTERS}
    total = sum(each.values())
    return each | {YEAR: total, BEFORE: max(0, round(total * rng.uniform(0.8, 1.2)))}


def _pairs(rng: random.Random, share: float, middle: int | None = None) -> dict[Period, tuple[int, int]]:
    """Numerators and denominators of a flow: the year's are the sums."""
    bottoms = _flow(rng, middle or rng.randint(9, 500))
    pairs = {}
    for at in (*QUARTERS, BEFORE):
        bottom = max(bottoms[at], 1)
        pairs[at] = (min(bottom, max(0, round(bottom * rng.gauss(share, 0.05)))), bottom)
    sums = tuple(sum(pairs[quarter][part] for quarter in QUARTERS) for part in (0, 1))
    return pairs | {YEAR: (sums[0], sums[1])}


def _dressed(made: Made, row: Row) -> Row:
    """The row with benchmarks, a target, earlier papers, provisional cells and a comment."""
    rng = made.rng
    cells = dict(row.cells)
    for at, cell in row.cells.items():
        if cell.figure.value is not None and at != QUARTERS[3] and rng.random() < 0.6:
            cells[at] = cell = replace(cell, published_before=cell.figure)
        if cell.figure.value is not None and rng.random() < 0.05:
            cells[at] = replace(cell, figure=replace(cell.figure, status=Status.PROVISIONAL))
    row = replace(row, cells=cells)
    value = row.cells[YEAR].figure.value
    if row.unit is not None and value and rng.random() < 0.7:
        other = value * Decimal(str(rng.uniform(0.6, 1.6)))
        other = min(other, Decimal(100)).quantize(Decimal("0.1")) if row.unit == "%" else round(other, 1)
        benchmarks = {"national": Benchmark(parse_figure(f"{other:f}", unit=row.unit))}
        row = replace(row, benchmarks=benchmarks)
    if row.polarity in (Polarity.HIGH, Polarity.LOW) and value and rng.random() < 0.7:
        aim = min(value + rng.randint(0, 9), Decimal(100)) if row.unit == "%" else value + rng.randint(0, 9)
        row = replace(row, target=target_from(parse_figure(f"{aim}", unit=row.unit), row.polarity))
    return replace(row, comment=_comment(rng, row)) if rng.random() < 0.8 else row


def _comment(rng: random.Random, row: Row) -> str:
    at = rng.choice([3, 4])
    figure = row.cells[QUARTERS[at - 1]].figure
    if row.unit == "%" and figure.value is not None:
        said = f"{figure.value}%"
        templates = (
            f"Performance in Q{at} was {said}.",
            f"In quarter {at} the figure was {said}, which is {rng.randint(1, 9)}% up on the month before.",
            f"Performance stood at {said} in Q{at}; 12% of these were delayed by 7 days.",
            f"In Q{at} {rng.randint(20, 60)}% were completed within 15 days. The figure for all was {said}.",
            f"In Q{at} {rng.randint(1, 40)}% of children were placed outside the area.",
            f"The figure for Q{at} was revised from {rng.randint(20, 90)}% to {said} after checks.",
            f"{said} in Q{at}, target {rng.randint(60, 99)}% and {rng.randint(20, 90)}% in England.",
            f"About {rng.randint(40, 90)}% in Q{at} came from the north team. We meet on 9 May 2018.",
            f"We expect 95% by Q{at}. Children aged 16 made up {rng.randint(10, 60)}%.",
        )
    elif row.unit is None and figure.value is not None:
        noun = "children" if "children" in row.title else row.title.removeprefix("Number of ").split()[-1]
        templates = (
            f"There were {figure.value} {noun} in Q{at}.",
            f"A further {rng.randint(2, 30)} {noun} joined in Q{at}. The team met 3 times.",
            f"In Q{at} {rng.randint(7, 60)} {noun} came to us and {rng.randint(7, 60)} left.",
            f"{rng.randint(7, 60)} {noun} live outside the area in Q{at}, of whom {rng.randint(2, 7)} are "
            f"aged 5.",
            f"The total in Q{at} was {figure.value}: {rng.randint(2, 9)} of them waited over 20 days.",
        )
    else:
        templates = ("The service is reviewing 14 cases and reports on 12 June 2018.",)
    return rng.choice(templates)


def _with_arrows(rng: random.Random, rows: list[Row]) -> list[Row]:
    """Arrows by one meaning and one comparison for the whole paper."""
    better = rng.random() < 0.25
    by_year = rng.random() < 0.25
    done = []
    for row in rows:
        before, now = (BEFORE, YEAR) if by_year or row.key in ("adopted", "annual") else QUARTERS[2:]
        first, second = row.cells[before].figure.value, row.cells[now].figure.value
        if first is None or second is None or rng.random() < 0.15:
            done.append(row)
            continue
        arrow = "up" if second > first else "down" if second < first else "level"
        if row.dead_band is None and abs(second - first) <= max(first * Decimal("0.02"), Decimal("0.5")):
            arrow = rng.choice(["level", arrow])
        if better and row.polarity is Polarity.LOW:
            arrow = {"up": "down", "down": "up", "level": "level"}[arrow]
        done.append(replace(row, stated_direction=arrow))  # type: ignore[arg-type]
    return done


def _in_another_paper(rng: random.Random, row: Row) -> Row:
    """The row as another paper prints it: in some, percentages without their decimals."""
    cells = {at: replace(cell, published_before=None) for at, cell in row.cells.items()}
    if row.unit == "%" and rng.random() < 0.5:
        for at, cell in row.cells.items():
            top, bottom, value = cell.numerator, cell.denominator, cell.figure.value
            if value is not None and top is not None and bottom is not None:
                whole = rounded(Fraction(int(100 * top), int(bottom)), 0)
                cells[at] = Cell(replace(cell.figure, value=whole, text=f"{whole}%"), top, bottom)
    return replace(row, cells=cells, comment="", stated_direction=None)


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
