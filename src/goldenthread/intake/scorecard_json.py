"""A scorecard's measures as the command line prints them: percentages as 83, whole numbers as whole."""

from decimal import Decimal

from goldenthread.intake.scorecard_model import Measure, Observation
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.rating import Target


def measure_json(measure: Measure) -> dict[str, object]:
    """The keys of one measure; what the file does not say is null."""
    direction = measure.direction
    return {
        "ref": measure.ref,
        "section": measure.section,
        "title": measure.title,
        "polarity": measure.polarity.value if measure.polarity is not None else None,
        "polarity_text": measure.polarity_text,
        "target": _target_json(measure.target),
        "targets": [
            {"period": str(one.period), **(_target_json(one.target) or {})} for one in measure.targets
        ],
        "benchmarks": {name: _figure_json(figure) for name, figure in measure.benchmarks.items()},
        "benchmark_observations": [{"area": one.area, **_observation_json(one)} for one in measure.compared],
        "observations": [_observation_json(one) for one in measure.observations],
        "rag": measure.rag.value if measure.rag is not None else None,
        "rag_text": measure.rag_text,
        "direction": direction.arrow if direction is not None else None,
        "direction_text": direction.text if direction is not None else None,
        "lead": measure.lead,
        "comment": measure.comment,
        "plan_priority": measure.plan_priority,
        "corporate_priority": measure.corporate_priority,
        "definition": measure.definition,
        "frequency": measure.frequency,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "tolerance": measure.tolerance,
        "unit": measure.unit,
        "extra": measure.extra,
        "sheet": measure.sheet,
        "row": measure.row,
    }


def _observation_json(one: Observation) -> dict[str, object]:
    numerator = one.numerator if one.numerator is not None else one.figure.numerator
    denominator = one.denominator if one.denominator is not None else one.figure.denominator
    return {
        "period": str(one.period),
        **(_figure_json(one.figure) or {}),
        "numerator": _number(numerator),
        "denominator": _number(denominator),
        "source": one.source,
        "sheet": one.sheet,
        "cell": one.cell,
    }


def _number(value: Decimal | int | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _figure_json(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {
        "text": figure.text,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "unit": figure.unit,
        "status": figure.status.value,
        "qualifier": figure.qualifier,
    }


def _target_json(target: Target | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {
        "text": target.text,
        "kind": target.kind.value,
        "low": _number(target.low),
        "high": _number(target.high),
    }
