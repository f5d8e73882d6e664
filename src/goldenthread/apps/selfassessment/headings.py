"""What a self-assessment is made of: chapters of its own, and the headings of each recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading to write under: what it asks, and what a new document begins with there."""

    key: str
    title: str
    guidance: str
    default: str = ""


OF_A_RECOMMENDATION = (
    Heading("background", "Background", "What was found, and what was agreed to do about it."),
    Heading(
        "strengths", "Strengths",
        "What is better for children, and how you know: name the figure and its day.", "{table measures}",
    ),
    Heading("improve", "Areas for improvement", "What is not good enough yet, with its figure."),
    Heading("next_steps", "Next steps", "Who does what by when.", "{table actions}"),
    Heading(
        "evaluation", "Evaluation",
        "What all this shows together. The verdict itself stands above: it is not typed here.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A part that is of no single recommendation, with its one heading."""

    key: str
    title: str
    heading: Heading


CHAPTERS: Mapping[str, Chapter] = {
    "introduction": Chapter(
        "introduction", "Introduction",
        Heading("text", "Introduction", "What this document is, and how it was written."),
    ),
    "summary": Chapter(
        "summary", "Summary",
        Heading(
            "text", "Summary",
            "What is met, what remains met, what is left. Write the counts as figures.",
            "Of {figure recommendations} recommendations {figure met_in_all} are met: {figure met} this "
            "year, and {figure remains_met} that remain met. {figure partly_met} are partly met and "
            "{figure not_met} are not met.",
        ),
    ),
    "proposals": Chapter(
        "proposals", "Proposals",
        Heading("text", "Proposals", "What the body is asked to agree."),
    ),
}  # fmt: skip
