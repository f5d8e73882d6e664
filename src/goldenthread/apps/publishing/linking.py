"""Links between the rows of a scorecard, as people have said of them, and the populations of rates.

A proposed link is worked out from titles and numbers each time, and stored only when a person speaks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.recorded import figure_of, held, period_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.publishing.models import Population, RowLink
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.moments import known_by
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.arithmetic_model import Link, LinkKind
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period, PeriodKind

MEANWHILE = "meanwhile"
"""The refusal's code when somebody else spoke since the page was opened."""
LATEST_YEAR, EARLIEST_YEAR = 2100, 1990


def key_of(link: Link) -> str:
    """The canonical text of a link, by which what was said of it is found again."""
    parts = sorted(link.parts) if link.kind is LinkKind.SUM else list(link.parts)
    said = {"kind": link.kind.value, "parts": parts, "population": link.population, "result": link.result}
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(link: Link) -> str:
    """A link in an address."""
    return hashlib.sha256(key_of(link).encode()).hexdigest()[:32]


def link_in(key: str) -> Link:
    """The link of a canonical text."""
    said = json.loads(key)
    return Link(LinkKind(said["kind"]), said["result"], tuple(said["parts"]), said["population"])


def said_of_links(measures: Iterable[Measure], known_at: datetime | None = None) -> dict[str, RowLink]:
    """The newest word on each link whose result is one of these measures, by its key. One query."""
    rows = RowLink.objects.filter(known_by(known_at, published=""), measure__in=list(measures))
    newest = rows.select_related("measure", "decided_by").order_by("key", "-version").distinct("key")
    return {row.key: row for row in newest}


def links_said(said: Mapping[str, RowLink], outcome: RowLink.Outcome) -> tuple[Link, ...]:
    """The links of which this was said last."""
    return tuple(link_in(row.key) for row in said.values() if row.outcome == outcome)


@transaction.atomic
def say_of_link(link: Link, *, holds: bool, reason: str, version: int, by: Person, at: datetime) -> RowLink:
    """Confirm or refuse a link. `version` is the newest word that the person saw, 0 for none.

    Refused without a reason to refuse, when somebody spoke since, when nothing is new, and for a measure that
    is not in the library.
    """
    if not holds and not reason.strip():
        raise Refused("Say why the link does not hold", field="reason")
    measures = {str(one.uuid): one for one in _measures_of(link)}
    if missing := [key for key in (link.result, *link.parts) if key not in measures]:
        raise Refused(f"There is no measure {', '.join(missing)} in the library")
    measure = Measure.objects.select_for_update().get(uuid=UUID(link.result))
    key = key_of(link)
    before = RowLink.objects.filter(key=key).order_by("-version").first()
    if version != (before.version if before else 0):
        raise Refused("Somebody else spoke of this link while you were writing", code=MEANWHILE)
    outcome = RowLink.Outcome.CONFIRMED if holds else RowLink.Outcome.REFUSED
    if before and before.outcome == outcome:
        raise Refused(f"This link is {before.get_outcome_display().lower()} already")
    made = RowLink.objects.create(
        key=key, kind=link.kind.value, measure=measure, version=version + 1, outcome=outcome,
        reason=reason.strip(), decided_by=by, recorded_at=at,
    )  # fmt: skip
    record(
        f"publishing.link_{outcome.value}", by=by, at=at, on=[made, *measures.values()], why=reason.strip(),
        before={"said": before.outcome} if before else {},
        after={"kind": link.kind.value, "result": str(measure), "population": link.population,
               "parts": [str(measures[part]) for part in link.parts]},
    )  # fmt: skip
    return made


def _measures_of(link: Link) -> Sequence[Measure]:
    wanted = []
    for key in (link.result, *link.parts):
        try:
            wanted.append(UUID(key))
        except ValueError:
            continue
    return list(Measure.objects.filter(uuid__in=wanted))


@transaction.atomic
def record_population(
    name: str, year: int, people: int, *, source: str, by: Person, at: datetime
) -> Population:
    """Say how many people there are in a financial year. Earlier figures stay on record."""
    name, source = " ".join(name.split()), source.strip()
    if not name:
        raise Refused("Enter whose population it is", field="name")
    if not source:
        raise Refused("Enter where the figure comes from", field="source")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Refused(f"Enter a year from {EARLIEST_YEAR} to {LATEST_YEAR}", field="year")
    if people < 1:
        raise Refused("Enter a population of 1 or more", field="people")
    before = Population.objects.filter(name__iexact=name, year=year).order_by("-id").first()
    if before and (before.people, before.source) == (people, source):
        raise Refused("This population is on record already", field="people")
    made = Population.objects.create(
        name=before.name if before else name, year=year, people=people, source=source, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    record(
        "publishing.population_recorded", by=by, at=at, on=made,
        before={"people": before.people} if before else {},
        after={"name": made.name, "year": year, "people": people, "source": source},
    )  # fmt: skip
    return made


def typed_populations(known_at: datetime | None = None) -> list[Population]:
    """The newest figure of each population and year, by name and year. One query."""
    rows = Population.objects.filter(known_by(known_at, published="")).select_related("recorded_by")
    return list(rows.order_by("name", "year", "-id").distinct("name", "year"))


def populations_by_period(
    links: Iterable[Link], known_at: datetime | None = None
) -> dict[str, dict[Period, Figure]]:
    """Every population that a link may name: typed ones by financial year, a measure's by its periods.

    A measure's stands under its UUID. Where one name only was typed, links that name none take it.
    """
    found: dict[str, dict[Period, Figure]] = {}
    for one in typed_populations(known_at):
        year = Period.containing(PeriodKind.FINANCIAL_YEAR, date(one.year, 4, 1))
        found.setdefault(one.name, {})[year] = Figure(f"{one.people:,}", value=Decimal(one.people))
    if len(found) == 1:
        found[""] = next(iter(found.values()))
    from_measures = {link.population for link in links if link.population and link.population not in found}
    return found | _from_measures(from_measures, known_at)


def _from_measures(wanted: Iterable[str], known_at: datetime | None) -> dict[str, dict[Period, Figure]]:
    ids = [UUID(one) for one in wanted if _is_uuid(one)]
    if not ids:
        return {}
    names = dict(Measure.objects.filter(uuid__in=ids).values_list("pk", "uuid"))
    own = choices_of(names, known_at).own_figures()
    of_ours = Observation.objects.filter(own, measure__in=list(names))
    found: dict[str, dict[Period, Figure]] = {}
    for observation, value in held(of_ours, known_at):
        name = str(names[observation.measure_id])
        found.setdefault(name, {})[period_of(observation)] = figure_of(value)
    return found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
