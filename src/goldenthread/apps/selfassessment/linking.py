"""Figures, tables and charts that a part may name: live until the document is frozen.

Those of a recommendation are its own measures and actions; those of the whole document are its counts, which
every part may name too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from django.utils.text import slugify

from goldenthread.apps.drafting.figures import counts_of_actions
from goldenthread.apps.evidence.queries import Shown
from goldenthread.apps.inspections.queries import WORDS
from goldenthread.apps.measures.charts import paper_figure, paper_target
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.selfassessment.models import SelfAssessment
from goldenthread.apps.selfassessment.records import Held, Measured
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.report_parts import Figures, FigureTable, FigureValue
from goldenthread.documents.self_assessment_text import Links
from goldenthread.documents.wording import COLOUR_WORDS, uk_date
from goldenthread.rulebook.self_assessment import LEFT, Outcome

RATING = {colour.value: word for colour, word in COLOUR_WORDS.items()}


def links_of_document(document: SelfAssessment, held: Sequence[Held]) -> Links:
    """What any part may name: the counts of verdicts, and of the plan's actions that serve them."""
    return Links(Figures.of(list(_counts(document, held)), list(_tables(held))), {}, {})


def links_of(one: Held, whole: Links) -> Links:
    """What the part of a recommendation may name, beside what is of the whole document."""
    values = {value.key: value for value in _figures(one)}
    tables = {table.key: table for table in _own_tables(one)}
    return Links(
        Figures({**whole.figures.values, **values}, {**whole.figures.tables, **tables}),
        {measured.key: chart_of(measured) for measured in one.measures},
        {found.key: found for found in map(evidence_of, one.evidence)},
    )


def evidence_of(shown: Shown) -> doc.Evidence:
    """A piece as it is frozen; of a restricted one its number and source alone, so the file holds no more."""
    key = slugify(shown.reference).replace("-", "_")
    if shown.restricted:
        return doc.Evidence(
            key, shown.reference, "", shown.source_label, shown.bears, version=shown.version,
            sha256=shown.sha256, restricted=True,
        )  # fmt: skip
    return doc.Evidence(
        key=key, reference=shown.reference, title=shown.title, source=shown.source_label, bears=shown.bears,
        effective_on=shown.effective_on, period=shown.period, sample=shown.sample, finding=shown.finding,
        version=shown.version, sha256=shown.sha256,
    )  # fmt: skip


def chart_of(measured: Measured) -> doc.Chart:
    """A measure over time, as it is frozen."""
    newest = measured.newest
    return doc.Chart(
        key=measured.key,
        title=measured.title,
        unit=measured.measure.unit or None,
        series=tuple(
            SeriesPoint(str(point.cell.period), paper_figure(point.cell)) for point in measured.points
        ),
        target=paper_target(newest.target) if newest else None,
        says=measured.says,
    )


def _counts(document: SelfAssessment, held: Sequence[Held]) -> Iterable[FigureValue]:
    yield FigureValue("plan", "The plan", document.plan.name)
    yield FigureValue("as_at", "The document’s day", uk_date(document.as_at))
    if document.compared_on:
        yield FigureValue("compared_on", "The day compared with", uk_date(document.compared_on))
    counted = Counter(one.outcome for one in held)
    yield FigureValue("recommendations", "Recommendations", str(len(held)))
    for outcome in Outcome:
        yield FigureValue(outcome.value, outcome.words, str(counted[outcome]))
    met = counted[Outcome.MET] + counted[Outcome.REMAINS_MET]
    yield FigureValue("met_in_all", "Met this year or remaining met", str(met))
    yield FigureValue("left", "Left to be watched", str(sum(counted[one] for one in LEFT)))
    yield FigureValue("fell_back", "Fell back since last year", str(sum(one.fell_back for one in held)))
    actions = {state.pk: state for state in chain.from_iterable(one.actions for one in held)}
    yield from counts_of_actions(list(actions.values()))


