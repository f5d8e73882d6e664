"""Words on a measure in a period: whether they still speak of the figures that hold; who signs them off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.figures import Figure, Status, print_quantity
from goldenthread.rulebook.figures_words import STATUS_WORDS
from goldenthread.rulebook.rating import Rag

_OURS = "A convention of this product, shown wherever the rule speaks."

COM_1 = define_rule(
    "COM-1",
    title="Stale: what the words were written about has changed",
    meaning="The figure (its number or why there is none, its status, its period), its target or the rating "
    "that counts is another than when the words were written. A figure that is only written differently is "
    "the same.",
    basis=_OURS,
    boundaries=(
        "Written beside 45%: stale at 47%, and at 45% that has become provisional; not at 45.0%.",
        "Written beside no figure: stale when there is one.",
        "Amber that a head of service has overridden to red since is stale.",
    ),
)
COM_2 = define_rule(
    "COM-2",
    title="Not signed off: the newest version is not",
    meaning="A sign-off is of one version. Words are signed off when their newest version is.",
    basis=_OURS,
    boundaries=("Version 1 signed off and version 2 written: not signed off.",),
)
COM_3 = define_rule(
    "COM-3",
    title="Another person signs off",
    meaning="Words are not signed off by the one who wrote them, nor by the one whose words they are when "
    "somebody else entered them.",
    basis="Words for a board are read by a second person first.",
    boundaries=("Written by the head of service: that head cannot sign them off, a director can.",),
)

_RAG_WORDS = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green", Rag.NOT_RATED: "not rated"}


@dataclass(frozen=True)
class Beside:
    """What stood beside the box when words were written. Each is text in its one printed form, or None.

    `figure` is what `figure_as_said` gives, `period` the period that it is of, `target` the target in words,
    `rating` the rating that counts: an override where there is one.
    """

    figure: str | None
    period: str | None
    target: str | None
    rating: Rag


def figure_as_said(figure: Figure) -> str:
    """What a figure says, without its counts and its qualifier: "45%", "45% (provisional)", "suppressed"."""
    status = figure.status
    if not status.has_a_figure:
        return STATUS_WORDS[status]
    core = " ".join(figure.text.split())
    if figure.value is not None:
        # 45.0 and 45 are one number: only how it is written differs.
        shortest = figure.value.normalize()
        whole = int(shortest.as_tuple().exponent) > 0
        core = print_quantity(shortest.quantize(Decimal(1)) if whole else shortest, figure.unit)
    return core if status is Status.FINAL else f"{core} ({STATUS_WORDS[status]})"


def what_changed(then: Beside, now: Beside) -> tuple[str, ...]:
    """What has changed since words were written, a sentence for each (COM-1). Empty: they are not stale."""
    changes = []
    if (then.figure, then.period) != (now.figure, now.period):
        changes.append(_figure_changed(then, now))
    if then.target != now.target:
        changes.append(_changed("target", then.target, now.target))
    if then.rating is not now.rating:
        changes.append(_changed("rating", _RAG_WORDS[then.rating], _RAG_WORDS[now.rating]))
    return tuple(changes)


def _figure_changed(then: Beside, now: Beside) -> str:
    if then.figure and now.figure and then.period != now.period:
        return _changed("figure", f"{then.figure} for {then.period}", f"{now.figure} for {now.period}")
    return _changed("figure", then.figure, now.figure)


def _changed(what: str, then: str | None, now: str | None) -> str:
    if then is None:
        return f"There was no {what} when this was written; it is now {now}."
    if now is None:
        return f"The {what} was {then} when this was written; there is now none."
    return f"The {what} was {then} when this was written; it is now {now}."


def is_signed_off(newest: int, signed: Collection[int]) -> bool:
    """Whether words are signed off, from the number of their newest version and of those signed (COM-2)."""
    return newest in signed


def may_sign_off(signer: int, *, writer: int, spoken_for: Collection[int] = ()) -> bool:
    """Whether one person may sign off words by another (COM-3).

    `spoken_for` are the people on whose behalf they were entered.
    """
    return signer != writer and signer not in spoken_for
