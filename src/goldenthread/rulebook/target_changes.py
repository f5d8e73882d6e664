"""Whether the target of a period was changed after the fact: once it had begun, or the period had ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule

_OURS = "A target that moves once the result is known says little of the result. It is shown, not forbidden."

TGT_1 = define_rule(
    "TGT-1",
    title="The target was changed after the period ended",
    meaning="The target that holds for the period became known after the period's last day, and another one "
    "held for it until then. The one that held when the period ended is shown beside it. Known is the day on "
    "which it was recorded, or the day declared for its publication.",
    basis=_OURS,
    boundaries=(
        "For a period to 31 March: known on 1 April is after it ended, known on 31 March is not.",
        "The first target of a measure changes none, whenever it is recorded.",
    ),
)
TGT_2 = define_rule(
    "TGT-2",
    title="The target was changed after the day from which it holds",
    meaning="The target became known after its first day, within the period; another one held until then.",
    basis=_OURS,
    boundaries=(
        "Holds from 1 January, known on 2 January: late. Known on 1 January: not late.",
        "After the period's last day it is TGT-1.",
    ),
)
TGT_3 = define_rule(
    "TGT-3",
    title="A target that says the same again is no change",
    meaning="Where the target that held and the one that holds mean the same, nothing is said.",
    basis=_OURS,
    boundaries=("90%, then 85%, then 90% again: no change. 90%, then 85%: changed.",),
)


@dataclass(frozen=True)
class TargetVersion:
    """A target as it was recorded. ``known_on`` is the day on which it became known.

    ``meaning`` is equal for two that mean the same; None for none. Given in the order of recording.
    """

    text: str
    effective_on: date
    known_on: date
    meaning: object


@dataclass(frozen=True)
class TargetChange:
    """What the target was, and until when: "was 90% until 3 May 2018, changed after the period ended"."""

    was: str
    until: date
    code: Code
    reason: str

    def __str__(self) -> str:
        return f"was {self.was} until {in_words(self.until)}, {self.reason}"


def target_change(versions: Sequence[TargetVersion], last_day: date) -> TargetChange | None:
    """How the target that holds on a period's last day was changed after the fact; None where it was not."""
    story = _story(versions, last_day)
    if len(story) < 2:
        return None
    held = story[-1]
    if held.known_on > last_day:
        return _change(story, last_day, TGT_1, "changed after the period ended")
    if held.known_on > held.effective_on:
        return _change(story, held.effective_on, TGT_2, "changed after the day from which it holds")
    return None


def change_made_by(
    one: TargetVersion, versions: Sequence[TargetVersion], ended: Collection[date]
) -> TargetChange | None:
    """What a target replaced after the fact when it became known; None where it replaced none, or in time.

    ``ended`` are the last days of the measure's periods: of those that had ended by then the newest counts.
    """
    place = versions.index(one)
    told = [other for other in versions[:place] if other.known_on <= one.known_on] + [one]
    day = max((last for last in ended if one.effective_on <= last < one.known_on), default=one.known_on)
    story = _story(told, day)
    return target_change(story[-2:], day) if story[-1:] == [one] else None


def _story(versions: Sequence[TargetVersion], day: date) -> list[TargetVersion]:
    """The targets that held for a day one after the other, as each became known."""
    told: list[TargetVersion] = []
    story: list[TargetVersion] = []
    for one in sorted(versions, key=lambda version: version.known_on):
        told.append(one)
        held = _in_force(told, day)
        if held is not None and held not in story[-1:]:
            story.append(held)
    return story


def _in_force(told: Sequence[TargetVersion], day: date) -> TargetVersion | None:
    """The one that holds: of those that had begun, that from the latest day, of these the one known last."""
    begun = [(one.effective_on, place) for place, one in enumerate(told) if one.effective_on <= day]
    return told[max(begun)[1]] if begun else None


def _change(story: Sequence[TargetVersion], day: date, code: Code, how: str) -> TargetChange | None:
    """From the target that was known on a day, or the first of all, to the one that holds."""
    known = [place for place, one in enumerate(story) if one.known_on <= day]
    stood = known[-1] if known else 0
    was, held = story[stood], story[-1]
    if was.meaning == held.meaning:
        return None
    return TargetChange(was.text, story[stood + 1].known_on, code, how)
