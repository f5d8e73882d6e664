"""What people read when they are asked or reminded: one letter each, with all that is wanted of them.

A link leads to the page where the answer is typed. It signs nobody in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.apps.chasing.models import Round
from goldenthread.apps.commentary.queries import write_address
from goldenthread.apps.mail.actions import Letter
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action

_LINKS = "Each link opens the page where you type your answer. You sign in first, if you are not signed in."


@dataclass(frozen=True)
class Item:
    """One thing in a letter: what is wanted, within which round; where the reader covers, for whom."""

    round: Round
    subject: Action | Measure
    instead_of: tuple[Person, ...] = ()


def answer_address(round: Round, subject: Action | Measure) -> str:
    """Where what a round asks for is typed."""
    if isinstance(subject, Action):
        return reverse("plans:post_update", args=[subject.uuid, subject.slug])
    assert round.period is not None  # a round for words on measures has its period
    return write_address(subject, round.period)


def asking(person: Person, items: Sequence[Item], *, by: Person) -> Letter:
    """The letter that asks somebody for everything that a new round wants of them."""
    round = items[0].round
    what = _what(round, len(items))
    paragraphs = [
        f"{person.name},",
        f"{by.name} asks you for {what} by {day_words(round.due_on)}.",
        *([round.message] if round.message else []),
        *_listed(items),
        _closing(),
    ]
    return Letter(
        to=person,
        subject=f"Wanted by {day_words(round.due_on)}: {what}",
        text="\n\n".join(paragraphs) + "\n",
        about=[round],
    )


def reminding(person: Person, items: Sequence[Item], *, today: date) -> Letter:
    """The letter that reminds somebody of all that they have not answered, in every open round."""
    rounds = list(dict.fromkeys(item.round for item in items))
    paragraphs = [f"{person.name},", f"You have not yet answered {_counted(len(items), 'request')}."]
    for round in rounds:
        mine = [item for item in items if item.round == round]
        paragraphs.append(f"{round}. Asked for on {day_words(round.asked_on)}. {_wanted_by(round, today)}")
        paragraphs += _listed(mine)
    paragraphs.append(_closing())
    return Letter(
        to=person,
        subject=f"Reminder: {_counted(len(items), 'request')} to answer",
        text="\n\n".join(paragraphs) + "\n",
        about=rounds,
    )


def day_words(day: date) -> str:
    """ "7 May 2018"."""
    return f"{day.day} {day:%B %Y}"


def _wanted_by(round: Round, today: date) -> str:
    late = (today - round.due_on).days
    if late <= 0:
        return f"Wanted by {day_words(round.due_on)}."
    return f"It was wanted by {day_words(round.due_on)}, {_counted(late, 'day')} ago."


def _listed(items: Iterable[Item]) -> list[str]:
    return [
        "\n".join(
            [_named(item.subject), *_instead_of(item), absolute(answer_address(item.round, item.subject))]
        )
        for item in items
    ]


def _instead_of(item: Item) -> list[str]:
    """A line that says for whom the reader answers; none where they answer for themselves."""
    if not item.instead_of:
        return []
    names = " and ".join(person.name for person in item.instead_of)
    return [f"You cover for {names}, who {'is' if len(item.instead_of) == 1 else 'are'} away."]


def _named(subject: Action | Measure) -> str:
    due = f" (due {day_words(subject.due)})" if isinstance(subject, Action) and subject.due else ""
    return f"{subject}{due}"


def _what(round: Round, count: int) -> str:
    if round.plan:
        return f"an update on {_counted(count, 'action')} of {round.plan}"
    return f"your words on {_counted(count, 'measure')} of {round.scorecard}, {round.period}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _closing() -> str:
    return f"{_LINKS}\n\nAll that waits for you: {absolute('/')}"
