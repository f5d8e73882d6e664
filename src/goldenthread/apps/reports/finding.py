"""Finding frozen papers by their titles: the body, the period, and what kind of paper it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rules
from django.utils.html import format_html

from goldenthread.apps.people.finding import MOST, Asked, Found, Hit
from goldenthread.apps.people.models import Person
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.queries import all_papers


class PaperFinder:
    """No column has a paper’s title, and ten years bring some hundreds of them: all are read."""

    kind, words = "papers", "Papers"

    def count(self, person: Person, asked: Asked) -> Found:
        number = sum(1 for _ in self._fitting(person, asked))
        return Found(min(number, MOST), number > MOST)

    def hits(self, person: Person, asked: Asked, found: Found, start: int, stop: int) -> list[Hit]:
        fitting = list(self._fitting(person, asked))[start : min(stop, MOST)]
        return [
            Hit(format_html("{}", str(paper)), paper.get_absolute_url(), on=paper.as_at) for paper in fitting
        ]

    def called(self, person: Person, asked: Asked) -> list[Hit]:
        return []

    def _fitting(self, person: Person, asked: Asked) -> Iterator[Paper]:
        """Newest first. Every word that was typed begins a word of the title."""
        if not rules.has_perm("reports.see_reports", person):
            return
        wanted = _words(asked.text)
        for paper in all_papers():
            title = _words(str(paper))
            if all(any(word.startswith(one) for word in title) for one in wanted):
                yield paper


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())
