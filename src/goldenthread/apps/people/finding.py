"""Finding by words: what somebody typed, as PostgreSQL reads it, and what each room gives to be found.

A room calls `register_finder(finder)` when it starts. Its finder looks only among what the person may open:
a page of hits never links to what would be refused. Words are matched as English ("assess" finds
"assessments") and, for the last one typed, by how they begin ("improvem" finds "improvement").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.utils.safestring import SafeString

from goldenthread.apps.people.models import Person

MOST = 1_000
"""So many of one kind are looked at; of more, the newest."""
LONGEST = 200
_SHORTEST_BEGINNING = 3
_OPERATORS = re.compile(r'"|(?:^|\s)-\w|\bor\b', re.IGNORECASE)
_NAMED = re.compile(r"^(?:recommendation|action|measure|element|ref(?:erence)?|no)\.?\s+", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:[A-Z]{1,3}[-. ]?)?\d{1,4}(?:[.\-]\d{1,4})*\s?[a-z]?", re.IGNORECASE)
_OF_RECOMMENDATION = re.compile(r"r(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `beginning` is the last word typed, where it may be the start of a longer one;
    `references` what it may be as a reference printed in a paper."""

    text: str
    query: Any
    beginning: SearchQuery | None
    references: tuple[str, ...]


class NothingToFind(Exception):
    """Why these words find nothing, in words for who typed them."""


def asked(typed: str) -> Asked:
    """What was typed, as a query. Raises NothingToFind for no words, and for words that every text has."""
    text = " ".join("".join(one if one.isprintable() else " " for one in typed[:LONGEST]).split())
    if not re.search(r"\w", text):
        raise NothingToFind("Type a word, a name or a reference such as 1.10.")
    references = _references(text)
    whole = SearchQuery(text, config="english", search_type="websearch")
    match _searchable(text):
        case "" if not references:
            raise NothingToFind("Every text has those words. Add one that says more.")
        case "T":
            raise NothingToFind("Say also what to look for, not only what to leave out.")
    beginning = _beginning(text)
    if beginning is None:
        return Asked(text, whole, None, references)
    earlier, _, _ = text.rpartition(" ")
    query = beginning
    if earlier:
        query = SearchQuery(earlier, config="english", search_type="websearch") & beginning
    return Asked(text, whole | query, beginning, references)


def _searchable(text: str) -> str:
    """What an index can look up of it: "" for nothing but common words, "T" where it only leaves out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT querytree(websearch_to_tsquery('english', %s))", [text])
        [tree] = cursor.fetchone()
    return str(tree)


def _beginning(text: str) -> SearchQuery | None:
    last = text.rpartition(" ")[2]
    plain = re.fullmatch(r"\w+(?:\.\w+)*", last) and len(last) >= _SHORTEST_BEGINNING
    if not plain or _OPERATORS.search(text):
        return None
    return SearchQuery(f"'{last}':*", config="simple", search_type="raw")


def _references(text: str) -> tuple[str, ...]:
    """ "1.10" as it is; of "R12" and "recommendation 12" also the 12; of "12 a" also 12a."""
    named = _NAMED.sub("", text)
    if not _REFERENCE.fullmatch(named):
        return ()
    close = named.replace(" ", "")
    return tuple(dict.fromkeys((named, close, _OF_RECOMMENDATION.sub("", close))))


@dataclass(frozen=True)
class Hit:
    """Something found. `excerpt` has the words that were looked for between <mark> and </mark>."""

    title: SafeString
    href: str
    where: str = ""
    excerpt: SafeString = field(default_factory=SafeString)
    on: date | None = None


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many up to MOST, and whether there are more."""

    count: int
    more: bool


class Finder(Protocol):
    """What a room gives. `kind` is in addresses, `words` on the page ("Actions")."""

    kind: str
    words: str

    def count(self, person: Person, asked: Asked) -> Found:
        """How many fit of what somebody may open."""

    def hits(self, person: Person, asked: Asked, found: Found, start: int, stop: int) -> list[Hit]:
        """Those from `start` until before `stop`, the best first."""

    def called(self, person: Person, asked: Asked) -> list[Hit]:
        """Those whose printed reference was typed."""


_finders: dict[str, Finder] = {}


def register_finder(finder: Finder) -> None:
    """Look among these too. A later room may widen a kind of an earlier one by giving its own."""
    _finders[finder.kind] = finder


def finders() -> tuple[Finder, ...]:
    """Every kind that is looked among, in the order of the rooms."""
    return tuple(_finders.values())
