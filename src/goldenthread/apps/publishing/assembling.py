"""The edition as it would be published now: the internal document, the public one, what is against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Max
from django.utils import timezone

from goldenthread.apps.measures.models import Value
from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardOfPeriod, ScorecardRow, Words
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.publishing.authors import Authors
from goldenthread.apps.publishing.checking import Checked, as_printed, cells_of, check
from goldenthread.apps.publishing.findings import Found
from goldenthread.apps.publishing.models import Edition, Publication
from goldenthread.apps.publishing.protecting import Protected, protect_scorecard
from goldenthread.documents import canonical
from goldenthread.documents import paper_figures as figures
from goldenthread.documents.published_hiding import (
    Quoting,
    changes_between,
    counting_few,
    public_of,
    quoting,
)
from goldenthread.documents.published_scorecard import (
    Audit,
    PublishedCell,
    PublishedFigure,
    PublishedFinding,
    PublishedRow,
    PublishedScorecard,
)
from goldenthread.rulebook.figures import Figure, Status

GOOD = {"high": "High is good", "low": "Low is good", "range": "A range is good", "neither": ""}
SYMBOL_OF = {
    Status.SUPPRESSED: "c",
    Status.NOT_APPLICABLE: "z",
    Status.NOT_RELEASED: "x",
    Status.NOT_COLLECTED: "x",
    Status.PROVISIONAL: "p",
    Status.ESTIMATED: "e",
}
NO_DAY = date(1, 1, 1)
NOT_YET = "Not yet"


@dataclass(frozen=True)
class Assembled:
    """What would be published now. `quoting` are words that give a hidden number away (PUB-6), `few` words
    that count a few children and that nobody has looked at (PUB-8)."""

    checked: Checked
    protected: Protected
    internal: PublishedScorecard
    public: PublishedScorecard
    quoting: tuple[Quoting, ...]
    few: tuple[Quoting, ...]

    @property
    def findings(self) -> tuple[Found, ...]:
        return self.checked.findings

    @property
    def exposed(self) -> tuple[str, ...]:
        """The hidden cells that could be worked out, each in a sentence (PUB-5)."""
        return self.protected.exposed

    @property
    def stale(self) -> tuple[str, ...]:
        """The measures whose words were written before their figures changed."""
        rows = self.checked.card.rows
        return tuple(row.reference or row.measure.title for row in rows if row.words and row.words.changes)

    @cached_property
    def digest(self) -> str:
        """What is approved: both documents but for their day, and for who approves and publishes (PUB-4)."""
        said = [
            replace(one, as_at=NO_DAY, approved_by="", published_by="").to_json()
            for one in (self.internal, self.public)
        ]
        return canonical.digest("\n".join(said))


def assemble(
    publication: Publication, *, today: date, published_by: Person | None = None, intervals: bool = False,
    known_at: datetime | None = None,
) -> Assembled:  # fmt: skip
    """Assemble an edition from the records as they now stand. A fixed number of queries for its figures."""
    checked = check(publication.scorecard, publication.period, known_at=known_at)
    withheld, let_in = _decided(publication, known_at)
    protected = protect_scorecard(
        checked, withheld=withheld, let_in=let_in, intervals=intervals, known_at=known_at
    )
    before = _edition_before(publication, protected.earlier)
    internal = _internal(publication, checked, protected, before, published_by, today)
    audit = Audit(
        passed=protected.passed,
        hidden=len(protected.hiding.cells),
        sentence=protected.sentence,
        earlier=tuple(str(one) for one in protected.earlier),
    )
    public_before = PublishedScorecard.from_json(before.document) if before else None
    public = public_of(internal, protected.hiding, before=public_before, audit=audit)
    hiding = protected.hiding
    return Assembled(
        checked, protected, internal, public, quoting(internal, hiding), counting_few(internal, hiding)
    )


def _decided(publication: Publication, known_at: datetime | None) -> tuple[frozenset[str], dict[str, str]]:
    """The keys of the measures whose words stay out, and by key the digest of the words that were let in."""
    rows = publication.withholdings.select_related("measure").order_by("measure_id", "-version")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    newest = list(rows.distinct("measure_id"))
    withheld = frozenset(str(one.measure.uuid) for one in newest if one.withheld)
    return withheld, {str(one.measure.uuid): one.words for one in newest if not one.withheld}


def _edition_before(publication: Publication, earlier: tuple[Edition, ...]) -> Edition | None:
    return next(
        (
            one for one in earlier
            if one.period == publication.period and one.edition == publication.edition - 1
        ),
        None,
    )  # fmt: skip


def _internal(
    publication: Publication, checked: Checked, protected: Protected, before: Edition | None,
    published_by: Person | None, today: date,
) -> PublishedScorecard:  # fmt: skip
    card, council = checked.card, the_council()
    writers = [row.words.by.pk for row in card.rows if row.words]
    explainers = [one.explanation.written_by_id for one in checked.findings if one.explanation]
    moved = [publication.prepared_by_id, publication.approved_by_id, published_by and published_by.pk]
    authors = Authors([*writers, *explainers, *moved])
    columns = card.columns
    paper = PublishedScorecard(
        council=council.name if council else "",
        title=card.scorecard.name,
        body=card.scorecard.body.name if card.scorecard.body else "",
        period=str(card.period),
        edition=publication.edition,
        is_public=False,
        as_at=today,
        notice=council.notice if council else "",
        prepared_by=authors.title(publication.prepared_by_id, _day(publication.prepared_at)),
        approved_by=authors.title(publication.approved_by_id, _day(publication.approved_at)) or NOT_YET,
        published_by=authors.title(published_by.pk, today) if published_by else NOT_YET,
        reason=publication.reason,
        last_year_end=str(columns.last_year_end),
        parts=tuple(str(part) for part in columns.parts),
        year_end=str(columns.year_end) if columns.year_end else None,
        rows=tuple(_row(row, protected, authors) for row in card.rows),
        findings=tuple(_finding(one, authors) for one in checked.findings),
        changes=(),
        audit=None,
    )
    if before is None:
        return paper
    then = PublishedScorecard.from_json(before.internal)
    return replace(paper, changes=changes_between(then, paper, _why(card)))


def _day(at: datetime | None) -> date:
    return timezone.localtime(at).date() if at else NO_DAY


def _why(card: ScorecardOfPeriod) -> dict[tuple[str, str], str]:
    """What the newest version of each corrected figure says of itself, by the measure's key and period."""
    corrected = {
        cell.observation: (str(row.measure.uuid), str(cell.period))
        for row in card.rows
        for cell in cells_of(row)
        if cell.version > 1
    }
    if not corrected:
        return {}
    rows = Value.objects.filter(observation__uuid__in=list(corrected)).values("observation__uuid")
    newest = rows.annotate(newest=Max("version")).values_list("observation__uuid", "newest")
    versions = dict(newest)
    notes = Value.objects.filter(observation__uuid__in=list(corrected)).exclude(note="")
    return {
        corrected[uuid]: note
        for uuid, version, note in notes.values_list("observation__uuid", "version", "note")
        if versions[uuid] == version
    }


