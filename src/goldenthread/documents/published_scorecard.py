"""A published scorecard as one frozen document: what is stored, digested, and read by every renderer.

The same shape holds the public edition and the internal one. In the public one a hidden cell is
``PublishedFigure("[c]", code="c")``, and whatever follows from it is gone too: its rating, its direction, its
point of the trend, the numbers of findings and changes about it (``published_hiding``).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.documents import canonical
from goldenthread.documents.paper_figures import Arrow, Change, Colour, Words

SCHEMA = "goldenthread.published-scorecard"
VERSION = 1

HIDDEN = "c"
SYMBOLS: dict[str, str] = {
    HIDDEN: "Hidden, to protect the identity of children: a small number, or one from which a small number "
    "could be worked out",
    "z": "Not applicable",
    "x": "Not available: not yet released, or not collected",
    "p": "Provisional",
    "e": "Estimated",
}
"""What each code means. In a table it stands in square brackets, in a CSV file bare."""


@dataclass(frozen=True)
class PublishedFigure:
    """A cell. ``text`` is as printed; ``value`` (or ``low`` and ``high``) is the number when there is one.

    ``code`` is one of ``SYMBOLS``, or empty. A percentage is 83, never 0.83.
    """

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    code: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.code == HIDDEN


HIDDEN_FIGURE = PublishedFigure("[c]", code=HIDDEN)


@dataclass(frozen=True)
class PublishedCell:
    """A figure of a column that is not a period of the scorecard: of which period it is."""

    period: str
    figure: PublishedFigure


@dataclass(frozen=True)
class PublishedRow:
    """A measure. ``parts`` go with the paper's ``parts``; None is a cell without a figure.

    ``key`` is the measure's own, the same in every edition.
    ``rating_code`` and ``rating_reason`` are empty where the rating is hidden; ``override`` is the reason of
    a person who set it. ``comment`` is what the source paper printed, ``words`` what somebody wrote here;
    ``withheld`` says that words stay out. ``small_numbers`` is the measure's rule in words.
    """

    key: str
    section: str
    ref: str
    title: str
    unit: str
    polarity: str
    lead: str
    small_numbers: str
    neighbours: PublishedCell | None
    national: PublishedCell | None
    target: str
    last_year_end: PublishedFigure | None
    parts: tuple[PublishedFigure | None, ...]
    year_end: PublishedFigure | None
    rated_period: str
    rating: Colour
    rating_is_hidden: bool
    rating_code: str
    rating_reason: str
    override: str
    arrow: Arrow | None
    change: Change | None
    compared_with: str
    travel_is_hidden: bool
    comment: str
    words: Words | None
    withheld: str

    @property
    def cells(self) -> tuple[PublishedFigure | None, ...]:
        """Its figures in the order of the paper's ``periods``."""
        return (self.last_year_end, *self.parts, self.year_end)

    @property
    def trend(self) -> tuple[Decimal | None, ...]:
        """The numbers of its parts, oldest first, None for a gap or a hidden point."""
        return tuple(one.value if one else None for one in self.parts)


@dataclass(frozen=True)
class PublishedFinding:
    """Something that the checks found, and why it may stand. ``is_hidden``: its numbers are left out.

    ``keys`` are those of its ``measures``, and of others that it compares them with.
    """

    code: str
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    period: str
    expected: str
    published: str
    message: str
    explanation: str
    explained_by: str
    explained_on: date | None
    is_hidden: bool = False


@dataclass(frozen=True)
class PublishedChange:
    """A figure that says something else than in the edition before. ``why`` is empty where nobody said."""

    key: str
    ref: str
    title: str
    period: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Audit:
    """The attack on the public edition: how many cells were hidden, and that none could be worked out.

    ``sentence`` says what was tried; ``earlier`` names the editions that counted as known.
    """

    passed: bool
    hidden: int
    sentence: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class PublishedScorecard:
    """A scorecard of a period as it was published.

    ``prepared_by`` and the others are roles or posts, never people's names. ``parts`` are the headings of the
    quarters (or terms, or months); ``year_end`` is None where the year is not over. ``is_public`` False is
    the internal document, with every number.
    """

    council: str
    title: str
    body: str
    period: str
    edition: int
    is_public: bool
    as_at: date
    notice: str
    prepared_by: str
    approved_by: str
    published_by: str
    reason: str
    last_year_end: str
    parts: tuple[str, ...]
    year_end: str | None
    rows: tuple[PublishedRow, ...]
    findings: tuple[PublishedFinding, ...]
    changes: tuple[PublishedChange, ...]
    audit: Audit | None

    @property
    def periods(self) -> tuple[str, ...]:
        """The headings of ``PublishedRow.cells``."""
        return (self.last_year_end, *self.parts, self.year_end or "")

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(one is not None and one.is_hidden for row in self.rows for one in row.cells)

    def to_json(self) -> str:
        """The canonical text that is stored and digested."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> "PublishedScorecard":
        """The document that ``to_json`` wrote. Raises ``canonical.NotThisPaper``."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)


def shown(figure: PublishedFigure | None) -> str:
    """A cell as a table prints it: the text, with its symbol; a dash where there is none."""
    if figure is None:
        return "–"
    if figure.code in ("", HIDDEN):
        return figure.text or "–"
    # The symbol says why there is no number, so the source's own words for it are left out.
    has_a_number = figure.value is not None or figure.low is not None or figure.high is not None
    return f"{figure.text} [{figure.code}]" if has_a_number else f"[{figure.code}]"
