"""What a document that came back says otherwise than the one that went out, and what of it is not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from goldenthread.intake.report_word import Outside, ReadReport

LONGEST = 200
"""Characters of a refused text that are told."""


@dataclass(frozen=True)
class Compared:
    """`changed`: the text of each section that says something else than what went out, by key.

    `refused` says, a sentence each with its place, what stands in the document and is not taken; `notes` what
    was read and how.
    """

    changed: Mapping[str, str]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


def compare(
    sent: ReadReport, back: ReadReport, titles: Mapping[str, str], figures: Mapping[str, str]
) -> Compared:
    """Compare two readings of one report. `titles` and `figures` are what sections and figures are called.

    A section that stands twice, or not at all, is not taken: nobody can say which text is meant.
    """
    went = {one.key: one for one in sent.sections}
    times = Counter(one.key for one in back.sections)
    refused: list[str] = []
    notes = list(_notes(back))
    changed: dict[str, str] = {}
    for key in went:
        if not times[key]:
            name = _name(key, titles)
            refused.append(f"The box of {name} is not in the document. The section stays as it is.")
        elif times[key] > 1:
            refused.append(
                f"The box of {_name(key, titles)} is {times[key]} times in the document, so none of them is "
                "taken. Keep one, and bring the document again."
            )
    for one in back.sections:
        if one.key not in went:
            refused.append(f"The document has a box “{one.key}” that the report does not have.")
        elif times[one.key] == 1:
            refused += _figures(sent, one.key, back, titles, figures)
            if one.text != went[one.key].text:
                changed[one.key] = one.text
    refused += _outside(sent, back, titles)
    return Compared(changed, tuple(refused), tuple(notes))


def _name(key: str, titles: Mapping[str, str]) -> str:
    return titles.get(key, f"“{key}”")


def _notes(back: ReadReport) -> Iterator[str]:
    if back.tracked:
        yield (
            "The document has tracked changes. They were read as accepted: what was deleted is left out, "
            "what was inserted is kept."
        )
    if back.by_marks:
        yield (
            "The program that saved the document left the boxes out, as LibreOffice does. Each section was "
            "read from its heading to the next."
        )
    for what in back.lost:
        yield f"The document has {what}, which cannot be taken into a report."


def _figures(
    sent: ReadReport, key: str, back: ReadReport, titles: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    """Figures that were typed over, that are gone, and that were not there."""
    before = next(one for one in sent.sections if one.key == key).figures
    after = next(one for one in back.sections if one.key == key).figures
    said = {one.key: one.text for one in before}
    for one in after:
        name = names.get(one.key, one.key)
        if one.key in said and one.text != said[one.key]:
            yield (
                f"In {_name(key, titles)}, the figure “{name}” was typed over: {_short(said[one.key])} "
                f"became {_short(one.text)}. It is not taken: the figure stays as the records have it."
            )
    gone = Counter(one.key for one in before) - Counter(one.key for one in after)
    for figure in gone:
        yield (
            f"In {_name(key, titles)}, the figure “{names.get(figure, figure)}” is no longer in its place. "
            "What stands there now is taken as words, and no longer follows the records."
        )


def _outside(sent: ReadReport, back: ReadReport, titles: Mapping[str, str]) -> Iterator[str]:
    """Lines that lie in no section and did not go out so, each with its place."""
    old, new = [one.text for one in sent.outside], [one.text for one in back.outside]
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("insert", "replace"):
            yield from _added(old[i:j], list(back.outside[k:m]), titles)


def _added(taken_out: list[str], put_in: list[Outside], titles: Mapping[str, str]) -> Iterator[str]:
    for one in put_in:
        place = f"After {_name(one.after, titles)}" if one.after else "Before the first section"
        if near := get_close_matches(one.text, taken_out, n=1, cutoff=0.6):
            yield (
                f"{place}, “{_short(near[0])}” was changed to “{_short(one.text)}”. Headings and notes are "
                "the template’s, so it is not taken."
            )
            taken_out = [text for text in taken_out if text != near[0]]
        else:
            yield (
                f"{place}, outside the boxes: “{_short(one.text)}”. It is not taken: write it into a "
                "section’s box."
            )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
