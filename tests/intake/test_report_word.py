"""A report goes out as Word and comes back: as it went, edited, badly treated, and by another program."""

from __future__ import annotations

import copy
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.documents.report_parts import parts_of, tidy
from goldenthread.documents.report_word import write_report_word
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.report_word import ReadReport, read_report_word
from goldenthread.intake.report_word_compare import Compared, compare
from tests.documents import written_report as made
from tests.documents.written_report import FIGURES, TABLES, TEXTS, written_report

DATA = Path(__file__).parent / "data"
SENT = write_report_word(written_report(), made.CARRIED, guidance=made.GUIDANCE)
W = nsdecls("w")


def read(content: bytes) -> ReadReport:
    return read_report_word(content, tables=TABLES)


def compared(content: bytes) -> Compared:
    return compare(read(SENT), read(content), made.TITLES, made.NAMES)


def edited(edit: Callable[[docx.document.Document], None], content: bytes = SENT) -> bytes:
    """The document after python-docx opened, changed and saved it."""
    file = docx.Document(io.BytesIO(content))
    edit(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def control(file: docx.document.Document, tag: str):
    """The first content control of a tag."""
    return next(
        one
        for one in file.element.body.iter(qn("w:sdt"))
        if one.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == tag
    )


def paragraphs(control):
    return list(control.find(qn("w:sdtContent")).iter(qn("w:p")))


def paragraph(text: str, inner: str = ""):
    return parse_xml(f"<w:p {W}>{inner}<w:r><w:t>{text}</w:t></w:r></w:p>")


def test_what_went_out_and_was_not_touched_comes_back_as_it_was():
    back = read(SENT)
    assert {one.key: one.text for one in back.sections} == TEXTS
    assert (back.document, back.version, back.digest) == (made.CARRIED.document, 3, "f" * 64)
    assert (back.by_marks, back.tracked, back.lost) == (False, False, ())
    assert compared(SENT) == Compared({}, (), ())
    assert compared(edited(lambda file: None)) == Compared({}, (), ())


def test_the_same_report_gives_the_same_bytes():
    assert write_report_word(written_report(), made.CARRIED, guidance=made.GUIDANCE) == SENT


def test_a_reading_is_kept_as_json_and_read_again():
    assert ReadReport.from_json(read(SENT).as_json()) == read(SENT)


LINES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn"), blacklist_characters="{}"),
    max_size=30,
)


@given(st.lists(st.one_of(
    LINES, LINES.map(lambda text: f"- {text}"), st.sampled_from(["{figure red}", "a {figure green} b"]),
    st.lists(LINES, min_size=1, max_size=3).map(lambda cells: "| " + " | ".join(
        cell.replace("\\", "").replace("|", "") for cell in cells) + " |"),
), max_size=6).map("\n".join))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_typed_text_comes_back_as_it_was(text):
    kept = tidy(text)
    parts = parts_of(kept, FIGURES)
    report = written_report(
        sections=(made.ReportSection("summary", "1", "Summary", "", "text", kept, parts),)
    )
    [section] = read(write_report_word(report, made.CARRIED)).sections
    assert parts_of(section.text, FIGURES) == parts


def test_words_changed_within_a_section_are_taken():
    def edit(file):
        first = paragraphs(control(file, "gt:section:reasons"))[-2]
        for text in first.iter(qn("w:t")):
            text.text = "Other words."

    found = compared(edited(edit))
    assert found.changed == {"reasons": "{table reds}\nOther words.\n{table late}"}
    assert found.refused == ()


def test_paragraphs_lists_and_tables_put_into_a_section_are_taken():
    def edit(file):
        content = control(file, "gt:section:legal").find(qn("w:sdtContent"))
        bullet = file.add_paragraph("A power", "List Bullet")._p
        numbered = file.add_paragraph("A duty", "List Number")._p
        table = file.add_table(2, 2)
        for cell, text in zip(table._cells, ("Act", "Section", "1989", "17 | 47"), strict=True):
            cell.text = text
        for element in (bullet, numbered, table._tbl, paragraph("")):
            content.append(element)

    assert compared(edited(edit)).changed == {
        "legal": "- A power\n1. A duty\n| Act | Section |\n| 1989 | 17 \\| 47 |"
    }


