"""The case for signing off a recommendation or an element: everything in the record that bears on it.

The same question gives the same document, byte for byte, in a number of statements that does not grow with
what hangs on the unit. `as_at` is the day that the case speaks of, `known_at` what was known of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.evidence.measured import WHOLE
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.evidence.queries import Shown, evidence_for
from goldenthread.apps.inspections import queries as inspections
from goldenthread.apps.inspections.models import Assessment, Element, Recommendation
from goldenthread.apps.measures.recorded import tolerance_of
from goldenthread.apps.measures.shown import MeasureShown, Strand, measures_of
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.plans.models import Service
from goldenthread.apps.plans.queries import actions_serving, last_words
from goldenthread.apps.plans.states import ActionState
from goldenthread.apps.risks.queries import shown, standing_in_the_way
from goldenthread.apps.signoff.checking import checked, limits_of
from goldenthread.apps.success.queries import Stood, statements_for
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.documents.paper_figures import Colour
from goldenthread.documents.sign_off_case import (
    CaseAction,
    CaseAnswer,
    CaseAssessment,
    CaseEvidence,
    CaseEvidenceFigure,
    CaseFigure,
    CaseMeasure,
    CaseOverride,
    CaseRisk,
    CaseStatement,
    CaseStrand,
    SignOffCase,
)
from goldenthread.documents.sign_off_case_charts import frozen
from goldenthread.rulebook.rating import Target, Tolerance
from goldenthread.rulebook.targets import ToleranceKind

Unit = Recommendation | Element


def compose(
    unit: Unit, phase: int, *, as_at: date, known_at: datetime | None = None, lead_account: str = ""
) -> SignOffCase:
    """The case of a unit in a phase, as of a day, with what the checks say of it.

    An element's case has the actions and the evidence of the element and of the recommendation as a whole;
    measures are the recommendation's.
    """
    recommendation, element = parts_of(unit)
    [line] = inspections.standings([recommendation], as_at=as_at, known_at=known_at)
    states, serving = _states(recommendation, element, as_at, known_at)
    keys = [state.pk for state in states]
    found = measures_of(
        recommendation, keys, as_at=as_at, known_at=known_at, chart_all=True, strict_too=False
    )
    words = last_words(keys, as_at=as_at, known_at=known_at)
    history = inspections.history_of(recommendation, as_at=as_at, known_at=known_at)
    council = the_council(known_at)
    limits = limits_of(state.plan for state in states)
    return checked(
        SignOffCase(
            council=council.name if council else "",
            inspection=recommendation.inspection.name,
            recommendation=recommendation.reference,
            recommendation_title=recommendation.title,
            element=element.reference if element else "",
            element_title=element.title if element else "",
            unit=str(unit.uuid),
            phase=int(phase),
            body=line.body.name if line.body else "",
            as_at=as_at,
            text=recommendation.text,
            lead_account=lead_account,
            limit_months=limits.newest_within_months,
            limit_sources=limits.sources,
            actions=tuple(_action(one, serving[one.pk], words.get(one.pk, "")) for one in states),
            measures=_measures(found),
            evidence=_evidence(recommendation, element, as_at, known_at),
            statements=tuple(
                _statement(one) for one in statements_for(keys, today=as_at, as_at=as_at, known_at=known_at)
            ),
            risks=_risks(recommendation, as_at, known_at),
            assessments=tuple(_assessment(one) for one in history if _bears_on(one.element_id, element)),
            checks=(),
        )
    )


def parts_of(unit: Unit) -> tuple[Recommendation, Element | None]:
    """A copy of our own of the recommendation: reading the past puts its words of then into it."""
    pk, element = (unit.recommendation_id, unit) if isinstance(unit, Element) else (unit.pk, None)
    return Recommendation.objects.select_related("inspection").get(pk=pk), element


def _bears_on(tied_to: int | None, element: Element | None) -> bool:
    """Whether what is tied to an element, or to the whole (None), bears on the unit."""
    return element is None or tied_to is None or tied_to == element.pk


def _states(
    recommendation: Recommendation, element: Element | None, as_at: date, known_at: datetime | None
) -> tuple[list[ActionState], Mapping[int, list[str]]]:
    """The actions that serve the unit as they stood, and which elements each serves."""
    services = Service.ever.filter(in_force_by(known_at), recommendation=recommendation)
    serving: Mapping[int, list[str]] = defaultdict(list)
    bearing = set()
    for service in services.select_related("element").order_by("element__reference"):
        if _bears_on(service.element_id, element):
            bearing.add(service.action_id)
        if service.element:
            serving[service.action_id].append(service.element.reference)
    states = actions_serving(recommendation, today=as_at, as_at=as_at, known_at=known_at)
    return [state for state in states if state.pk in bearing], serving


def _action(state: ActionState, elements: Sequence[str], words: str) -> CaseAction:
    return CaseAction(
        uuid=str(state.uuid),
        plan=state.plan.name,
        reference=state.reference,
        title=state.title,
        elements=tuple(elements),
        leads=state.led_by,
        state=str(state.state or ""),
        rated=state.rated,
        complete=state.is_completed,
        overdue=state.is_overdue,
        due=state.due,
        due_text=state.due_text,
        completed_on=state.completed_on,
        said=words,
        said_on=state.last_update,
        files=state.evidence,
    )


def _measures(found: Sequence[MeasureShown]) -> tuple[CaseMeasure, ...]:
    linked = any(one.direct for one in found)
    return tuple(_measure(one, counted=one.direct or not linked) for one in found)


def _measure(one: MeasureShown, *, counted: bool) -> CaseMeasure:
    measure, chart = one.measure, one.chart
    return CaseMeasure(
        uuid=str(measure.uuid),
        reference=measure.reference,
        title=measure.title,
        unit=measure.unit,
        polarity=measure.polarity,
        tolerance=_width(tolerance_of(measure), one),
        direct=one.direct,
        counted=counted,
        shows=tuple(str(indicator.action) for indicator in one.indicators),
        target=_aim(one.target),
        colour=Colour(one.verdict.rag),
        code=str(one.verdict.code),
        reason=one.verdict.reason,
        sample=_sample(one),
        override=CaseOverride(Colour(one.override.rag), one.override.reason) if one.override else None,
        chosen=one.source,
        strands=tuple(_strand(strand) for strand in one.strands),
        chart=frozen(chart.drawn, of=chart.of, said=str(chart.said or "")) if chart else None,
    )


def _aim(target: Target | None) -> str:
    return (target.text or str(target)) if target else ""


def _width(tolerance: Tolerance, one: MeasureShown) -> Decimal:
    """How far from its target, or from its newest figure where it has none, the measure is amber."""
    if tolerance.kind is ToleranceKind.NONE:
        return Decimal(0)
    ends = (one.target.low, one.target.high) if one.target else ()
    end = next((found for found in ends if found is not None), None)
    if end is None:
        end = one.latest.number if one.latest else None
    if end is None:
        return Decimal(0) if tolerance.kind is not ToleranceKind.POINTS else tolerance.amount
    return tolerance.width(end)


def _sample(one: MeasureShown) -> str:
    """Of how many the newest figure is, as `evidence.measured` says it; empty without a figure."""
    if one.latest is None or not one.latest.figure.status.has_a_figure:
        return ""
    figure = one.latest.figure
    if figure.numerator is not None and figure.denominator is not None:
        return f"{figure.numerator} of {figure.denominator}"
    return one.measure.denominator or WHOLE


def _strand(strand: Strand) -> CaseStrand:
    return CaseStrand(
        source=strand.label,
        figures=tuple(
            CaseFigure(
                period=str(cell.period),
                last_day=cell.period.last_day,
                text=cell.text,
                value=cell.number,
                of=cell.source,
                observation=str(cell.observation),
                version=cell.version,
                published_on=cell.published_on,
            )
            for cell in strand.cells
        ),
    )


def _evidence(
    recommendation: Recommendation, element: Element | None, as_at: date, known_at: datetime | None
) -> tuple[CaseEvidence, ...]:
    found = bearing_on(recommendation, element, as_at=as_at, known_at=known_at)
    records = Piece.objects.filter(uuid__in=[one.uuid for one in found]).exclude(subject_uuid=None)
    subjects = dict(records.values_list("uuid", "subject_uuid")) if found else {}
    return tuple(_piece(one, str(subjects.get(one.uuid, ""))) for one in found)


def bearing_on(
    recommendation: Recommendation, element: Element | None, *, as_at: date, known_at: datetime | None = None,
    compare: bool = False,
) -> list[Shown]:  # fmt: skip
    """The evidence of a unit. `compare` asks what each record of another room says on the day, one by one."""
    found = evidence_for(recommendation, as_at=as_at, known_at=known_at, compare=compare)
    return [one for one in found if element is None or one.element in ("", element.reference)]


def _piece(one: Shown, subject: str) -> CaseEvidence:
    return CaseEvidence(
        uuid=str(one.uuid),
        reference=one.reference,
        title=one.title,
        source=one.source,
        kind=one.kind_label,
        contradicts=one.contradicts,
        why=one.why,
        element=one.element,
        version=one.version,
        sha256=one.sha256,
        effective_on=one.effective_on,
        uploaded_at=one.recorded_at,
        period=one.period,
        sample=one.sample,
        finding=one.finding,
        expires_on=one.expires_on,
        counts=one.counts,
        counts_code=one.counts_code,
        counts_words=one.counts_words,
        vouched=one.vouched,
        restricted=one.restricted,
        answered=one.answered,
        answers=tuple(CaseAnswer(answer.text, answer.by, answer.at) for answer in one.answers),
        figures=tuple(CaseEvidenceFigure(label, value, version) for label, value, version in one.figures),
        file=one.file_name,
        url=one.url,
        subject=subject,
    )


def _statement(one: Stood) -> CaseStatement:
    answer = one.answer
    return CaseStatement(
        uuid=str(one.statement.uuid),
        source=one.source.label,
        heading=one.heading,
        text=one.text,
        verdict=one.verdict.value,
        verdict_words=one.verdict.label,
        finding=answer.finding if answer else "",
        sample=answer.sample if answer else "",
        found_on=answer.effective_on if answer else None,
    )


def _risks(recommendation: Recommendation, as_at: date, known_at: datetime | None) -> tuple[CaseRisk, ...]:
    found = standing_in_the_way(recommendation, as_at=as_at, known_at=known_at)
    told = ((str(state.risk.uuid), shown(state)) for state in found)
    return tuple(
        CaseRisk(uuid, one.reference, one.title, one.score, one.target, one.owner) for uuid, one in told
    )


def _assessment(one: Assessment) -> CaseAssessment:
    return CaseAssessment(
        uuid=str(one.uuid),
        element=one.element.reference if one.element else "",
        status=one.status,
        words=one.get_status_display(),
        on=one.assessed_on,
        text=one.assessed_text,
        body=one.body.name if one.body else "",
        condition=one.condition,
        reason=one.reason,
    )
