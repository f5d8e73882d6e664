"""A paper frozen under an older schema reads, and says word for word what it said then."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.board_report_pages import compose
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.excel import render_excel
from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.tables import tables_of
from goldenthread.documents.word import render_word

DATA = Path(__file__).parent / "data"
NOT_WORDS = {"svg", "kind"}


def frozen() -> BoardReport:
    return BoardReport.from_json((DATA / "board_report_schema_1.json").read_text())


def words(block: object) -> Iterator[str]:
    """Every text of a composed document, in its order."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, tuple):
        for part in block:
            yield from words(part)
    elif dataclasses.is_dataclass(block):
        for field in dataclasses.fields(block):
            if field.name not in NOT_WORDS:
                yield from words(getattr(block, field.name))


def printed(report: BoardReport) -> str:
    """What PDF and Word say, a text a line, then each table as CSV."""
    lines = [" ".join(text.split()) for text in words(compose(report)) if text.strip()]
    text = "\n".join(lines) + "\n"
    for table in tables_of(report):
        text += f"\n== {table.name}\n" + render_csv(table).decode().replace("\r\n", "\n")
    return text


def test_a_paper_of_schema_1_says_word_for_word_what_it_said_when_it_was_frozen() -> None:
    assert printed(frozen()) == (DATA / "board_report_schema_1.txt").read_text()


def test_a_paper_of_schema_1_knows_of_no_changes_and_so_has_no_section_for_them() -> None:
    assert frozen().changes is None
    assert "changes" not in [table.name for table in tables_of(frozen())]


def test_a_paper_of_schema_1_is_still_drawn_as_pdf_word_and_excel() -> None:
    assert render_pdf(frozen()).startswith(b"%PDF")
    assert render_word(frozen()).startswith(b"PK")
    assert render_excel(frozen()).startswith(b"PK")


def test_the_text_of_a_paper_of_schema_1_is_not_written_again_under_its_old_number() -> None:
    assert json.loads(frozen().to_json())["version"] == 4
