"""The signs of a control chart: its points, lines and gaps, as they stand in the plot and in its legend."""

from collections.abc import Iterator

from goldenthread.documents.charts import ACCENT, INK, MUTED
from goldenthread.documents.control_figures import SPECIAL_WORDS, ControlChart, Special
from goldenthread.documents.control_icons import BETTER, NEITHER, WORSE

LIMIT, TARGET = "#6f777b", "#a8123a"
LIMIT_DASH, TARGET_DASH = "2 3", "8 3 2 3"
_COLOURS = {Special.BETTER: BETTER, Special.WORSE: WORSE, Special.HIGH: NEITHER, Special.LOW: NEITHER}


def sign(special: Special | None, x: float, y: float, size: float, *, hollow: bool = False) -> str:
    """A disc for chance, a diamond for better, a square for worse, a triangle for high or low."""
    colour = _COLOURS[special] if special else ACCENT
    ink = f'fill="{"#ffffff" if hollow else colour}" stroke="{colour}" stroke-width="1.6"'
    big = size * 1.35
    match special:
        case Special.BETTER:
            b = f"{big:.1f}"
            corners = f"M{x:.1f} {y - big:.1f}l{b} {b}l-{b} {b}l-{b} -{b}z"
            return f'<path d="{corners}" {ink}/>'
        case Special.WORSE:
            place = f'x="{x - size:.1f}" y="{y - size:.1f}"'
            return f'<rect {place} width="{2 * size:.1f}" height="{2 * size:.1f}" {ink}/>'
        case Special.HIGH | Special.LOW:
            tip = -big if special is Special.HIGH else big
            return f'<path d="M{x:.1f} {y + tip:.1f}l{big:.1f} {-1.8 * tip:.1f}h{-2 * big:.1f}z" {ink}/>'
        case _:
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.85:.1f}" {ink}/>'


def cross(x: float, y: float) -> str:
    """A period without a number."""
    return f'<path d="M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6" stroke="{MUTED}" stroke-width="1.4"/>'


def rule(start: float, end: float, y: float, colour: str, dash: str, width: float) -> str:
    """A level line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{start:.1f} {y:.1f}H{end:.1f}" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def legend_entries(chart: ControlChart) -> Iterator[tuple[str, str]]:
    """What stands in the chart: each sign, drawn at the origin, with its words."""
    limits = any(one.lower is not None for one in chart.stretches)
    if limits:
        yield sign(None, 8, 0, 4), "Within chance"
    else:
        yield sign(None, 8, 0, 4), "Figure"
    for special, words in SPECIAL_WORDS.items():
        if any(point.special is special for point in chart.points):
            yield sign(special, 8, 0, 4), words
    if any(point.unsettled for point in chart.points):
        yield sign(None, 8, 0, 4, hollow=True), "Provisional or estimated"
    if any(one.mean is not None for one in chart.stretches):
        yield rule(0, 18, 0, INK, "", 1.4), "Average"
    if limits:
        yield rule(0, 18, 0, LIMIT, LIMIT_DASH, 1.6), "Limits of chance"
    if any(point.target is not None or point.target_high is not None for point in chart.points):
        yield rule(0, 18, 0, TARGET, TARGET_DASH, 1.6), "Target"
    if any(point.value is None for point in chart.points):
        yield cross(8, 0), "No number"
