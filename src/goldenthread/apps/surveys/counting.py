"""What a wave's answers came to, as one canonical document; and the shapes that it is read back into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.surveys.models import Question, Response, Wave
from goldenthread.documents import canonical
from goldenthread.rulebook.surveys import ANSWERS, Kind

SCHEMA, VERSION = "survey-results", 1
NO_GROUP = "Not said"


@dataclass(frozen=True)
class Number:
    """How many: of an answer, or of a group."""

    name: str
    number: int


@dataclass(frozen=True)
class OfGroup:
    """How a group answered a question."""

    group: str
    counts: tuple[Number, ...]


@dataclass(frozen=True)
class Answered:
    """How a question was answered: each answer that was given with how many gave it. `words`: how many wrote
    something, for questions that are answered in words."""

    uuid: str
    text: str
    kind: Kind
    reverse: bool
    part: str
    counts: tuple[Number, ...]
    groups: tuple[OfGroup, ...]
    words: int

    @property
    def by_answer(self) -> dict[str, int]:
        return {one.name: one.number for one in self.counts}


@dataclass(frozen=True)
class Results:
    """A wave's results, small counts and all: pages show them by the threshold (`results`)."""

    survey: str
    wave: str
    audience: str
    opens_on: date
    closes_on: date
    population: int | None
    threshold: int
    answers: int
    groups: tuple[Number, ...]
    questions: tuple[Answered, ...]


def counted_document(wave: Wave, responses: Sequence[Response]) -> str:
    """The canonical text of what these answers came to."""
    words = Counter(wave.words.values_list("question_id", flat=True))
    asked = [one.question for one in wave.asked.select_related("question")]
    groups = Counter(one.group or NO_GROUP for one in responses) if wave.groups else Counter()
    questions = tuple(_answered(one, responses, groups, words[one.pk]) for one in asked)
    return document_of(wave, len(responses), groups, questions)


def document_of(wave: Wave, answers: int, groups: Mapping[str, int], questions: Iterable[Answered]) -> str:
    """The canonical text of results."""
    results = Results(
        survey=wave.survey.title, wave=wave.title, audience=wave.survey.audience, opens_on=wave.opens_on,
        closes_on=wave.closes_on, population=wave.population, threshold=wave.threshold, answers=answers,
        groups=numbers(groups), questions=tuple(questions),
    )  # fmt: skip
    return canonical.dump(results, schema=SCHEMA, version=VERSION)


def read_document(document: str) -> Results:
    """The results that a document holds. Raises `canonical.NotThisPaper`."""
    return canonical.load(Results, document, schema=SCHEMA, version=VERSION)


def numbers(counts: Mapping[str, int]) -> tuple[Number, ...]:
    return tuple(Number(name, counts[name]) for name in sorted(counts))


def _answered(
    question: Question, responses: Sequence[Response], groups: Mapping[str, int], words: int
) -> Answered:
    key, kind = str(question.uuid), Kind(question.kind)
    known = set(ANSWERS[kind])
    given = [
        (one.group or NO_GROUP, answer) for one in responses if (answer := one.answers.get(key)) in known
    ]
    of_groups = tuple(
        OfGroup(name, numbers(Counter(answer for group, answer in given if group == name)))
        for name in sorted(groups)
    )
    return Answered(
        uuid=key, text=question.text, kind=kind, reverse=question.reverse, part=question.part,
        counts=numbers(Counter(answer for _, answer in given)),
        groups=() if kind is Kind.TEXT else of_groups, words=words,
    )  # fmt: skip