def _row(row: ScorecardRow, protected: Protected, authors: Authors) -> PublishedRow:
    measure = row.measure
    return PublishedRow(
        key=str(measure.uuid),
        section=row.section,
        ref=row.reference,
        title=measure.title,
        unit=measure.unit,
        polarity=GOOD.get(measure.polarity, ""),
        lead=str(measure.lead) if measure.lead else measure.lead_text,
        small_numbers=protected.protections[measure.pk].words,
        neighbours=_benchmark(row.neighbours),
        national=_benchmark(row.national),
        target=(row.target.text or str(row.target)) if row.target else "",
        last_year_end=_figure(row.last_year_end),
        parts=tuple(_figure(part) for part in row.parts),
        year_end=_figure(row.year_end),
        rated_period=str(row.rated.period) if row.rated else "",
        rating=figures.Colour(row.rag.value),
        rating_is_hidden=False,
        rating_code="" if row.override else str(row.verdict.code),
        rating_reason="" if row.override else row.verdict.reason,
        override=row.override.reason if row.override else "",
        arrow=figures.Arrow(row.travel.arrow) if row.travel.arrow else None,
        change=figures.Change(row.travel.change) if row.travel.change else None,
        compared_with=str(row.compared.previous) if row.compared.previous else "",
        travel_is_hidden=False,
        comment=row.comment,
        words=_words(row.words, authors),
        withheld="",
    )


def _words(words: Words | None, authors: Authors) -> figures.Words | None:
    if words is None:
        return None
    by = words.on_behalf_of or authors.title(words.by.pk, words.on)
    return figures.Words(words.text, by, words.on)


def _benchmark(cell: FigureCell | None) -> PublishedCell | None:
    figure = _figure(cell)
    period = str(cell.period) if cell and cell.period_stated else ""
    return PublishedCell(period, figure) if figure else None


def _figure(cell: FigureCell | None) -> PublishedFigure | None:
    return published_figure(cell.figure) if cell else None


def published_figure(figure: Figure) -> PublishedFigure:
    """A figure as an edition prints it. What the source suppressed looks like all else that is hidden."""
    said = as_printed(figure)
    if said.status is Status.SUPPRESSED:
        return PublishedFigure("[c]", code="c")
    return PublishedFigure(
        text=said.text, value=said.value, low=said.low, high=said.high, unit=said.unit,
        code=SYMBOL_OF.get(said.status, ""),
    )  # fmt: skip


def _finding(found: Found, authors: Authors) -> PublishedFinding:
    said = found.explanation
    return PublishedFinding(
        code=found.code,
        keys=found.all_keys,
        measures=found.measures,
        period=found.period,
        expected=found.expected,
        published=found.published,
        message=found.message,
        explanation=said.words if said else "",
        explained_by=authors.title(said.written_by_id, said.effective_on) if said else "",
        explained_on=said.effective_on if said else None,
    )