def test_runs_split_by_spelling_and_smart_tags_read_as_one_text():
    def edit(file):
        spot = paragraphs(control(file, "gt:section:legal"))[0]
        for piece in (
            f"<w:r {W}><w:t xml:space='preserve'>Sec</w:t></w:r>",
            f"<w:proofErr {W} w:type='spellStart'/>",
            f"<w:smartTag {W}><w:r><w:t>tio</w:t></w:r></w:smartTag>",
            f"<w:r {W}><w:rPr><w:b/></w:rPr><w:t>n 17</w:t><w:br/><w:t>and 47</w:t></w:r>",
        ):
            spot.append(parse_xml(piece))

    assert compared(edited(edit)).changed == {"legal": "Section 17\nand 47"}


def test_a_section_whose_box_was_emptied_says_nothing():
    def edit(file):
        box = control(file, "gt:section:finance")
        box.find(qn("w:sdtPr")).append(parse_xml(f"<w:showingPlcHdr {W}/>"))
        content = box.find(qn("w:sdtContent"))
        for one in list(content):
            content.remove(one)
        content.append(paragraph("Click or tap here to enter text."))

    assert compared(edited(edit)).changed == {"finance": ""}


def test_a_figure_that_was_typed_over_is_reported_and_not_taken():
    def edit(file):
        next(control(file, "gt:figure:red").iter(qn("w:t"))).text = "5"

    found = compared(edited(edit))
    assert found.changed == {}
    assert found.refused == (
        "In 1. Summary, the figure “Red measures” was typed over: 4 became 5. It is not taken: the figure "
        "stays as the records have it.",
    )


def test_a_table_of_the_records_that_was_typed_in_is_reported_and_not_taken():
    def edit(file):
        list(control(file, "gt:figure:reds").iter(qn("w:t")))[-1].text = "13"

    found = compared(edited(edit))
    assert found.changed == {}
    [words] = found.refused
    assert words.startswith("In 2. Reasons, the figure “Red measures” was typed over: Measure Figure")


def test_a_figure_that_was_taken_out_is_told_and_the_words_are_taken():
    def edit(file):
        figure = control(file, "gt:figure:green")
        figure.getparent().remove(figure)

    found = compared(edited(edit))
    assert found.changed["summary"].startswith("There are {figure red} red and green measures.")
    assert "“Green measures” is no longer in its place" in found.refused[0]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("gt:report:" + made.CARRIED.document, "Before the first section"),
        ("gt:section:reasons", "After 1. Summary"),
        ("gt:section:finance", "After 3.1 Legal"),
        (None, "After 3.2 Finance"),
    ],
)
def test_what_is_typed_outside_the_boxes_is_refused_by_its_place(before, place):
    def edit(file):
        spot = control(file, before) if before else file.element.body[-1]
        spot.addprevious(paragraph("A stray thought"))

    found = compared(edited(edit))
    assert found.changed == {}
    assert found.refused == (
        f"{place}, outside the boxes: “A stray thought”. It is not taken: write it into a section’s box.",
    )


def test_a_heading_that_was_changed_is_refused():
    def edit(file):
        for text in file.element.body.iter(qn("w:t")):
            if text.text == "2. Reasons":
                text.text = "2. Reasons and more"

    [words] = compared(edited(edit)).refused
    assert words.startswith("After 1. Summary, “2. Reasons” was changed to “2. Reasons and more”.")


def test_a_box_that_is_gone_is_told_and_its_words_are_outside():
    def edit(file):
        box = control(file, "gt:section:reasons")
        for one in list(box.find(qn("w:sdtContent"))):
            box.addprevious(one)
        box.getparent().remove(box)

    found = compared(edited(edit))
    assert "reasons" not in found.changed
    assert found.refused[0] == ("The box of 2. Reasons is not in the document. The section stays as it is.")
    assert any("Words after the table." in one for one in found.refused)


