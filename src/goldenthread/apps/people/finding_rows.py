"""Finding rows of one table by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import Case, Expression, F, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Lower
from django.utils.html import escape
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import MOST, Asked, Found, Hit
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of

CALLED = 20
# Characters that nobody types, for which <mark> is put in after everything else was escaped.
_BEGIN, _END = "\ue000", "\ue001"


@dataclass(frozen=True)
class RowFinder:
    """Finds rows of one table.

    `open_to` gives the rows that somebody may open, None for none at all. `words_in` is `words_of` the
    columns that are searched. Rows whose `title` has the words stand first, then as `order` says; where there
    are more than MOST only `order`, which has the newest first. `text` are the columns that an excerpt is
    taken from, `reference` what a paper prints. `show` makes a hit of a row, its marked title and excerpt.
    """

    kind: str
    words: str
    open_to: Callable[[Person], QuerySet[Any] | None]
    words_in: Any
    order: Sequence[str]
    show: Callable[[Any, SafeString, SafeString], Hit]
    title: str = ""
    text: Sequence[str] = ()
    reference: Expression | F | None = None

    def count(self, person: Person, asked: Asked) -> Found:
        """How many rows fit of those that somebody may open."""
        rows = self._fitting(person, asked)
        number = 0 if rows is None else rows.order_by()[: MOST + 1].count()
        return Found(min(number, MOST), number > MOST)

    def hits(self, person: Person, asked: Asked, found: Found, start: int, stop: int) -> list[Hit]:
        """The hits from `start` until before `stop`, the best first."""
        rows = self._fitting(person, asked)
        if rows is None:
            return []
        order: list[Any] = list(self.order)
        if self.title and not found.more:
            rows = rows.alias(title_words=words_of(self.title))
            order.insert(0, Case(When(title_words=asked.query, then=Value(0)), default=Value(1)))
        return self._shown(person, rows.order_by(*order)[start : min(stop, MOST)], asked)

    def called(self, person: Person, asked: Asked) -> list[Hit]:
        """The rows whose printed reference was typed."""
        rows = self.open_to(person) if self.reference is not None and asked.references else None
        if rows is None:
            return []
        wanted = [one.lower() for one in asked.references]
        rows = rows.alias(printed=Lower(self.reference)).filter(printed__in=wanted)
        return self._shown(person, rows.order_by(*self.order)[:CALLED], asked)

    def _fitting(self, person: Person, asked: Asked) -> QuerySet[Any] | None:
        rows = self.open_to(person)
        return (
            None
            if rows is None
            else rows.alias(words_found_in=self.words_in).filter(words_found_in=asked.query)
        )

    def _shown(self, person: Person, found: QuerySet[Any], asked: Asked) -> list[Hit]:
        """Only these rows are read whole: to draw an excerpt takes a hundred times longer than to look up."""
        keys = list(found.values_list("pk", flat=True))
        drawn = _drawn("title", F(self.title), asked, whole=True) if self.title else {}
        if self.text:
            drawn |= _drawn("text", _joined(self.text), asked, whole=False)
        rows = self.open_to(person)
        whole = {} if rows is None else rows.annotate(**drawn).in_bulk(keys)
        return [
            self.show(row, _marked(row, "title"), _marked(row, "text")) for row in map(whole.get, keys) if row
        ]


def _joined(columns: Sequence[str]) -> Expression | F:
    """The texts one after another."""
    if len(columns) == 1:
        return F(columns[0])
    between = [part for column in columns for part in (F(column), Value("\n"))]
    return Concat(*between[:-1], output_field=TextField())


def _drawn(name: str, text: Expression | F, asked: Asked, *, whole: bool) -> dict[str, Expression]:
    """The text with its words marked: by English and, where a word may be half typed, by its beginning."""
    how: dict[str, Any] = {"start_sel": _BEGIN, "stop_sel": _END}
    how |= {"highlight_all": True} if whole else _FRAGMENTS
    drawn = {f"{name}_marked": SearchHeadline(text, asked.query, config="english", **how)}
    if asked.beginning is not None:
        drawn[f"{name}_begun"] = SearchHeadline(text, asked.beginning, config="simple", **how)
    return drawn


_FRAGMENTS = {"max_fragments": 2, "max_words": 30, "min_words": 15, "fragment_delimiter": " … "}


def _marked(row: Model, name: str) -> SafeString:
    """The text as HTML, escaped, with <mark> around the words."""
    marked, begun = getattr(row, f"{name}_marked", ""), getattr(row, f"{name}_begun", "")
    text = begun if _BEGIN in begun and _BEGIN not in marked else marked
    return SafeString(escape(text).replace(_BEGIN, "<mark>").replace(_END, "</mark>"))
