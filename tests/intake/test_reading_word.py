"""Tables as a person sees them, from Word."""

import copy
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import Table, Workbook, read_tables
from tests.make_plans import in_content_control, merge_across, merge_down, saved, tracked, word, word_table


def read(document: Any) -> Workbook:
    return read_tables(saved(document), "plan.docx")


def texts(table: Table) -> list[list[str]]:
    return [[row.at(column).text for column in range(1, table.width + 1)] for row in table.rows]


def test_each_table_is_named_by_its_place_and_knows_what_stands_before_it() -> None:
    content = word(
        [["Action"], ["a"]], [["Action"], ["b"]], headings=["Outcome 1: Timely", "Outcome 2: Clear"]
    )
    first, second = read_tables(content, "plan.docx").tables
    assert (first.sheet, second.sheet) == ("Table 1", "Table 2")
    assert (first.heading, second.heading) == ("Outcome 1: Timely", "Outcome 2: Clear")


def test_cells_merged_down_and_across_point_to_their_top_left() -> None:
    document = docx.Document()
    table = word_table(document, [["Outcome", "Action", "Lead"], ["Timely", "a", "x"], [""] * 3, [""] * 3])
    merge_down(table, 0, 1, 2)
    merge_across(table, 3, "2. Early help")
    read_table = read(document).tables[0]
    assert read_table.rows[2].at(1).origin == (2, 1)
    assert read_table.seen(read_table.rows[2], 1).text == "Timely"
    assert (read_table.rows[3].at(1).columns, read_table.rows[3].at(1).bold) == (3, True)
    assert read_table.seen(read_table.rows[3], 3).text == "2. Early help"


def test_deleted_text_is_left_out_and_inserted_text_kept_with_a_note() -> None:
    document = docx.Document()
    table = word_table(document, [["Action"], ["Establish a "], ["Gone"]])
    paragraph = table.cell(1, 0).paragraphs[0]
    tracked(paragraph, "del", "steering ")
    tracked(paragraph, "ins", "working group")
    mark = OxmlElement("w:del")
    table.rows[2]._tr.get_or_add_trPr().append(mark)
    workbook = read(document)
    assert texts(workbook.tables[0]) == [["Action"], ["Establish a working group"]]
    assert [problem.level for problem in workbook.problems] == [Level.NOTE]
    assert "tracked changes" in workbook.problems[0].why


def test_bullets_and_line_breaks_are_separate_lines() -> None:
    document = docx.Document()
    table = word_table(document, [["We will:\n* write terms\n* agree members"]])
    table.cell(0, 0).add_paragraph().add_run("first").add_break()
    table.cell(0, 0).paragraphs[-1].add_run("second\u00a0half")
    cell = read(document).tables[0].rows[0].at(1)
    assert cell.lines == ("We will:", "write terms", "agree members", "first", "second half")
    assert cell.bulleted == (False, True, True, False, False)


def test_a_number_that_word_draws_itself_is_read() -> None:
    document = docx.Document()
    table = word_table(document, [["Ref", "Action"], ["", "a"], ["", "b"]])
    for row in (1, 2):
        table.cell(row, 0).paragraphs[0].style = "List Number"
    assert texts(read(document).tables[0]) == [["Ref", "Action"], ["1.", "a"], ["2.", "b"]]


def test_rows_cells_and_paragraphs_in_content_controls_are_read() -> None:
    document = docx.Document()
    table = word_table(document, [["Action", "Lead"], ["a", "x"], ["b", "y"]])
    first, second = table.rows[1]._tr, table.rows[2]
    in_content_control(second.cells[0].paragraphs[0]._p)
    in_content_control(second.cells[1]._tc)
    in_content_control(first)
    assert texts(read(document).tables[0]) == [["Action", "Lead"], ["a", "x"], ["b", "y"]]


def test_a_table_inside_a_cell_gives_its_rows_as_lines() -> None:
    document = docx.Document()
    table = word_table(document, [["Action", "Milestones"], ["a", ""], ["b", "none"]])
    word_table(table.cell(1, 1), [["Terms", "May 2018"], ["Members", "June 2018"]])
    assert read(document).tables[0].rows[1].at(2).lines == ("Terms | May 2018", "Members | June 2018")


def test_a_table_that_only_frames_another_gives_way_to_it() -> None:
    document = docx.Document()
    frame = word_table(document, [[""]])
    word_table(frame.cell(0, 0), [["Action", "Lead"], ["a", "x"]])
    (table,) = read(document).tables
    assert texts(table) == [["Action", "Lead"], ["a", "x"]]


def test_text_boxes_are_left_out_with_a_note() -> None:
    document = docx.Document()
    word_table(document, [["Action"], ["a"]])
    text = "<w:p><w:r><w:t>Draft only</w:t></w:r></w:p>"
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{text}</w:txbxContent></w:pict></w:r>"
    document.add_paragraph()._p.append(parse_xml(box))
    (problem,) = read(document).problems
    assert (problem.text, problem.level) == ("Draft only", Level.NOTE)


def test_columns_whose_edges_differ_by_a_hair_are_one_column() -> None:
    """Dragging one row's edge makes Word's grid finer than what a person sees."""
    document = docx.Document()
    table = word_table(document, [["Action", "Lead"], ["a", "x"]])
    grid = table._tbl.tblGrid
    for column, width in zip(grid.findall(qn("w:gridCol")), ("3000", "60"), strict=True):
        column.set(qn("w:w"), width)
    last = copy.deepcopy(grid.findall(qn("w:gridCol"))[0])
    grid.append(last)
    for row, spanning in ((0, 1), (1, 0)):
        cell = table.rows[row].cells[spanning]._tc
        cell.grid_span = 2
    assert texts(read(document).tables[0]) == [["Action", "Lead"], ["a", "x"]]


def test_a_row_may_start_after_the_first_column() -> None:
    document = docx.Document()
    table = word_table(document, [["Ref", "Action"], ["1", "a"]])
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    skipped = OxmlElement("w:gridBefore")
    skipped.set(qn("w:val"), "1")
    row.get_or_add_trPr().append(skipped)
    assert texts(read(document).tables[0]) == [["Ref", "Action"], ["", "a"]]


def test_rows_that_repeat_as_a_header_are_marked() -> None:
    document = docx.Document()
    word_table(document, [["Action"], ["a"]], repeat_header=True)
    assert [row.is_header for row in read(document).tables[0].rows] == [True, False]
