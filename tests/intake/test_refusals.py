"""Files that are refused as a whole, each with words that say what to do."""

import io
import zipfile
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest

from goldenthread.intake.plans import read_plan
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.reading import read_tables
from tests.make_plans import excel, saved, word

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
PLAN = [["Action", "Lead", "By when"], ["Establish a group", "Head of Service", "March 2019"]]


def archive(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    """A copy of an archive with one member replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, member)
    return buffer.getvalue()


def refusal(content: bytes | Path, name: str = "plan.xlsx", **limits: int) -> str:
    with pytest.raises(CannotRead) as refused:
        read_tables(content, name, **limits)
    return refused.value.words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "The file is empty."),
        (b"%PDF-1.7\n...", "The file is a PDF"),
        (b"MZ\x90\x00\x03" + bytes(200), "The file is a program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "The file is a picture"),
        (b"{\\rtf1\\ansi a plan}", "rich text"),
        (b"<html><table><tr><td>Action</td></tr></table></html>", "web page"),
        (bytes(range(256)) * 20, "not a workbook, a Word document or a CSV file"),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "old Excel format (.xls). Open it in Excel. Save it as .xlsx.",
        ),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "old Word format (.doc). Open it in Word. Save it as .docx.",
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE, "old Office format"),
        (archive(**{"plan.txt": "Action"}), "The file is a zip file"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "Save it as .xlsx."),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "Save it as .docx."),
        (archive(**{"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled"}), ".xlsb"),
        (archive(**{"[Content_Types].xml": "presentationml.presentation.main+xml"}), "PowerPoint"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_file_of_another_kind_is_refused_by_its_content_whatever_its_name(
    content: bytes, words: str
) -> None:
    assert words in refusal(content, "plan.xlsx")
    assert words in refusal(content, "plan.csv")


def test_a_name_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(excel({"Plan": PLAN}))
    assert read_tables(path).tables[0].rows[1].at(1).text == "Establish a group"


def test_a_file_at_the_limit_is_refused_and_one_below_it_is_read(tmp_path: Path) -> None:
    content = excel({"Plan": PLAN})
    assert "It must be smaller than" in refusal(content, bytes_allowed=len(content))
    assert read_tables(content, "plan.xlsx", bytes_allowed=len(content) + 1).tables
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert refusal(path) == "The file is 100 MB. It must be smaller than 100 MB."


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "gone.xlsx")


def test_half_a_workbook_is_refused_as_damaged() -> None:
    content = excel({"Plan": PLAN})
    assert "damaged" in refusal(content[: len(content) // 2])
    assert "damaged" in refusal(with_member(content, "xl/workbook.xml", b"<workbook"))


def test_half_a_document_is_refused_as_damaged() -> None:
    content = word(PLAN)
    assert "damaged" in refusal(content[: len(content) // 2])
    assert "damaged" in refusal(with_member(content, "word/document.xml", b"<w:document"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_member(excel({"Plan": PLAN}), "xl/worksheets/sheet1.xml", bytes(60_000_000))
    assert len(bomb) < 200_000
    assert "unpacks to far more" in refusal(bomb)


def test_an_archive_of_thousands_of_members_is_refused() -> None:
    members = {f"{number}.xml": "<a/>" for number in range(5_001)}
    content = archive(**{"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}, **members)
    assert "unpacks to far more" in refusal(content)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_that_declares_entities_is_refused(part: str) -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "declares XML entities" in refusal(with_member(excel({"Plan": PLAN}), part, xml))


def test_a_document_that_declares_entities_is_refused_in_any_encoding() -> None:
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    content = with_member(word(PLAN), "word/document.xml", xml.encode("utf-16"))
    assert "declares XML entities" in refusal(content)


def test_a_document_without_tables_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("We will establish a group.")
    assert "The document has no tables" in refusal(saved(document))


def test_a_workbook_and_tables_with_nothing_written_are_refused() -> None:
    assert refusal(saved(openpyxl.Workbook())) == "The workbook has nothing written in it."
    assert refusal(word([["", ""], ["", ""]])) == "The tables of the document are empty."


def test_a_csv_file_with_a_quotation_mark_left_open_is_refused_in_words() -> None:
    content = b'Action,Lead\r\n"Establish' + b" a group" * 200_000
    assert "quotation mark" in refusal(content)


def test_a_part_under_another_name_that_declares_entities_is_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "declares XML entities" in refusal(with_member(word(PLAN), "word/document2.bin", xml))


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_file_with_bytes_changed_is_read_or_refused_and_never_fails(kind: str) -> None:
    content, part = (
        (excel({"Plan": PLAN}, merge={"Plan": ["A2:A3"]}), "xl/worksheets/sheet1.xml")
        if kind == "xlsx"
        else (word(PLAN), "word/document.xml")
    )
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        xml = opened.read(part)
    outcomes = set()
    for seed in range(80):
        random = Random(seed)
        changed = bytearray(xml)
        at = random.randrange(len(changed))
        changed[at : at + random.randrange(3)] = random.choice([b"9999999", b"-1", b"abc", b"<w:tr/>", b'"'])
        try:
            read_plan(read_tables(with_member(content, part, bytes(changed)), f"plan.{kind}"))
            outcomes.add("read")
        except CannotRead:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
