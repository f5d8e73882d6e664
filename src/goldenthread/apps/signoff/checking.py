"""What the rulebook's sufficiency checks say of a composed case: a function of the document alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.apps.plans.models import Plan
from goldenthread.apps.success.models import Verdict
from goldenthread.documents.sign_off_case import CaseCheck, CaseEvidence, CaseMeasure, SignOffCase
from goldenthread.rulebook.evidence import Source
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import Variation
from goldenthread.rulebook.sufficiency import (
    CaseFacts,
    EvidenceFact,
    Limits,
    MeasureFact,
    Phase,
    check,
)


def limits_of(plans: Iterable[Plan]) -> Limits:
    """What the plans of its actions ask of evidence: the strictest of them."""
    months = [plan.evidence_months for plan in plans]
    return Limits(newest_within_months=min(months)) if months else Limits()


def checked(case: SignOffCase) -> SignOffCase:
    """The case with what the checks of its phase say of it."""
    limits = Limits(newest_within_months=case.limit_months, sources=case.limit_sources)
    said = check(facts_of(case), limits)
    return replace(
        case,
        checks=tuple(CaseCheck(str(one.code), one.code.rule.title, one.passed, one.words) for one in said),
    )


def facts_of(case: SignOffCase) -> CaseFacts:
    """What the rules are asked of. A linked measure's newest figure is evidence of the figures, too."""
    counted = [one for one in case.measures if one.counted]
    pieces = [_evidence(one) for one in case.evidence]
    shown = [fact for one in counted for fact in _figure(one)]
    return CaseFacts(
        phase=Phase(case.phase),
        on=case.as_at,
        evidence=(*pieces, *shown),
        measures=tuple(_measure(one) for one in counted),
        actions=len(case.actions),
        actions_open=tuple(one.reference or one.title for one in case.open_actions),
        statements=len(case.statements),
        statements_borne_out=sum(one.verdict == Verdict.SHOWN for one in case.statements),
    )


def _evidence(one: CaseEvidence) -> EvidenceFact:
    return EvidenceFact(
        reference=one.reference,
        source=Source(one.source),
        effective_on=one.effective_on,
        finding=one.finding,
        period=one.period,
        sample=one.sample,
        contradicts=one.contradicts,
        answered=one.answered,
        expires_on=one.expires_on,
    )


def _figure(one: CaseMeasure) -> Iterator[EvidenceFact]:
    if one.latest is None or one.latest.value is None:
        return
    yield EvidenceFact(
        reference=f"measure {one.reference or one.title}",
        source=Source.FIGURES,
        effective_on=one.latest.last_day,
        finding=one.latest.text,
        period=one.latest.period,
        sample=one.sample,
    )


def _measure(one: CaseMeasure) -> MeasureFact:
    return MeasureFact(
        name=one.reference or one.title,
        rag=Rag(one.colour),
        reason=one.reason,
        variation=Variation(one.chart.said) if one.chart and one.chart.said else None,
        set_aside=one.override is not None,
        chart=one.chart.variation.words if one.chart else "",
    )