def _tables(held: Sequence[Held]) -> Iterable[FigureTable]:
    counted = Counter(one.outcome for one in held)
    yield FigureTable(
        "verdicts", "Verdicts", ("Verdict", "Recommendations"),
        tuple((outcome.words, str(counted[outcome])) for outcome in Outcome if counted[outcome]),
        empty="The plan answers no inspection with recommendations.",
    )  # fmt: skip
    yield FigureTable(
        "fell_back", "Fell back since last year", ("No.", "Recommendation", "Before", "Now"),
        tuple(
            (one.recommendation.reference, one.recommendation.title, _status(one.before), _status(one.line))
            for one in held
            if one.fell_back
        ),
        empty="No recommendation fell back.",
    )  # fmt: skip
    yield FigureTable(
        "left", "What is left", ("No.", "Recommendation", "Verdict"),
        tuple(
            (one.recommendation.reference, one.recommendation.title, one.outcome.words)
            for one in held
            if one.outcome in LEFT
        ),
        empty="Nothing is left.",
    )  # fmt: skip


def _status(line: object) -> str:
    return WORDS[line.status] if line else ""


def _figures(one: Held) -> Iterable[FigureValue]:
    yield FigureValue("verdict", "The verdict", WORDS[one.line.status].lower())
    if one.before:
        yield FigureValue("verdict_before", "The verdict of last year", WORDS[one.before.status].lower())
    if one.line.elements:
        met = sum(element.status == "met" for element in one.line.elements)
        yield FigureValue("elements", "Its elements", str(len(one.line.elements)))
        yield FigureValue("elements_met", "Elements that are met", str(met))
    for value in counts_of_actions(one.actions):
        yield FigureValue(value.key, f"{value.label} for it", value.text)
    for measured in one.measures:
        newest, title = measured.newest, measured.title
        if newest is None:
            continue
        yield FigureValue(measured.key, title, newest.cell.text)
        yield FigureValue(f"{measured.key}_period", f"Its period: {title}", str(newest.cell.period))
        if newest.target:
            yield FigureValue(f"{measured.key}_target", f"Its target: {title}", _target(measured))
        if len(measured.points) > 1:
            first = measured.points[0].cell
            yield FigureValue(f"{measured.key}_first", f"Its first figure: {title}", first.text)


def _own_tables(one: Held) -> Iterable[FigureTable]:
    yield FigureTable(
        "measures", "Measures that show it", ("Measure", "Figure", "Period", "Target", "Rating"),
        tuple(_measure(measured) for measured in one.measures), empty="No measure is linked to it.",
    )  # fmt: skip
    yield FigureTable(
        "evidence", "Evidence that bears on it", ("No.", "Evidence", "Source", "Speaks of", "Bears"),
        tuple(_evidence(evidence_of(shown)) for shown in one.evidence),
        empty="No evidence is linked to it.",
    )  # fmt: skip
    yield FigureTable(
        "actions", "Actions that serve it", ("Action", "Lead", "Due", "State"),
        tuple(_action(state) for state in one.actions), empty="No action of the plan serves it.",
    )  # fmt: skip


def _measure(measured: Measured) -> tuple[str, ...]:
    newest = measured.newest
    name = measured.title
    if newest is None:
        return name, "No figure yet", "", "", ""
    rag = newest.override.rag if newest.override else newest.verdict.rag.value
    return name, newest.cell.text, str(newest.cell.period), _target(measured), RATING[rag]


def _target(measured: Measured) -> str:
    newest = measured.newest
    if newest is None or newest.target is None:
        return ""
    return newest.target.text or str(newest.target)


def _evidence(one: doc.Evidence) -> tuple[str, ...]:
    when = one.period or (uk_date(one.effective_on) if one.effective_on else "")
    title = "Restricted" if one.restricted else one.title
    return one.reference, title, one.source, when, one.bears.capitalize()


def _action(state: ActionState) -> tuple[str, ...]:
    due = state.due_text or (uk_date(state.due) if state.due else "")
    overdue = ", overdue" if state.is_overdue else ""
    return (
        f"{state.reference} {state.title}".strip(),
        state.led_by,
        due,
        f"{state.rated or 'Not rated'}{overdue}",
    )
