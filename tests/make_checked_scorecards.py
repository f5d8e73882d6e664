"""Builds scorecards whose arithmetic holds, from counts of children.

What is printed follows from counts underneath, rounded as councils round; small numbers are suppressed, some
cells are provisional, blank for a reason or given with more decimals, arrows follow one of the meanings that
papers use, and comments quote days, ages, parts and targets beside figures. A clean one has nothing to find.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from goldenthread.rulebook.arithmetic import Benchmark, Cell, Link, LinkKind, Row, Scorecard
from goldenthread.rulebook.figures import Status, parse_figure
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
