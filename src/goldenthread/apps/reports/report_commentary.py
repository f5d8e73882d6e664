"""The words on the board report's measures, signed with posts or roles, and how far they stand."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.measures.scorecard_rows import ScorecardRow, Words
from goldenthread.apps.reports.authors import NOT_RECORDED, Authors
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.commentary import COM_1, COM_2


def who_wrote(rows: Iterable[ScorecardRow]) -> set[int]:
    """The people who wrote on these measures and who signed that off, by row number."""
    words = [row.words for row in rows if row.words]
    return {one.by.pk for one in words} | {one.signed_by.pk for one in words if one.signed_by}


def commentary(words: Words | None, authors: Authors) -> figures.Commentary | None:
    """What the paper prints of the words on a measure; None where there are none."""
    if words is None:
        return None
    signed_by, signed_on = words.signed_by, words.signed_on
    signer = authors.title(signed_by.pk, signed_on) or NOT_RECORDED if signed_by and signed_on else None
    return figures.Commentary(
        figures.Words(words.text, _author(words, authors), words.on), words.changes, signer, signed_on
    )


def _author(words: Words, authors: Authors) -> str:
    """Whose words they are: "Head of Service: Safeguarding (entered by: Performance analyst)"."""
    writer = authors.title(words.by.pk, words.on) or NOT_RECORDED
    return f"{words.on_behalf_of} (entered by: {writer})" if words.on_behalf_of else writer


def codes_printed(report: doc.BoardReport) -> set[str]:
    """The codes of the rules that the commentary prints."""
    said = [measure.commentary for measure in report.measures if measure.commentary]
    stale = {str(COM_1)} if any(one.changes for one in said) else set()
    return stale | ({str(COM_2)} if any(one.signed_off_by is None for one in said) else set())
