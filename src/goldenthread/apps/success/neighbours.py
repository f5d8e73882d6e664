"""What a later room lets an answer cite: a result of an audit or a survey, or a link. It registers at start.

A `Citing` offers results to whoever answers, keeps what an answer cites, and shows it beside the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from goldenthread.apps.people.models import Person
from goldenthread.apps.success.models import StatementAnswer


@dataclass(frozen=True)
class Cited:
    """What an answer cites, as it said then. `changed`: it says something else now."""

    title: str
    finding: str
    sample: str
    href: str
    changed: bool = False


class Citing(Protocol):
    def offers(self, person: Person, today: date) -> Sequence[tuple[str, str]]:
        """What somebody may cite: a value for the form, and its words."""
        ...

    def cite(
        self, answer: StatementAnswer, result: str, link: str, *, by: Person, at: datetime, today: date
    ) -> None:
        """Keep what an answer cites, in its transaction. Raises Refused for what is no longer there."""
        ...

    def cited(self, answers: Sequence[int], today: date) -> Mapping[int, Sequence[Cited]]:
        """What answers (by key) cite, by their keys."""
        ...


_citing: list[Citing] = []


def register_citing(citing: Citing) -> None:
    """Let answers cite what this knows. Twice is once."""
    if citing not in _citing:
        _citing.append(citing)


def citing() -> Sequence[Citing]:
    return tuple(_citing)


def offered(person: Person, today: date) -> list[tuple[str, str]]:
    """All that somebody may cite."""
    return [offer for one in _citing for offer in one.offers(person, today)]


def cite(answer: StatementAnswer, result: str, link: str, *, by: Person, at: datetime, today: date) -> None:
    for one in _citing:
        one.cite(answer, result, link, by=by, at=at, today=today)


def show_cited(answers: Sequence[StatementAnswer], today: date) -> None:
    """Put on each answer what it cites, as `cited`."""
    keys = [answer.pk for answer in answers]
    found = [one.cited(keys, today) for one in _citing] if keys else []
    for answer in answers:
        answer.cited = [cited for of in found for cited in of.get(answer.pk, ())]
