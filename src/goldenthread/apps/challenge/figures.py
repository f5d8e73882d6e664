"""A session's figures: each measure that is taken from case records, by team and worker or by service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from goldenthread.apps.cases.counting import case_measures, newest_day, rows_behind
from goldenthread.apps.cases.models import Service, Taking, Team
from goldenthread.apps.cases.queries import same_team, teams_by_spelling
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.challenge.models import Rung
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.queries import target_history, target_on
from goldenthread.apps.measures.recorded import polarity_of, target_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.measures.computing import Counted
from goldenthread.casedata.measures.definition import Unit
from goldenthread.casedata.store import Store
from goldenthread.documents.challenge_pack import Line
from goldenthread.rulebook.challenge import Share, outlier
from goldenthread.rulebook.derived import round_half_up
from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.rating import Polarity, Target

NOT_SAID = "no worker is named"
Sums = dict[str, Share]


@dataclass(frozen=True)
class Figured:
    """A line of the pack with the measure that it is of."""

    measure: Measure
    line: Line


def figures_of(rung: str, service: Service | None, period: Period) -> tuple[date, list[Figured]]:
    """The figures of a table for a period, and the day that they are as at.

    Of a service: each of its teams and, at the first rung, each of their workers. Of the director's table:
    each service. Raises Refused where nothing is loaded, or no measure is taken from case records.
    """
    try:
        store = store_of()
    except (NoKey, WrongKey) as refusal:
        raise Refused(str(refusal)) from refusal
    as_at = newest_day(store)
    if as_at is None:
        raise Refused("Nothing is loaded yet, so there are no figures.")
    takings = [
        taking
        for taking in Taking.objects.select_related("measure").order_by("measure__sort_key")
        if taking.code in case_measures() and case_measures()[taking.code].unit is not Unit.RATE
    ]
    if not takings:
        raise Refused("No measure takes its figures from case records yet: begin on a measure’s page.")
    known = teams_by_spelling()
    found: list[Figured] = []
    for taking in takings:
        now, before = (
            _sums(_rows(store, taking.code, one, as_at), rung, service, known)
            for one in (period, period.previous())
        )
        found += _lines(taking, period, now, before)
    return as_at, found


def _rows(store: Store, code: str, period: Period, as_at: date) -> list[Counted]:
    """The rows of a period, from a source that says whose each is: the census does not."""
    return rows_behind(store, code, period, as_at=as_at, carrying="team")


def _sums(rows: Iterable[Counted], rung: str, service: Service | None, known: Mapping[str, Team]) -> Sums:
    """Numerators and denominators, summed by those whose figures are shown, in their order."""
    counts: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        team = known.get(same_team(row.team)) if row.team else None
        for key in _whose(row, team, rung, service):
            counts[key][0] += row.numerator
            counts[key][1] += row.denominator
    return {name: Share(*counts[order, name]) for order, name in sorted(counts)}


def _whose(row: Counted, team: Team | None, rung: str, service: Service | None) -> Iterator[tuple[int, str]]:
    """Whose figures a row counts in, each with its place in the order: services, teams, workers."""
    if team is None:
        return
    if rung == Rung.DIRECTOR:
        yield 0, team.service.name
    elif service is not None and team.service_id == service.pk:
        yield 1, team.name
        if rung == Rung.TEAMS:
            yield 2, f"{team.name}: {row.worker or NOT_SAID}"


def _lines(taking: Taking, period: Period, now: Sums, before: Sums) -> Iterator[Figured]:
    measure = taking.measure
    unit = case_measures()[taking.code].unit
    target = target_of(target_on(target_history(measure), period.last_day), measure)
    together = Share(
        sum(share.count for name, share in now.items() if ": " not in name),
        sum(share.of for name, share in now.items() if ": " not in name),
    )
    for name in dict.fromkeys([*now, *before]):
        share, earlier = now.get(name), before.get(name)
        found = None
        if (
            unit is Unit.PERCENT
            and share is not None
            and polarity_of(measure) in (Polarity.HIGH, Polarity.LOW)
        ):
            found = outlier(
                share, high_is_good=polarity_of(measure) is Polarity.HIGH, standard=_standard(target),
                together=together, before=earlier,
            )  # fmt: skip
        yield Figured(
            measure,
            Line(
                measure=str(measure), who=name, value=_value(share, unit), counted=_counted(share, unit),
                standard=str(target) if target else "", before=_value(earlier, unit),
                code=str(found.code) if found else "", reason=found.reason if found else "",
            ),
        )  # fmt: skip


def _standard(target: Target | None) -> Decimal | None:
    """The percentage that is to be reached, or not to be passed; None where the target is no single one."""
    if target is None or (target.low is None) == (target.high is None):
        return None
    return target.low if target.high is None else target.high


def _value(share: Share | None, unit: Unit) -> str:
    if share is None:
        return ""
    if unit is Unit.COUNT:
        return f"{share.count:,}"
    if not share.of:
        return ""
    if unit is Unit.PERCENT:
        return f"{round_half_up(share.percent, 1)}%"
    return f"{round_half_up(Decimal(share.count) / share.of, 0)} {unit.value}"


def _counted(share: Share | None, unit: Unit) -> str:
    return f"{share.count:,} of {share.of:,}" if share is not None and unit is Unit.PERCENT else ""


def as_rows(figured: Iterable[Figured]) -> list[dict[str, str]]:
    """The lines as a session keeps them."""
    return [asdict(one.line) for one in figured]