def test_a_box_that_stands_twice_is_not_taken():
    def edit(file):
        box = control(file, "gt:section:summary")
        twice = copy.deepcopy(box)
        next(twice.iter(qn("w:t"))).text = "Other"
        box.addnext(twice)

    found = compared(edited(edit))
    assert found.changed == {}
    assert found.refused[0].startswith("The box of 1. Summary is 2 times in the document")


def test_a_box_within_another_is_read_for_itself():
    def edit(file):
        inner = control(file, "gt:section:finance")
        control(file, "gt:section:legal").find(qn("w:sdtContent")).append(inner)

    found = compared(edited(edit))
    assert found.changed == {}


def test_a_box_of_somebody_s_own_is_named():
    def edit(file):
        box = copy.deepcopy(control(file, "gt:section:legal"))
        box.find(qn("w:sdtPr")).find(qn("w:tag")).set(qn("w:val"), "gt:section:mine")
        file.element.body[-1].addprevious(box)

    assert "The document has a box “mine” that the report does not have." in compared(edited(edit)).refused


def test_tracked_changes_are_taken_as_accepted_and_said():
    def edit(file):
        spot = paragraphs(control(file, "gt:section:legal"))[0]
        who = 'w:id="9001" w:author="A" w:date="2018-07-16T09:00:00Z"'
        spot.append(parse_xml(f"<w:del {W} {who}><w:r><w:delText>Never</w:delText></w:r></w:del>"))
        spot.append(parse_xml(f"<w:ins {W} {who}><w:r><w:t>Always</w:t></w:r></w:ins>"))
        figure = control(file, "gt:figure:red")
        figure.addprevious(parse_xml(f"<w:moveFrom {W} {who}><w:r><w:t>moved </w:t></w:r></w:moveFrom>"))

    found = compared(edited(edit))
    assert found.changed == {"legal": "Always"}
    assert found.refused == ()
    assert found.notes[0].startswith("The document has tracked changes.")


def test_a_paragraph_whose_end_was_deleted_with_tracking_runs_on():
    def edit(file):
        content = control(file, "gt:section:legal").find(qn("w:sdtContent"))
        gone = "<w:pPr><w:rPr><w:del w:id='9002' w:author='A'/></w:rPr></w:pPr>"
        content.append(paragraph("One", gone))
        content.append(paragraph("two"))

    assert compared(edited(edit)).changed == {"legal": "One two"}


def test_what_cannot_be_taken_is_said():
    def edit(file):
        spot = paragraphs(control(file, "gt:section:legal"))[0]
        spot.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='2'/></w:r>"))
        spot.append(parse_xml(f"<w:r {W}><w:drawing/></w:r>"))

    assert compared(edited(edit)).notes == (
        "The document has a picture or drawing, which cannot be taken into a report.",
        "The document has a footnote, which cannot be taken into a report.",
    )


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return out.getvalue()


def test_a_document_whose_properties_were_removed_still_says_which_it_is():
    bare = repacked(SENT, lambda name, content: None if name == "docProps/custom.xml" else content)
    back = read(bare)
    assert (back.document, back.version) == (made.CARRIED.document, None)


