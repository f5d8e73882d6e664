"""Finding publications, editions, measures' rules; and what the pages of them show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.apps.commentary.queries import ScorecardInPeriod, scorecard_in_period_called
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.queries import measure_called
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.scorecards import period_slug, periods_of
from goldenthread.apps.publishing.checking import Checked, check
from goldenthread.apps.publishing.findings import Found
from goldenthread.apps.publishing.linking import digest_of, link_in
from goldenthread.apps.publishing.models import Edition, Publication, RowLink
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.arithmetic import Link, ProposedLink
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

__all__ = ["ScorecardInPeriod", "measure_called", "scorecard_in_period_called"]


def publication_called(uuid: UUID) -> Publication:
    """The edition on its way of a URL."""
    found = Publication.objects.select_related(
        "scorecard__body", "prepared_by", "approved_by", "published_by"
    )
    return get_object_or_404(found, uuid=uuid)


@dataclass(frozen=True)
class WordsInPublication:
    """The words on a measure in an edition on its way."""

    publication: Publication
    measure: Measure


def words_called(uuid: UUID, measure: UUID) -> WordsInPublication:
    """The edition and the measure of a URL; 404 for a measure that is not on the scorecard."""
    publication = publication_called(uuid)
    on_it = publication.scorecard.lines.filter(measure__uuid=measure, ended_at=None)
    if not on_it.exists():
        raise Http404("The measure is not on this scorecard")
    return WordsInPublication(publication, measure_called(measure))


def publications_of(
    scorecard: Scorecard, period: Period, known_at: datetime | None = None
) -> list[Publication]:
    """Every edition of a scorecard in a period, on its way or published, newest first."""
    rows = Publication.objects.filter(scorecard=scorecard, **period_columns(period))
    if known_at is not None:
        rows = rows.filter(prepared_at__lte=known_at)
    found = rows.select_related("scorecard__body", "prepared_by", "approved_by", "published_by", "published")
    return list(found.order_by("-edition"))


@dataclass(frozen=True)
class FindingInPeriod:
    """A finding of a scorecard in a period."""

    of: ScorecardInPeriod
    found: Found


def finding_called(uuid: UUID, period: str, digest: str) -> FindingInPeriod:
    """The finding of a URL; 404 when it is no longer found: it was corrected."""
    of = scorecard_in_period_called(uuid, period)
    found = next((one for one in check(of.scorecard, of.period).findings if one.digest == digest), None)
    if found is None:
        raise Http404("This is no longer found: the figures were corrected")
    return FindingInPeriod(of, found)


@dataclass(frozen=True)
class LinkInPeriod:
    """A link between measures, seen from a scorecard in a period: what was said of it, or who proposes it."""

    of: ScorecardInPeriod
    link: Link
    said: RowLink | None
    proposed: ProposedLink | None
    names: dict[str, str]

    @property
    def version(self) -> int:
        return self.said.version if self.said else 0

    @property
    def state(self) -> str:
        return self.said.outcome if self.said else "proposed"

    @property
    def digest(self) -> str:
        return digest_of(self.link)

    @property
    def result(self) -> str:
        return self.names.get(self.link.result, self.link.result)

    @property
    def words(self) -> str:
        """The link in words: "1.12 is the rate of 1.11 over the population"."""
        parts = [self.names.get(part, part) for part in self.link.parts]
        match self.link.kind.value:
            case "share":
                return f"{self.result} is {parts[0]} as a percentage of {parts[1]}"
            case "rate":
                whose = self.names.get(self.link.population, self.link.population) or "the population"
                return f"{self.result} is the rate of {parts[0]} over {whose}"
            case "sum":
                return f"{self.result} is {', '.join(parts[:-1])} and {parts[-1]} added up"
            case _:
                return f"{self.result} follows from those who came ({parts[0]}) and left ({parts[1]})"


def links_of(of: ScorecardInPeriod, checked: Checked | None = None) -> list[LinkInPeriod]:
    """Every link of a scorecard's measures: proposed ones first, then confirmed, then refused."""
    checked = checked or check(of.scorecard, of.period)
    names = {
        str(row.measure.uuid): f"{row.reference} {row.measure.title}".strip() for row in checked.card.rows
    }
    found = [LinkInPeriod(of, one.link, None, one, names) for one in checked.proposed]
    found += [LinkInPeriod(of, link_in(row.key), row, None, names) for row in checked.said.values()]
    order = {"proposed": 0, "confirmed": 1, "refused": 2}
    return sorted(found, key=lambda one: (order[one.state], one.words))


def link_called(uuid: UUID, period: str, digest: str) -> LinkInPeriod:
    """The link of a URL, proposed or spoken of."""
    of = scorecard_in_period_called(uuid, period)
    found = next((one for one in links_of(of) if one.digest == digest), None)
    if found is None:
        raise Http404("There is no such link")
    return found


def edition_called(uuid: UUID, slug: str = "") -> Edition:
    """The published edition of a URL."""
    return get_object_or_404(Edition.objects.select_related("scorecard__body", "published_by"), uuid=uuid)


def all_editions() -> QuerySet[Edition]:
    """Every published edition, newest first, without its text."""
    return Edition.objects.select_related("scorecard").defer("document", "internal").order_by("-published_at")


def newest_edition(edition: Edition) -> Edition | None:
    """The newest edition of the same period, where it is not this one."""
    same = Edition.objects.filter(scorecard=edition.scorecard, **period_columns(edition.period))
    return same.filter(edition__gt=edition.edition).order_by("-edition").first()


def check_address(scorecard: Scorecard, period: Period) -> str:
    """Where a scorecard of a period is checked and published."""
    return reverse("publishing:check", args=[scorecard.uuid, period_slug(period)])


def scorecard_named(name: str) -> Scorecard:
    """The scorecard of a name. Raises Refused, with the names that are near and those that there are."""
    name = " ".join(name.split())
    found = Scorecard.objects.filter(name__iexact=name).first()
    if found is None:
        there = list(Scorecard.objects.order_by("name").values_list("name", flat=True))
        near = _near(name, there)
        meant = f" Did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else ""
        raise Refused(f"There is no scorecard called “{name}”.{meant} Scorecards: {_listed(there)}.")
    return found


def _near(name: str, there: Iterable[str]) -> list[str]:
    """The names that one may have meant: mistyped, or only a part of the words."""
    folded = {one.casefold(): one for one in there}
    alike = get_close_matches(name.casefold(), folded, n=3)
    holding = [one for one in folded if name and name.casefold() in one]
    return [folded[one] for one in dict.fromkeys([*holding, *alike])][:3]


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "none"


def period_named(scorecard: Scorecard, text: str) -> Period:
    """The period of a text, of which the scorecard has figures. Raises Refused, naming those that it has."""
    there = periods_of(scorecard)
    wanted = {str(one): one for one in there} | {period_slug(one): one for one in there}
    found = wanted.get(" ".join(text.split())) or wanted.get(text.strip().lower())
    if found is not None:
        return found
    try:
        asked = parse_period(text)
    except NotAPeriod as problem:
        raise Refused(f"{problem.why}. {scorecard} has figures of: {_listed(there)}.") from problem
    if asked not in there:
        raise Refused(f"{scorecard} has no figures of {asked}. It has figures of: {_listed(there)}.")
    return asked
