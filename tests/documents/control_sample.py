"""Control charts to draw, as a rulebook would give them."""

from decimal import Decimal

from goldenthread.documents.control_figures import (
    Assurance,
    ControlChart,
    ControlPoint,
    Finding,
    Flag,
    Special,
    Stretch,
    Variation,
)

QUARTERS = tuple(
    f"{year}-{(year + 1) % 100:02d} Q{quarter}" for year in range(2008, 2019) for quarter in range(1, 5)
)


def points(
    values: list[float | None], special: dict[int, Special] | None = None, target: float | None = 85.0
) -> tuple[ControlPoint, ...]:
    """Quarters with these figures; some of them more than chance."""
    return tuple(
        ControlPoint(
            QUARTERS[n], None if value is None else Decimal(str(value)),
            "Suppressed" if value is None else f"{value:g}%",
            special=(special or {}).get(n), cause="Above the upper limit" if n in (special or {}) else "",
            target=target,
        )
        for n, value in enumerate(values)
    )  # fmt: skip


def forty() -> ControlChart:
    """Forty quarters with one of everything."""
    values: list[float | None] = [70 + (n * 7) % 9 + (8 if n > 20 else 0) for n in range(40)]
    values[5] = values[30] = None
    made = points(values, {12: Special.WORSE, **dict.fromkeys(range(33, 40), Special.BETTER)})
    made = tuple(
        ControlPoint(**{**vars(point), "target": 75.0 if n < 24 else 85.0, "unsettled": n == 39})
        for n, point in enumerate(made)
    )
    return ControlChart(
        "Reviews on time", "%", made,
        (Stretch(0, 20, 74.2, 66.1, 82.3), Stretch(21, 39, 81.9, 73.8, 90.04)),
        "12 of the last 19 quarters are within chance; the process will not reliably meet 85%.",
        Finding("Improving: high", "SPC-7", Variation.IMPROVING_HIGH),
        Finding("Will consistently miss its target", "SPC-10", Assurance.FAILS),
        (
            Flag(3.2, "event", "7 January 2009", "A new form"),
            Flag(3.6, "event", "20 February 2009", "A second form, a fortnight later"),
            Flag(20.5, "step", "1 April 2013", "The front door moved to the hub, and all are seen in a day"),
            Flag(24.5, "definition", "1 April 2014", "Counts re-referrals too"),
        ),
        "85%",
    )  # fmt: skip


def few() -> ControlChart:
    """Three figures: points without limits."""
    return ControlChart(
        "Initial health assessments", "%", points([12, 36, 52], target=100.0), (Stretch(0, 2),),
        "Too few points to tell (3 of 13).", Finding("Too few points to tell (3 of 13)", "SPC-13"),
        target="100%",
    )  # fmt: skip
