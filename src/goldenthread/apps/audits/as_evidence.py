"""An audit as evidence: what it, or one of its streams, says of itself on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from uuid import UUID

import rules

from goldenthread.apps.audits.models import Audit, AuditCase, Drawn, Learning, Reading, ResultCount, Way
from goldenthread.apps.audits.queries import AuditLine, lines_of
from goldenthread.apps.audits.results import Result, counts_of
from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.moments import known_by


def find(uuid: UUID) -> Audit | None:
    return Audit.objects.filter(uuid=uuid).first()


def choices(person: Person, today: date) -> Sequence[Choice]:
    """Each audit that has a result, as a whole and stream by stream."""
    if not rules.has_perm("audits.see", person):
        return []
    audits = list(Audit.objects.filter(starts__lte=today))
    judged = set(AuditCase.objects.filter(withdrawn_at=None).values_list("audit", flat=True))
    counted = counts_of(audits)
    return [one for audit in audits for one in _choices(audit, _labels(audit, judged, counted))]


def _labels(audit: Audit, judged: Set[int], counted: Mapping[int, Sequence[ResultCount]]) -> Sequence[str]:
    """What an audit has results of."""
    if audit.way == Way.COUNTS:
        return [one.label for one in counted.get(audit.pk, ())]
    return [*audit.streams, *audit.questions] if audit.pk in judged else []


def _choices(audit: Audit, labels: Sequence[str]) -> Iterator[Choice]:
    whole = f"{audit}, {period_of(audit)}"
    if labels:
        yield Choice(audit.uuid, "", whole)
    if len(labels) > 1:
        for label in labels:
            yield Choice(audit.uuid, label, f"{whole}: {label}")


def say(uuid: UUID, at: str, as_at: date, known_at: datetime | None) -> Said:
    """What the audit says. `at` is one of its streams or standards, or empty for all of them.

    Raises NothingSaid for an audit that is none, that is of later, or of which nothing was known. Without a
    known sample the sample is empty: such a finding counts as no evidence.
    """
    audit = find(uuid)
    if audit is None:
        raise NothingSaid("There is no such audit.")
    [line] = lines_of([audit], known_at)
    results = [one for one in line.results if at in ("", one.label)]
    if not results or audit.starts > as_at:
        raise NothingSaid(f"{audit.reference} had no result by then.")
    version = _version(audit, known_at)
    return Said(
        title=f"{audit}: {at}" if at else str(audit),
        effective_on=min(line.period.last_day, as_at),
        period=str(line.period),
        finding=" ".join([*(f"{_sentence(line, one)}." for one in results), audit.finding]).strip(),
        sample=_sample(audit, results),
        figures=tuple((one.label, _printed(one), version) for one in results),
        href=audit.get_absolute_url(),
    )


def _printed(one: Result) -> str:
    return f"{one.percent_words} ({one.count_words})"


def _sentence(line: AuditLine, one: Result) -> str:
    what = line.audit.good_words.lower() if one.of == "stream" else "met"
    chance = f", {one.interval_words} by chance" if one.interval_words else ""
    return f"{one.label}: {one.percent_words} {what} ({one.count_words}{chance})"


def _sample(audit: Audit, results: Sequence[Result]) -> str:
    most = max((one.cases or 0 for one in results), default=0)
    if not most:
        return ""
    words = f"{most} case{'' if most == 1 else 's'}"
    if audit.population:
        words += f" of {audit.population_size}" if audit.population_size else ""
        words += f": {audit.population}"
    return words if audit.drawn == Drawn.NOT_SAID else f"{words}; {audit.get_drawn_display().lower()}"


def _version(audit: Audit, known_at: datetime | None) -> str:
    """Which state of its results this is: the last row that was known of them."""
    if audit.way == Way.COUNTS:
        told = known_by(known_at, published="audit__published_on")
        last = ResultCount.objects.filter(told, audit=audit).order_by("-pk").first()
    else:
        told = known_by(known_at, published="case__audit__published_on")
        last = Reading.objects.filter(told, case__audit=audit).order_by("-pk").first()
    withdrawn = audit.cases.filter(withdrawn_at__isnull=False)
    if known_at is not None:
        withdrawn = withdrawn.filter(withdrawn_at__lte=known_at)
    return f"{audit.reference}.{last.pk if last else 0}.{withdrawn.count()}"


def near(recommendation: Recommendation) -> set[UUID]:
    """The audits that led to actions which serve it."""
    learned = Learning.objects.filter(
        action__services__recommendation=recommendation, action__services__ended_at=None
    )
    return set(learned.values_list("audit__uuid", flat=True))


AUDIT = EvidenceKind("audit", "Audit", "audit", find, choices, say, near)
