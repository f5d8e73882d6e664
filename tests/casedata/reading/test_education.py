"""Plans: the SEN2 return from its modules, and Annex A for area SEND."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.casedata.reading import Report, recognise
from goldenthread.casedata.reading.report import Normalised, ProblemKind
from goldenthread.casedata.sources import Source

from .csvs import csv_file, the_sen2
from .workbooks import Kept, load, workbook

D = date


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Report]:
    return load(*the_sen2(tmp_path_factory.mktemp("sen2")))


def test_a_request_is_followed_through_its_modules(small: tuple[Kept, Report]) -> None:
    kept, report = small
    assert report.source is Source.SEN2
    one = kept.one("ehc_requests", "A123456789012")
    assert (one["received"], one["decided"], one["decision"]) == (D(2023, 1, 9), D(2023, 2, 20), "Y")
    assert (one["assessed"], one["outcome"], one["excepted"]) == (D(2023, 5, 1), "Y", True)
    assert (one["issued"], one["concluded"]) == (D(2023, 5, 29), D(2023, 5, 29))
    refused = kept.one("ehc_requests", "SEN2 person 2")
    assert (refused["decision"], refused["concluded"], refused["issued"]) == ("N", D(2023, 4, 12), None)
    assert kept.one("ehc_requests", "B123456789012")["concluded"] is None
    plan = kept.one("ehc_plans", "A123456789012")
    assert (plan["issued"], plan["need"], plan["received"]) == (D(2023, 5, 29), "ASD", D(2023, 1, 9))
    review = kept.one("ehc_reviews", "A123456789012")
    assert (review["met"], review["decided"], review["issued"]) == (
        D(2023, 11, 1),
        D(2023, 11, 20),
        D(2023, 5, 29),
    )
    assert kept.one("children", "B123456789012")["sex"] == "F"


def test_a_request_of_no_person_is_set_aside_with_its_line(small: tuple[Kept, Report]) -> None:
    kept, report = small
    assert [place.row for place in report.problems[ProblemKind.NO_SUCH_PARENT].places] == [5]
    requests = next(part for part in report.parts if part.name == "requests")
    assert (requests.read, requests.kept, requests.set_aside) == (4, 3, 1)
    assert len(kept.rows("ehc_requests")) == 3
    assert ProblemKind.LIST_MISSING not in report.problems


def test_names_are_never_kept(small: tuple[Kept, Report]) -> None:
    kept, report = small
    everything = repr([kept.batches, kept.known, report.as_json()])
    for name in ("Rivers", "Fields", "Ash", "Elm", "Oak", "AB1"):
        assert name not in everything


def test_modules_that_point_by_request_and_dates_of_the_export_are_read(tmp_path: Path) -> None:
    modules = {
        "1": ["persontableid,surname,personbirthdate,gendercurrent,upn", "P1,x,2014-May-06 00:00:00,1,"],
        "2": [
            "persontableid,requeststableid,receiveddate,rquestsource,requestoutcomedate,requestoutcome",
            "P1,R1,2023-Jan-09 00:00:00,2,20/02/2023,Y",
        ],
        "3": [
            "persontableid,requeststableid,startdate,planres,planwpb,ceasedate,ceasereason",
            "P1,R1,2023-06-01,,,2024-01-01,5",
        ],
    }
    files = [csv_file(tmp_path, name, lines) for name, lines in modules.items()]
    kept, report = load(*files)
    request = kept.rows("ehc_requests")[0]
    assert (request["received"], request["decided"], request["issued"]) == (
        D(2023, 1, 9),
        D(2023, 2, 20),
        D(2023, 6, 1),
    )
    assert request["source_of_request"] == "2"
    plan = kept.rows("ehc_plans")[0]
    assert (plan["ended"], plan["reason_ended"]) == (D(2024, 1, 1), "5")
    assert report.normalised[Normalised.TEXT_DAY] == 1
    assert report.problems[ProblemKind.LIST_MISSING].count == 3
    assert "assessed" not in report.gives["ehc_requests"]
    assert any((lack.table, lack.column) == ("ehc_requests", "assessed") for lack in report.lacks)


_COMMON = ["Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity"]
_DAYS = ["Date initial EHC plan issued", "Date updated EHC plan issued", "Date EHC plan last reviewed"]
_SCHOOL = [
    "SEN primary need",
    "Main education establishment – URN",
    "Main education establishment – phase",
    "Subsidiary education establishment – phase (dual registration)",
    "Suspensions",
    "Permanent exclusions",
    "Absence",
    "Pupil Premium",
    "Known to children's social care?",
    "Which children's social care team?",
    "Does the child or young person have a disability?",
]


def test_annex_a_for_send_gives_plans_and_children(tmp_path: Path) -> None:
    hyphens = [name.replace("–", "-") for name in [*_COMMON, *_DAYS, *_SCHOOL]]
    plan: list[object] = [
        "s1",
        "",
        "",
        D(2014, 5, 6),
        "c) Not known",
        "a) WBRI",
        D(2020, 1, 6),
        "",
        "06/02/2024",
    ]
    plan += ["k) ASD", *[""] * 9, "a) Yes"]
    support: list[object] = [
        "s2",
        "",
        "",
        D(2015, 5, 6),
        "b) Female",
        "q) CHNE",
        "f) SLCN",
        *[""] * 9,
        "b) No",
    ]
    sheets = {"List_1": [hyphens, plan], "List_2": [[*_COMMON, *_SCHOOL], support]}
    path = workbook(tmp_path / "x", sheets)
    assert [one.source for one in recognise([path])] == [Source.ANNEX_A_SEND]
    kept, report = load(path)
    one = kept.one("ehc_plans", "s1")
    assert (one["issued"], one["last_reviewed"], one["need"]) == (D(2020, 1, 6), D(2024, 2, 6), "ASD")
    assert (kept.one("children", "s1")["sex"], kept.one("children", "s1")["disabled"]) == ("U", True)
    assert kept.one("children", "s2")["seen_until"] == D(2024, 3, 31)
    assert report.normalised[Normalised.DASH] > 0
    assert [part.kept for part in report.parts] == [1, 1]
    assert any(lack.table == "ehc_requests" for lack in report.lacks)
