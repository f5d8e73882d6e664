"""How the writing goes: each part with its state and verdict, and who has not written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.people.queries import covers_of, holders
from goldenthread.apps.selfassessment.models import Part, PartState, Proposal, SelfAssessment
from goldenthread.apps.selfassessment.queries import parts_of, waiting_verdicts
from goldenthread.apps.selfassessment.records import Held, held_of
from goldenthread.rulebook.self_assessment import Outcome

TO_WRITE = (PartState.NOT_BEGUN, PartState.LAST_YEAR, PartState.IN_WRITING, PartState.RETURNED)


@dataclass(frozen=True)
class Row:
    """A part on the page. `held` is None for a chapter; `waiting` are the verdicts proposed."""

    part: Part
    held: Held | None
    waiting: Sequence[Proposal]
    overdue: bool

    @property
    def outcome(self) -> Outcome | None:
        return self.held.outcome if self.held else None


@dataclass(frozen=True)
class Writer:
    """A post with what it has still to write and to review, and who holds it."""

    post: Post
    people: tuple[Person, ...]
    to_write: tuple[Part, ...]
    overdue: int


@dataclass(frozen=True)
class Progress:
    """The whole of it. `without_writer` counts parts that no post writes."""

    rows: tuple[Row, ...]
    counts: tuple[tuple[PartState, int], ...]
    writers: tuple[Writer, ...]
    without_writer: int
    held: tuple[Held, ...]


def is_overdue(part: Part, today: date) -> bool:
    """Whether a part is still to write after its day, or the document's where it has none of its own."""
    due = part.due_on or part.document.due_on
    return part.state in TO_WRITE and due is not None and due < today


def progress_of(document: SelfAssessment, today: date) -> Progress:
    """A constant number of queries."""
    parts = parts_of(document)
    held = held_of(document, today, lean=True)
    by_recommendation = {one.recommendation.pk: one for one in held}
    waiting = waiting_verdicts(parts)
    rows = tuple(
        Row(
            part, by_recommendation.get(part.recommendation_id), tuple(waiting.get(part.pk, ())),
            is_overdue(part, today),
        )
        for part in parts
    )  # fmt: skip
    counted = Counter(part.state for part in parts)
    return Progress(
        rows,
        tuple((state, counted[state]) for state in PartState if counted[state]),
        tuple(writers_of(parts, today)),
        sum(part.writer_id is None and part.state in TO_WRITE for part in parts),
        tuple(held),
    )


def writers_of(parts: Iterable[Part], today: date) -> list[Writer]:
    """The posts that have something still to write, by title, with who holds them or acts for the holder."""
    to_write: dict[Post, list[Part]] = defaultdict(list)
    for part in parts:
        if part.writer and part.state in TO_WRITE:
            to_write[part.writer].append(part)
    people = people_of([post.pk for post in to_write], today)
    return [
        Writer(
            post, tuple(people.get(post.pk, ())), tuple(found), sum(is_overdue(one, today) for one in found)
        )
        for post, found in sorted(to_write.items(), key=lambda pair: pair[0].title)
    ]


def people_of(posts: Iterable[int], today: date) -> dict[int, list[Person]]:
    """Who holds each post on a day, with those who act for them."""
    found: dict[int, list[Person]] = defaultdict(list)
    held = list(holders(posts, today))
    covering: dict[int, list[Person]] = defaultdict(list)
    for cover in covers_of({one.person_id for one in held}, today):
        covering[cover.whose_id].append(cover.covered_by)
    for one in held:
        found[one.post_id] += [one.person, *covering[one.person_id]]
    return found
