"""A figure on a page: its text, what there is to say of it, and the way to where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from goldenthread.apps.measures import addresses, sources
from goldenthread.apps.measures.addresses import where_from_address
from goldenthread.apps.measures.chances import Chances, PointChance
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.queries import Point
from goldenthread.apps.measures.recorded import period_of, plain
from goldenthread.apps.measures.rivals import Rival, SideBySide, Sources
from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardOfPeriod, ScorecardRow
from goldenthread.apps.plans.models import Action
from goldenthread.documents import control_icons as control_icons_drawn
from goldenthread.documents.control_figures import Assurance, Finding, Variation
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.figures_words import STATUS_WORDS
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.spc_verdicts import LEAST_POINTS
from goldenthread.rulebook.spc_verdicts import Assurance as Assured
from goldenthread.rulebook.spc_verdicts import Variation as Judged

register = template.Library()

ABSENCES = {
    Status.SUPPRESSED: "Suppressed",
    Status.NOT_RELEASED: "Not yet released",
    Status.NOT_APPLICABLE: "Not applicable",
    Status.NOT_COLLECTED: "Not collected",
}

POLARITY_WORDS = {
    "high": "High is good",
    "low": "Low is good",
    "range": "A range is good",
    "neither": "Neither high nor low is good",
}


SHORTLY = {Assured.PASS: "Will meet its target", Assured.FAIL: "Will miss its target"}
"""What the chart says of a target, where a table has no room for "consistently"."""
_NO_CONTROL = SafeString('<td><span class="gt-secondary">No figures to chart</span></td>')
REVISED = SafeString(' <span class="gt-secondary">revised</span>')
# A hidden word beside the dash would be laid out off the table's own region, and the page would scroll.
NO_FIGURE = SafeString('<span class="gt-secondary" role="img" aria-label="No figure">–</span>')
ROOM = 26
"""The most letters of a figure in a table; where it comes from shows them all."""


@register.simple_tag
def figure(cell: FigureCell | None) -> SafeString:
    """The figure as printed, linked to where it comes from; a dash where there is none."""
    if cell is None:
        return NO_FIGURE
    link = format_html(
        '<a class="govuk-link" href="{}">{}</a>', where_from_address(cell.observation), _words(cell)
    )
    return link + REVISED if cell.revised else link


@register.simple_tag
def benchmark(cell: FigureCell | None, period: Period) -> SafeString:
    """The figure of other areas, with its period where that is not ours (BMK-3)."""
    other = cell.period_beside(period) if cell else ""
    flag = format_html(' <span class="gt-secondary">{}</span>', other) if other else SafeString("")
    return figure(cell) + flag


@register.simple_tag
def figure_to_record(
    cell: FigureCell | None, measure: Measure, period: Period, may_record: bool
) -> SafeString:
    """The figure; where there is none, the way to record one for who may."""
    if cell is not None or not may_record:
        return figure(cell)
    return format_html(
        '<a class="govuk-link" href="{}" aria-label="Record {}, {}">Record</a>',
        addresses.record_address(measure, period), period, measure.title,
    )  # fmt: skip


@register.simple_tag
def figure_headings(card: ScorecardOfPeriod) -> SafeString:
    """A heading for each column of figures that the scorecard shows: "Q1", read out as "2017-18 Q1"."""
    return format_html_join(
        "",
        '<th scope="col" class="gt-number">{}{}</th>',
        ((_unseen(column.before), column.words) for _, column in card.shown),
    )


def _unseen(words: str) -> SafeString:
    return format_html('<span class="govuk-visually-hidden">{}</span>', words) if words else SafeString("")


@register.simple_tag
def figure_cells(card: ScorecardOfPeriod, row: ScorecardRow, may_record: bool) -> SafeString:
    """A row's figures under `figure_headings`. Not by a template: a page has a thousand of them."""
    figures = row.figures(card.columns)
    cells = (
        figure_to_record(figures[at], row.measure, column.period, may_record)
        if column.period
        else benchmark(figures[at], card.period)
        for at, column in card.shown
    )
    return SafeString("".join(f'<td class="gt-number">{cell}</td>' for cell in cells))


@register.filter
def trend_words(row: ScorecardRow) -> str:
    """What the small line of a row's figures shows: "8 figures, from 77% to 81%; the lowest is …"."""
    known = [float(number) for number in row.run if number is not None]
    if not known:
        return ""
    unit = "%" if row.measure.unit == "%" else ""
    first, last, low, high = (
        f"{number:,.1f}".removesuffix(".0") + unit for number in (known[0], known[-1], min(known), max(known))
    )
    return f"{len(known)} figures, from {first} to {last}; the lowest is {low}, the highest {high}."


