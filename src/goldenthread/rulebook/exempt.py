"""What may be taken in part 2 of an agenda: the paragraph that makes it exempt, and the public interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.rulebook.codes import Code, define_rule

IN_FORCE = date(2006, 3, 1)
"""From this day Schedule 12A has the seven paragraphs below; before, it had fifteen others."""
BASIS = (
    "Local Government Act 1972 section 100I and Schedule 12A Part 1 (England), as substituted by "
    "SI 2006/88 from 1 March 2006."
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of Schedule 12A Part 1. `title` is short, for lists; `words` are the Schedule's."""

    number: int
    title: str
    words: str
    qualified: str = ""


PARAGRAPHS = {
    one.number: one
    for one in (
        Paragraph(1, "An individual", "Information relating to any individual."),
        Paragraph(
            2, "Who an individual is",
            "Information which is likely to reveal the identity of an individual.",
        ),
        Paragraph(
            3, "Financial or business affairs",
            "Information relating to the financial or business affairs of any particular person (including "
            "the authority holding that information).",
            "Not where it must be registered, as under the Companies Acts or the Charities Act 2011 "
            "(paragraph 8).",
        ),
        Paragraph(
            4, "Labour relations",
            "Information relating to any consultations or negotiations, or contemplated consultations or "
            "negotiations, in connection with any labour relations matter arising between the authority or "
            "a Minister of the Crown and employees of, or office holders under, the authority.",
        ),
        Paragraph(
            5, "Legal professional privilege",
            "Information in respect of which a claim to legal professional privilege could be maintained in "
            "legal proceedings.",
        ),
        Paragraph(
            6, "A notice, order or direction to come",
            "Information which reveals that the authority proposes (a) to give under any enactment a notice "
            "under or by virtue of which requirements are imposed on a person; or (b) to make an order or "
            "direction under any enactment.",
        ),
        Paragraph(
            7, "Crime",
            "Information relating to any action taken or to be taken in connection with the prevention, "
            "investigation or prosecution of crime.",
        ),
    )
}  # fmt: skip

EXM_1 = define_rule(
    "EXM-1",
    title="Part 2 needs a paragraph",
    meaning="An item is taken in part 2 only under one of the paragraphs 1 to 7 of Schedule 12A.",
    basis=BASIS,
    boundaries=(
        "Paragraph 1 and paragraph 7 allow part 2.",
        "No paragraph, paragraph 0 and paragraph 8 (which takes an exemption away) do not.",
    ),
)
EXM_2 = define_rule(
    "EXM-2",
    title="Part 2 needs the public interest weighed",
    meaning=(
        "Information is exempt only so long as the public interest in keeping it outweighs the public "
        "interest in telling it: somebody says why."
    ),
    basis="Local Government Act 1972 Schedule 12A Part 2 paragraph 10.",
    boundaries=(
        "Paragraph 3 with why it outweighs: part 2 is allowed.",
        "Paragraph 3 with no word, or only spaces, on the public interest: allowed, with a warning.",
    ),
)
EXM_3 = define_rule(
    "EXM-3",
    title="The paragraphs of that time",
    meaning="The seven paragraphs are those of meetings from 1 March 2006 on.",
    basis=BASIS,
    boundaries=(
        "A meeting on 1 March 2006: judged.",
        "A meeting on 28 February 2006: not judged, since the paragraphs then were others.",
    ),
)


@dataclass(frozen=True)
class Exemption:
    """Whether an item may be taken in part 2. `warns`: it may, and something is left to do."""

    allowed: bool
    code: Code
    words: str
    warns: bool = False


def exemption(paragraph: int | None, public_interest: str, held_on: date) -> Exemption:
    """Whether an item may be taken in part 2 of a meeting on a day.

    `paragraph` is the number in Schedule 12A Part 1, None where nobody named one; `public_interest` is why
    keeping it outweighs telling it, in words.
    """
    if held_on < IN_FORCE:
        words = "Meetings before 1 March 2006 had other paragraphs: name the one of that time in the item."
        return Exemption(paragraph in PARAGRAPHS, EXM_3, words, warns=True)
    if paragraph not in PARAGRAPHS:
        said = "Choose" if paragraph is None else f"Paragraph {paragraph} makes nothing exempt. Choose"
        return Exemption(False, EXM_1, f"{said} the paragraph of Schedule 12A, 1 to 7, that allows part 2.")
    if not public_interest.strip():
        words = "Say why the public interest in keeping this outweighs the public interest in telling it."
        return Exemption(True, EXM_2, words, warns=True)
    return Exemption(True, EXM_1, f"Exempt under paragraph {paragraph} of Schedule 12A.")