def without_controls(content: bytes) -> bytes:
    """As a program saves it that keeps bookmarks and drops every control."""

    def drop(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", part.decode(), flags=re.S)
        return re.sub(r"</?w:sdt(Content)?>", "", text).encode()

    return repacked(content, drop)


def test_without_any_control_sections_and_figures_are_found_by_their_bookmarks():
    back = read(without_controls(SENT))
    assert back.by_marks
    assert {one.key: one.text for one in back.sections} == TEXTS
    found = compared(without_controls(SENT))
    assert (found.changed, found.refused) == ({}, ())
    assert found.notes[0].startswith("The program that saved the document left the boxes out")


def test_a_control_that_shrank_to_the_first_words_of_its_section_is_not_taken_for_the_section():
    """Some programs turn a control around paragraphs into one around the first run, its tag kept."""

    def edit(file):
        for box in list(file.element.body.iter(qn("w:sdt"))):
            tag = box.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
            if not tag.startswith("gt:section:"):
                continue
            held = list(box.find(qn("w:sdtContent")))
            for one in held:
                box.addprevious(one)
            runs = held[0].findall(qn("w:r"))
            box.getparent().remove(box)
            if runs:
                runs[0].addprevious(box)
                box.find(qn("w:sdtContent")).append(runs[0])

    back = read(edited(edit))
    assert back.by_marks
    assert {one.key: one.text for one in back.sections} == TEXTS


def test_a_date_picker_and_other_boxes_within_a_section_are_read_as_words():
    def edit(file):
        spot = paragraphs(control(file, "gt:section:legal"))[0]
        spot.append(
            parse_xml(
                f"<w:sdt {W}><w:sdtPr><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>7 May 2018</w:t></w:r>"
                "</w:sdtContent></w:sdt>"
            )
        )
        spot.append(
            parse_xml(
                f"<w:hyperlink {W} w:anchor='x'><w:r><w:t xml:space='preserve'> see here</w:t></w:r>"
                "</w:hyperlink>"
            )
        )

    assert compared(edited(edit)).changed == {"legal": "7 May 2018 see here"}


def test_a_figure_that_was_copied_to_another_section_stays_a_figure():
    def edit(file):
        figure = copy.deepcopy(control(file, "gt:figure:green"))
        paragraphs(control(file, "gt:section:legal"))[0].append(figure)

    found = compared(edited(edit))
    assert found.changed == {"legal": "{figure green}"}
    assert found.refused == ()


def test_a_formula_is_said_to_be_lost():
    def edit(file):
        paragraphs(control(file, "gt:section:legal"))[0].append(
            parse_xml("<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'/>")
        )

    assert compared(edited(edit)).notes == (
        "The document has a formula, which cannot be taken into a report.",
    )


def test_by_bookmarks_a_figure_typed_over_and_words_before_the_first_heading_are_told():
    def edit(file):
        start = next(
            one for one in file.element.body.iter(qn("w:bookmarkStart")) if "_red" in one.get(qn("w:name"))
        )
        start.getnext().find(qn("w:t")).text = "40"
        file.element.body[0].addnext(paragraph("A stray thought"))
        file.element.body[-1].addprevious(paragraph("Last words"))

    found = compared(edited(edit, without_controls(SENT)))
    assert found.changed == {"finance": f"{TEXTS['finance']}\nLast words"}
    assert [one.partition(":")[0] for one in found.refused] == [
        "In 1. Summary, the figure “Red measures” was typed over",
        "Before the first section, outside the boxes",
    ]


def test_a_document_that_libreoffice_saved_reads_as_it_went_out():
    """The file is `SENT` of this module, saved by LibreOffice 7.4 as .odt and from there as .docx."""
    back = read((DATA / "report_saved_by_libreoffice.docx").read_bytes())
    assert back.by_marks
    assert {one.key: one.text for one in back.sections} == TEXTS
    assert (back.document, back.version) == (made.CARRIED.document, 3)
    found = compared((DATA / "report_saved_by_libreoffice.docx").read_bytes())
    assert (found.changed, found.refused) == ({}, ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_words_edited_in_word_survive_libreoffice(tmp_path):
    def edit(file):
        paragraphs(control(file, "gt:section:legal"))[0].append(
            parse_xml(f"<w:r {W}><w:t>The Act.</w:t></w:r>")
        )
        next(control(file, "gt:figure:green").iter(qn("w:t"))).text = "80"

    (tmp_path / "report.docx").write_bytes(edited(edit))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "report.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = compared((tmp_path / "out" / "report.docx").read_bytes())
    assert found.changed == {"legal": "The Act."}
    assert [one for one in found.refused if "8 became 80" in one] == list(found.refused)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 nothing", "is a PDF"),
        (b"", "is empty"),
        (SENT[: len(SENT) // 2], "damaged|cannot|not"),
        (repacked(SENT, lambda name, part: b"<w:broken" if name == "word/document.xml" else part), "damaged"),
    ],
)
def test_what_is_no_document_of_a_report_is_refused_in_words(content, words):
    with pytest.raises(CannotRead, match=words):
        read(content)


def test_a_word_document_that_never_was_a_report_is_refused():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(CannotRead, match="none of the boxes"):
        read(out.getvalue())