def _words(cell: FigureCell) -> str:
    """The figure as printed; a sentence in its place by what it means."""
    status = cell.figure.status
    if status is Status.FINAL and len(cell.text) <= ROOM:
        return cell.text
    if not status.has_a_figure and not 0 < len(cell.text) <= ROOM:
        return ABSENCES.get(status, cell.text)
    return shorten(cell.text, ROOM, placeholder=" …")


@register.simple_tag
def control_icons() -> SafeString:
    """The icons of variation and assurance, once on a page: `control_cell` uses them."""
    return SafeString(control_icons_drawn.sprite())


@register.simple_tag
def control_cell(row: ScorecardRow) -> SafeString:
    """The cell of a row: what its control chart says of variation, and of its target."""
    said = row.control
    if said is None:
        return _NO_CONTROL
    if said.said is Judged.TOO_FEW_POINTS:  # what that means is said over the table
        return format_html(
            '<td><span class="gt-secondary">Too few points ({} of {})</span></td>', said.known, LEAST_POINTS
        )
    words = SHORTLY.get(said.assured, said.assurance) if said.assured else said.assurance
    variation = _icon_and_words(said.variation_icon, Variation, said.variation)
    assurance = _icon_and_words(said.assurance_icon, Assurance, words)
    return format_html("<td>{}{}</td>", variation, assurance)


def _icon_and_words(icon: str | None, kind: type[Variation] | type[Assurance], words: str) -> SafeString:
    """An icon with its words; words alone where nothing is drawn."""
    if not icon:
        return format_html('<span class="gt-secondary">{}</span> ', words) if words else SafeString("")
    return format_html(
        '<span class="gt-said">{} {}</span> ', SafeString(control_icons_drawn.used(kind(icon))), words
    )


@register.simple_tag
def control_finding(finding: Finding) -> SafeString:
    """An answer of a control chart: its icon and its words."""
    drawn = SafeString(control_icons_drawn.icon(finding.icon)) if finding.icon else SafeString("")
    return format_html("{} {}", drawn, finding.words)


@register.filter
def polarity_words(polarity: str) -> str:
    return POLARITY_WORDS.get(polarity, "Nobody has said which way is good")


@register.filter
def amber_words(measure: Measure) -> str:
    """What the measure's tolerance means: where amber ends."""
    amount = f"{plain(measure.tolerance):f}"
    match measure.tolerance_kind:
        case "points":
            unit = "points" if measure.unit in ("%", "") else measure.unit
            return f"Amber within {amount} {unit} of the target, red beyond"
        case "percent":
            return f"Amber within {amount} percent of the target, red beyond"
        case "threshold":
            return f"Amber as far as {amount}, red beyond"
        case _:
            return "No amber: a missed target is red"


@register.filter
def period_words(row: Any) -> str:
    """The period of a row, as printed: "2017-18 Q4"."""
    return str(period_of(row))


@register.filter
def rivals_of(row: SideBySide, of: Sources) -> list[tuple[str, Rival | None]]:
    """A period's figures, each under the heading of its source."""
    return list(zip(of.headings, row.rivals, strict=True))


@register.filter
def source_words(source: str) -> str:
    """A source in a sentence: "from health"."""
    return sources.source_words(source)


@register.filter
def status_words(status: str) -> str:
    """How far a figure may be relied on, or why there is none: "Provisional", "Not yet released"."""
    return STATUS_WORDS[Status(status)].capitalize()


@register.filter
def area_words(area: str) -> str:
    return {"national": "the national figure", "statistical_neighbours": "statistical neighbours"}.get(
        area, area
    )


@register.filter
def action_address(action: Action) -> str:
    """The page of a plan's action."""
    return reverse("plans:action", args=[action.uuid, slugify(action.reference) or "action"])


@register.filter
def measure_address(measure: Measure) -> str:
    return addresses.measure_address(measure)


@register.filter
def record_address(measure: Measure, period: Period) -> str:
    return addresses.record_address(measure, period)


@register.filter
def row_address(shape: str, measure: Measure) -> str:
    return addresses.row_address(shape, measure)


@register.filter
def chance_in(chances: Chances | None, point: Point) -> PointChance | None:
    """What chance does to a figure; nothing where the page does not tell."""
    return chances.points[point.cell.period] if chances else None


@register.filter
def at(beside: Mapping[int, Any], key: int) -> Any:
    """What stands under a key; nothing where nothing does."""
    return beside.get(key, ())
