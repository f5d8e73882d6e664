"""Saying how a measure is computed from others: a new version each time, with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.apps.measures.derived_models import Derivation, Term
from goldenthread.apps.measures.deriving import derivations_now, recompute
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import plain
from goldenthread.apps.measures.sources import COMPUTED, choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.derived import SHARE, Operation, units_refused

NOT_COMPUTED = ""
"""The operation of a version that says that the measure is no longer computed."""


def derivation_of(measure: Measure, known_at: datetime | None = None) -> Derivation | None:
    """How a measure is computed, as known at an instant; None where it is not."""
    newest = derivations_told(measure, known_at)[:1]
    return newest[0] if newest and newest[0].operation else None


def derivations_told(measure: Measure, known_at: datetime | None = None) -> list[Derivation]:
    """Every version of how a measure is computed that was known at an instant, the newest first."""
    told = measure.derivations.select_related("measure", "recorded_by").prefetch_related("terms__measure")
    told = told if known_at is None else told.filter(recorded_at__lte=known_at)
    return list(told.order_by("-version"))


def in_words(derivation: Derivation | None) -> str:
    """An expression in words: "10,000 × 1.8 Children in need ÷ Children aged 0 to 17"."""
    if derivation is None or not derivation.operation:
        return "Not computed"
    terms = [str(term.measure) for term in derivation.terms.all()]
    match Operation(derivation.operation):
        case Operation.SUM:
            return " + ".join(terms)
        case Operation.PERCENTAGE:
            return f"100 × {terms[0]} ÷ {terms[1]}"
        case Operation.RATE:
            return f"{derivation.per:,.0f} × {terms[0]} ÷ {terms[1]}"


@transaction.atomic
def define_derivation(
    measure: Measure, operation: Operation, terms: Sequence[Measure], *, per: Decimal | None = None,
    reason: str, seen: int, by: Person | None, at: datetime,
) -> Derivation:  # fmt: skip
    """Say how a measure is computed from others, and compute it for every period that has their figures.

    `terms` are numerator and denominator, or what is added; `per` the m of a rate per m. `seen` is the
    version that the person was shown, 0 for none: refused, with the code "stale", when another has written
    one since. Refused too without a reason, for measures whose units or spans do not go together (DER-4), for
    a circle, and where the same already holds. The versions before stay on record.
    """
    _check(measure, operation, terms, per, reason)
    _lock(measure, terms)
    before = _seen(measure, seen)
    _refuse_a_circle(measure, terms)
    if _is_same(before, operation, terms, per):
        raise Refused("It is already computed like that. Nothing was written", field="operation")
    made = _add(measure, before, operation.value, per, reason, by, at)
    Term.objects.bulk_create(
        Term(derivation=made, position=place, measure=one) for place, one in enumerate(terms)
    )
    record(
        "measures.derivation_defined", by=by, at=at, on=[measure, made, *terms],
        before={"computed": in_words(before)}, after={"computed": in_words(made)}, why=made.reason,
    )  # fmt: skip
    recompute([measure.pk], by=by, at=at)
    return made


@transaction.atomic
def end_derivation(
    measure: Measure, *, reason: str, seen: int, by: Person | None, at: datetime
) -> Derivation:
    """Say that a measure is no longer computed. Its computed figures stay on record and no longer change.

    Refused without a reason, for a measure that is not computed, and while the board uses these figures.
    """
    if not reason.strip():
        raise Refused("Say why it is no longer computed", field="reason")
    Measure.objects.select_for_update().get(pk=measure.pk)
    before = _seen(measure, seen)
    if before is None or not before.operation:
        raise Refused("This measure is not computed")
    newest = choices_of([measure.pk]).reigns(measure.pk)[-1].choice
    if newest is not None and newest.source == COMPUTED:
        raise Refused("The board uses the computed figures. Choose another source first")
    made = _add(measure, before, NOT_COMPUTED, None, reason, by, at)
    record(
        "measures.derivation_ended", by=by, at=at, on=[measure, made],
        before={"computed": in_words(before)}, after={"computed": in_words(None)}, why=made.reason,
    )  # fmt: skip
    return made


def _lock(measure: Measure, terms: Sequence[Measure]) -> None:
    """These, and all that is computed: two who define at once could else close a circle between them."""
    rows = [measure.pk, *(one.pk for one in terms), *derivations_now()]
    list(Measure.objects.select_for_update().filter(pk__in=rows).order_by("pk").values_list("pk"))


def _add(
    measure: Measure, before: Derivation | None, operation: str, per: Decimal | None, reason: str,
    by: Person | None, at: datetime,
) -> Derivation:  # fmt: skip
    return Derivation.objects.create(
        measure=measure, version=before.version + 1 if before else 1, operation=operation, per=per,
        reason=reason.strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _seen(measure: Measure, seen: int) -> Derivation | None:
    """The newest version, where it is the one that the person was shown."""
    told = derivations_told(measure)
    newest = told[0] if told else None
    if seen != (newest.version if newest else 0):
        raise Refused("Somebody changed how it is computed while you were writing", code="stale")
    return newest


def _check(
    measure: Measure, operation: Operation, terms: Sequence[Measure], per: Decimal | None, reason: str
) -> None:
    if not reason.strip():
        raise Refused("Say why it is computed like that", field="reason")
    two = operation is not Operation.SUM
    if len(terms) != 2 if two else len(terms) < 2:
        words = "takes a numerator and a denominator" if two else "takes two measures or more"
        raise Refused(f"A {operation} {words}", field="second")
    if len(set(terms)) < len(terms):
        raise Refused("Choose each measure once", field="second")
    if (operation is Operation.RATE) != (per is not None) or (per is not None and per <= 0):
        wanted = "Enter what the rate is per, such as 10,000"
        words = wanted if operation is Operation.RATE else "Only a rate is per so many"
        raise Refused(words, field="per")
    if refused := units_refused(operation, [(str(one), one.unit or None) for one in terms]):
        raise Refused(refused.reason, code=refused.code, field="first")
    unit = {Operation.PERCENTAGE: SHARE, Operation.SUM: terms[0].unit}.get(operation, measure.unit)
    if measure.unit != unit or (operation is Operation.RATE and unit == SHARE):
        own, theirs = measure.unit or "a count", unit or "a count"
        words = f"{measure} is in {own}, and a {operation} of these is in {theirs}"
        raise Refused(words, code="DER-4", field="operation")
    _check_spans(operation, terms)


def _check_spans(operation: Operation, terms: Sequence[Measure]) -> None:
    """Figures for the year to date and figures for a period alone are not of the same span."""
    if operation is not Operation.RATE and len({one.cumulative for one in terms}) > 1:
        so_far = next(one for one in terms if one.cumulative)
        alone = next(one for one in terms if not one.cumulative)
        words = f"{so_far} counts the year to date, {alone} the period alone"
        raise Refused(words, code="DER-4", field="first")


def _refuse_a_circle(measure: Measure, terms: Sequence[Measure]) -> None:
    found = derivations_now()
    waiting, reached = list(terms), set()
    while waiting:
        one = waiting.pop()
        if one.pk == measure.pk:
            raise Refused(f"{measure} would be computed from itself", field="first")
        if one.pk in found and one.pk not in reached:
            waiting += [term.measure for term in found[one.pk].terms.all()]
        reached.add(one.pk)


def _is_same(
    before: Derivation | None, operation: Operation, terms: Sequence[Measure], per: Decimal | None
) -> bool:
    if before is None or before.operation != operation or plain(before.per) != plain(per):
        return False
    return [term.measure_id for term in before.terms.all()] == [one.pk for one in terms]
