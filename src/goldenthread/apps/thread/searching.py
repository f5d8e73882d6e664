"""What a search finds, as its page shows it: by kind, each kind with its count, the chosen one in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection, transaction

from goldenthread.apps.people.finding import MOST, Asked, Finder, Found, Hit, finders
from goldenthread.apps.people.models import Person

OF_EACH = 3
ON_A_PAGE = 20
# As somebody looks: what was asked for, what is done about it, what it shows. Other rooms' kinds come after.
FIRST = ("recommendations", "elements", "actions", "updates", "measures", "plans", "scorecards", "papers")


@dataclass(frozen=True)
class Kind:
    """One kind of record in which something was found, with the hits that the page shows."""

    name: str
    words: str
    found: Found
    hits: Sequence[Hit] = ()

    @property
    def number(self) -> str:
        """How many, in words that fit in a bracket."""
        return f"more than {MOST:,}" if self.found.more else f"{self.found.count:,}"

    @property
    def rest(self) -> bool:
        """Whether there are hits beside those shown."""
        return self.found.count > len(self.hits)


@dataclass(frozen=True)
class Results:
    """What was found. `called` is what bears the reference that was typed, by kind.

    `kinds` is every kind with hits; `shown` those on the page; `page` where one kind was chosen.
    """

    called: Sequence[Kind]
    kinds: Sequence[Kind]
    shown: Sequence[Kind]
    page: Page[int] | None = None

    @property
    def any(self) -> bool:
        return bool(self.called or self.kinds)


def search(person: Person, asked: Asked, *, kind: str = "", page: str | None = None) -> Results:
    """What somebody finds: a few of each kind, or a page of one. The number of queries is fixed."""
    with transaction.atomic():
        _by_the_indexes_of_words()
        return _search(person, asked, kind, page)


def _by_the_indexes_of_words() -> None:
    """Until the transaction ends, PostgreSQL looks words up in them.

    For a word that stands everywhere it would read the table instead, and take every text apart again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")


def _search(person: Person, asked: Asked, kind: str, page: str | None) -> Results:
    found = [(finder, finder.count(person, asked)) for finder in _in_order()]
    kinds = [Kind(finder.kind, finder.words, one) for finder, one in found if one.count]
    chosen = next(((finder, one) for finder, one in found if finder.kind == kind and one.count), None)
    if chosen:
        return _one_kind(person, asked, *chosen, kinds=kinds, page=page)
    called = [one for finder, _ in found if (one := _called(person, asked, finder)).hits]
    already = [hit for one in called for hit in one.hits]
    shown = []
    for finder, one in found:
        hits = finder.hits(person, asked, one, 0, OF_EACH) if one.count else []
        if beside := [hit for hit in hits if hit not in already]:
            shown.append(Kind(finder.kind, finder.words, one, beside))
    return Results(called, kinds, shown)


def _called(person: Person, asked: Asked, finder: Finder) -> Kind:
    hits = finder.called(person, asked)
    return Kind(finder.kind, finder.words, Found(len(hits), more=False), hits)


def _one_kind(
    person: Person, asked: Asked, finder: Finder, found: Found, *, kinds: Sequence[Kind], page: str | None
) -> Results:
    pages: Page[int] = Paginator(range(found.count), ON_A_PAGE).get_page(page)
    called = _called(person, asked, finder)
    hits = finder.hits(person, asked, found, pages.start_index() - 1, pages.end_index())
    beside = [hit for hit in hits if hit not in called.hits]
    printed = [called] if called.hits and pages.number == 1 else []
    return Results(printed, kinds, [Kind(finder.kind, finder.words, found, beside)], pages)


def _in_order() -> list[Finder]:
    return sorted(finders(), key=lambda one: FIRST.index(one.kind) if one.kind in FIRST else len(FIRST))
