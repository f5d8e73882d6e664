"""What a board may still ask of a measure: what the record itself leaves open."""

from __future__ import annotations

from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.rating import Rag

_WORDS = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green", Rag.NOT_RATED: "not rated"}


def open_questions(row: ScorecardRow, *, has_actions: bool) -> list[str]:
    """The questions that a row leaves open, in words."""
    questions = []
    computed = _WORDS[row.verdict.rag]
    if row.differs and row.stated is not None and row.override is None:
        stated = _WORDS[Rag(row.stated.rag)]
        questions.append(f"The paper says {stated}, the rule says {computed}. Which holds, and why?")
    if row.override is not None and row.override.computed != row.verdict.rag:
        then = _WORDS[Rag(row.override.computed)]
        questions.append(
            f"The override was made when the computed rating was {then}. It is now {computed}: does it hold?"
        )
    if row.rated is not None and row.rated.figure.status in (Status.PROVISIONAL, Status.ESTIMATED):
        questions.append(f"The figure is {row.rated.figure.status}. When will it be final?")
    if row.rag is Rag.RED and not (row.words or row.comment):
        questions.append("Nobody has explained this figure. What is behind it?")
    if row.words is not None and row.words.changes:
        questions.append("The figures have changed since the words were written. Do they still hold?")
    if row.rag is Rag.RED and not has_actions:
        questions.append("No action names this measure as its success indicator. What is being done?")
    return questions
