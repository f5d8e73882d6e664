"""What stands in one cell of a plan."""

import datetime

import pytest

from goldenthread.intake.plan_cells import date_of, leading_reference, leads_of, list_of, sources_of
from goldenthread.intake.tables import Cell, cell_of


def cell(text: str) -> list[Cell]:
    return [cell_of(text, column=1)]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Head of Service / Designated Clinical Officer", ["Head of Service", "Designated Clinical Officer"]),
        (
            "Head of Service and Designated Clinical Officer",
            ["Head of Service", "Designated Clinical Officer"],
        ),
        ("Head of Service\nDCO", ["Head of Service", "DCO"]),
        ("• Head of Service\n• DCO", ["Head of Service", "DCO"]),
        ("Head of Service, Team Manager and DCO", ["Head of Service", "Team Manager", "DCO"]),
        ("Officer (DCO); SEND Manager", ["Officer (DCO)", "SEND Manager"]),
        (
            "Principal Social Worker & Head of Safeguarding",
            ["Principal Social Worker", "Head of Safeguarding"],
        ),
        (
            "Head of Early Help and Prevention and Head of Safeguarding",
            ["Head of Early Help and Prevention", "Head of Safeguarding"],
        ),
        ("Police, Health and Schools", ["Police", "Health", "Schools"]),
        ("CCG/Council", ["CCG", "Council"]),
        ("DCO/HoS", ["DCO", "HoS"]),
        ("HoS & DCO", ["HoS", "DCO"]),
        ("IRO Manager, PSW", ["IRO Manager", "PSW"]),
        ("Principal EP/SEND Manager", ["Principal EP", "SEND Manager"]),
        ("HR Business Partner & Head of Service", ["HR Business Partner", "Head of Service"]),
        ("Head of SEND + DCO", ["Head of SEND", "DCO"]),
        ("Participation Team/Youth Council", ["Participation Team", "Youth Council"]),
        ("1. Head of SEND\n2. DCO", ["Head of SEND", "DCO"]),
    ],
)
def test_joint_leads_are_parted(text: str, leads: list[str]) -> None:
    assert leads_of(cell(text)) == tuple(leads)


@pytest.mark.parametrize(
    "text",
    [
        "All partners",
        "Children and Families",
        "Head of Children and Families",
        "Head of Service: SEND and Inclusion",
        "Early Years and Childcare Manager",
        "Director of Education & Skills",
        "Director of Commissioning, Housing and Communities",
        "Project Manager, SEND",
        "Assistant Director, Education",
        "Health/Social Care Manager",
        "Head of Service (SEND/Health)",
    ],
)
def test_one_lead_stays_one(text: str) -> None:
    assert leads_of(cell(text)) == (text,)


def test_a_lead_on_two_lines_is_one_where_the_first_is_unfinished() -> None:
    assert leads_of(cell("Head of\nService: SEND")) == ("Head of Service: SEND",)


@pytest.mark.parametrize("text", ["TBC", "tba", "To be confirmed", "-", "n/a", "Vacant", "TBC (CCG)"])
def test_nobody_is_no_lead(text: str) -> None:
    assert leads_of(cell(text)) == ()


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("• fewer late\n• more on time", ["fewer late", "more on time"]),
        ("• fewer late • more on time", ["fewer late", "more on time"]),
        ("fewer late; more on time;", ["fewer late", "more on time"]),
        ("1. Fewer late\n2. More on time", ["Fewer late", "More on time"]),
        ("a) fewer late\nb) more on time", ["fewer late", "more on time"]),
        ("fewer late\nmore on time", ["fewer late", "more on time"]),
        (
            "Children say that they are\nsafe\nParents agree",
            ["Children say that they are safe", "Parents agree"],
        ),
        ("Fewer late (see 1; 2)", ["Fewer late (see 1; 2)"]),
        ("", []),
    ],
)
def test_bullets_lines_and_semicolons_make_a_list(text: str, items: list[str]) -> None:
    assert list_of(cell(text)) == tuple(items)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Rec 1, Rec 2", ["Rec 1", "Rec 2"]),
        ("37, 84", ["37", "84"]),
        ("Inspection 2015, paragraph on early help", ["Inspection 2015, paragraph on early help"]),
        ("Inspection 2015; peer review", ["Inspection 2015", "peer review"]),
    ],
)
def test_numbered_sources_are_parted_at_commas(text: str, sources: list[str]) -> None:
    assert sources_of(cell(text)) == tuple(sources)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.10Establish a group", ("1.10", "Establish a group", "dotted")),
        ("2.2.11: Establish", ("2.2.11", "Establish", "dotted")),
        ("A-22 Publish", ("A-22", "Publish", "lettered")),
        ("1. Establish", ("1", "Establish", "plain")),
        ("2018 review", None),
        ("20-week plan", None),
        ("16-18 year olds", None),
        ("3 new posts", None),
    ],
)
def test_a_reference_is_cut_from_the_start_of_a_text(text: str, found: tuple[str, str, str] | None) -> None:
    assert leading_reference(text) == found


def test_a_typed_date_is_its_day_and_one_shown_without_a_day_is_its_month() -> None:
    day = datetime.date(2019, 3, 1)
    as_day = [cell_of("01/03/2019", column=1, value=day, number_format="dd/mm/yyyy")]
    as_month = [cell_of("Mar-19", column=1, value=day, number_format="mmm-yy")]
    read_day, read_month = date_of(as_day, None), date_of(as_month, None)
    assert read_day.date is not None
    assert read_day.date.due == day
    assert read_month.date is not None
    assert read_month.date.due == datetime.date(2019, 3, 31)


@pytest.mark.parametrize(
    ("number", "is_date"), [("32873", False), ("32874", True), ("54788", True), ("54789", False)]
)
def test_a_day_number_of_1990_to_2049_is_read_as_its_date_and_said(number: str, is_date: bool) -> None:
    read = date_of(cell(number), None)
    assert (read.date is not None) is is_date
    assert bool(read.note) is is_date
    assert bool(read.why) is not is_date
