"""The SSDA903 return: told by its columns, streamed, its periods of care and adoptions made from episodes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.casedata.reading import Report, recognise
from goldenthread.casedata.reading.care_periods import Episodes
from goldenthread.casedata.reading.last_days import LastDays
from goldenthread.casedata.reading.report import Normalised, ProblemKind
from goldenthread.casedata.sources import Source

from .csvs import EPISODES, HEADER, csv_file, the_903
from .workbooks import Kept, load

D = date


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Report]:
    return load(*the_903(tmp_path_factory.mktemp("903")))


def test_the_files_of_a_return_are_one_thing_whatever_their_names(tmp_path: Path) -> None:
    files = the_903(tmp_path)
    (one,) = recognise([tmp_path])
    assert (one.source, set(one.files)) == (Source.SSDA903, set(files))


def test_periods_of_care_are_made_from_episodes(small: tuple[Kept, Report]) -> None:
    kept, report = small
    ash = kept.one("care", "101")
    assert (ash["started"], ash["ceased"], ash["legal_status"]) == (D(2023, 5, 1), None, "C1")
    assert (ash["legal_status_from"], ash["placement_from"]) == (D(2023, 8, 10), D(2023, 11, 1))
    assert (ash["placement"], ash["provider"], ash["last_review"]) == ("K2", "PR4", D(2023, 5, 25))
    adopted = kept.one("care", "103")
    assert (adopted["ceased"], adopted["reason_ceased"]) == (D(2024, 2, 1), "E11")
    first, second = kept.of("care", "104")
    assert (first["ceased"], first["reason_ceased"], first["again"]) == (D(2023, 5, 1), "E4A", False)
    assert (second["started"], second["again"], second["last_review"]) == (D(2023, 9, 1), True, None)
    assert (second["asylum_seeking"], ash["asylum_seeking"]) == (True, False)
    assert kept.one("care", "102")["started"] == D(2022, 2, 1)
    assert any(note.startswith("1 of them began before") for note in report.notes)


def test_short_breaks_are_left_out_and_counted(small: tuple[Kept, Report]) -> None:
    kept, report = small
    part = report.parts[0]
    assert (part.read, part.kept, part.left_out) == (10, 9, 1)
    assert "105" not in kept.known.values() or not kept.of("care_episodes", "105")


def test_adoptions_are_of_two_files_and_of_the_episodes(small: tuple[Kept, Report]) -> None:
    kept, _ = small
    adopted, reversed_ = kept.one("adoptions", "103"), kept.one("adoptions", "102")
    days = ("entered_care", "decided", "placement_order", "matched", "placed", "adopted", "concluded")
    assert [adopted[name] for name in days] == [
        D(2023, 4, 1),
        D(2023, 5, 20),
        D(2023, 7, 1),
        D(2023, 8, 20),
        D(2023, 9, 1),
        D(2024, 2, 1),
        D(2024, 2, 1),
    ]
    assert (reversed_["reversed"], reversed_["reason_reversed"]) == (D(2023, 6, 1), "RD1")


def test_health_missing_and_care_leavers(small: tuple[Kept, Report]) -> None:
    kept, report = small
    health = kept.one("care_health", "102")
    assert (health["year_ends"], health["teeth_checked"], health["health_assessed"]) == (
        D(2024, 3, 31),
        True,
        False,
    )
    assert health["difficulties_score"] == 14
    missing = kept.one("missing", "101")
    assert (missing["kind"], missing["began"], missing["ended"]) == ("M", D(2023, 12, 3), D(2023, 12, 5))
    assert [
        (one["in_touch"], one["accommodation"], one["suitable"], one["activity"])
        for one in kept.rows("care_leavers")
    ] == [("YES", "U", "YES", "F2"), ("NO", None, None, None)]
    leaver = kept.one("children", "201")
    assert (leaver["born"], leaver["sex"], leaver["seen_until"]) == (D(2004, 6, 5), None, D(2024, 3, 31))
    assert "miles" not in report.gives["care_episodes"]
    assert any("PrevPerm: nothing in it is used" in note for note in report.notes)


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8-sig", ",", "\r\n"),
        ("utf-16", ";", "\r\n"),
        ("utf-16-le", "\t", "\n"),
        ("cp1252", ";", "\n"),
    ],
)
def test_encodings_and_delimiters_are_read_and_told(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    lines = [EPISODES.lower(), "é1,01/05/2023,S,V2,N1,U6,PR1,,,,,,", ",,,,,,,,,,,,"]
    kept, report = load(csv_file(tmp_path, "x", lines, encoding=encoding, delimiter=delimiter, end=end))
    assert kept.one("care_episodes", "é1")["started"] == D(2023, 5, 1)
    assert report.normalised[Normalised.BLANK_ROW] == 1
    assert report.normalised[Normalised.DELIMITER] == (delimiter != ",")
    if encoding == "utf-8-sig":
        assert report.normalised[Normalised.MARK] == 1
    else:
        assert report.problems[ProblemKind.ENCODING].count == 1


def test_what_is_wrong_is_said_by_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    distance = EPISODES.replace("URN", "URN,PL_DISTANCE").replace("CHILD,DECOM", "DECOM,CHILD")
    episodes = csv_file(
        tmp_path,
        "e.csv",
        [
            distance,
            "01/05/2023,101,S,V2,N1,U6,PR1,,,,,,,20.4",
            "2023-05-01,102,S,V2,N1,U6,PR1,01/04/2023,E4A,,,,,3",
            "31/06/2023,103,S,V2,N1,U6,PR1,,,,,,,3",
            "01/05/2023,104,S,Q9,N1,U6,PR1,,,,,,,far",
            "01/05/2023,105,S,V2,N1,U6,PR1",
            "01/05/2023,101,S,V2,N1,U6,PR1,,,,,,,20.4",
            "",
            "01/05/2023,,S,V2,N1,U6,PR1,,,,,,,1",
            "05/06/2023,106,S,V2,N1,U6,PR1,,,,,,,1",
            "05/06/2023,107,S,V2,N1,U6,PR1,,,,,,,1,extra",
            "05/06/2023,108,S,V2,N1,U6,PR1,,,,,,,1,,",
        ],
    )
    header = csv_file(
        tmp_path,
        "h.csv",
        [HEADER, "101,1,04/03/2031,WBRI,,,", "102,2,04/03/2011,XXXX,,,", "102,2,04/03/2012,,,,"],
    )
    kept, report = load(episodes, header)
    assert {kept.known[one["child"]]: one["miles"] for one in kept.rows("care_episodes")} == {
        "101": 21,
        "102": 3,
        "104": None,
        "105": None,
        "106": 1,
        "108": 1,
    }
    assert kept.one("care_episodes", "102")["ended"] is None
    assert [one["born"] for one in kept.of("children", "102")] == [D(2011, 3, 4)]
    rows = {kind: [place.row for place in problem.places] for kind, problem in report.problems.items()}
    assert rows[ProblemKind.NOT_A_DAY] == [4]
    assert rows[ProblemKind.STOP_BEFORE_START] == [3]
    assert rows[ProblemKind.SHORT_ROW] == [6]
    assert rows[ProblemKind.LONG_ROW] == [11]
    assert rows[ProblemKind.NO_NUMBER] == [9]
    assert rows[ProblemKind.NO_START] == [4]
    assert rows[ProblemKind.DUPLICATED] == [7, 4]
    assert rows[ProblemKind.BORN_IN_FUTURE] == [2]
    assert rows[ProblemKind.UNKNOWN_CODE] == [5, 3]
    assert kept.one("care_episodes", "106")["row"] == 10
    assert report.normalised[Normalised.TEXT_DAY] == 1
    assert {place.part for place in report.problems[ProblemKind.LIST_MISSING].places} >= {"OC2", "Reviews"}
    for part in report.parts:
        assert part.read == part.kept + part.set_aside + part.left_out


def test_an_end_of_line_within_quotation_marks_is_part_of_a_cell(tmp_path: Path) -> None:
    lines = [EPISODES, '101,01/05/2023,S,V2,N1,U6,PR1,,,,"AB1\n2CD",,', "102,01/05/2023,S,V2,N1,U6,PR1,,,,,,"]
    kept, report = load(csv_file(tmp_path, "e", lines))
    assert len(kept.rows("care_episodes")) == 2
    assert ProblemKind.SHORT_ROW not in report.problems


def test_a_file_cut_off_in_its_last_line_is_said(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f"{EPISODES}\n101,01/05/2023,S,V2,N1,U6,PR1,,,,,,\n102,01/05")
    kept, report = load(path)
    assert len(kept.rows("care_episodes")) == 1
    assert report.problems[ProblemKind.TRUNCATED].places[0].row == 3


def test_without_a_header_birth_dates_come_from_other_files(tmp_path: Path) -> None:
    files = [path for path in the_903(tmp_path) if path.name not in ("a.csv",)]
    kept, report = load(*files)
    assert kept.one("children", "101")["born"] == D(2012, 3, 4)
    assert any(place.part == "Header" for place in report.problems[ProblemKind.LIST_MISSING].places)


_EPISODE = st.tuples(
    st.integers(0, 2), st.integers(0, 60), st.integers(0, 30), st.sampled_from("SLP"),
    st.sampled_from(["X1", "E4A", ""]),
)  # fmt: skip


def _plainly(episodes: list[tuple[int, int, int, str, str]]) -> list[tuple[int, int, int | None]]:
    """Periods by the rule as it is written, one episode after another."""
    periods: list[tuple[int, int, int | None]] = []
    for child in sorted({one[0] for one in episodes}):
        begun: int | None = None
        last: tuple[int | None, str] = (None, "")
        for _, start, long, reason, end in sorted(
            (one for one in episodes if one[0] == child), key=lambda one: (one[1], one[1] + one[2])
        ):
            over = last[0] is not None and last[1] not in ("X1", "")
            if begun is None or reason == "S" or over:
                if begun is not None:
                    periods.append((child, begun, last[0] if last[1] != "X1" else None))
                begun = start
            last = (start + long, end) if end else (None, "")
        assert begun is not None
        periods.append((child, begun, last[0] if last[1] != "X1" else None))
    return sorted(periods, key=lambda one: (one[0], one[1], one[2] is None, one[2] or 0))


@settings(max_examples=60, deadline=None)
@given(episodes=st.lists(_EPISODE, min_size=1, max_size=9, unique_by=lambda one: (one[0], one[1])))
def test_periods_are_those_of_the_rule_as_it_is_written(
    episodes: list[tuple[int, int, int, str, str]],
) -> None:
    kept = Episodes()
    day = pa.date32()
    kept.add(
        pa.array([one[0] for one in episodes], pa.int64()),
        np.arange(len(episodes), dtype=np.int64),
        {
            "started": pa.array([one[1] for one in episodes], pa.int32()).cast(day),
            "ended": pa.array([one[1] + one[2] if one[4] else None for one in episodes], pa.int32()).cast(
                day
            ),
            "reason_new": pa.array([one[3] for one in episodes]),
            "reason_ended": pa.array([one[4] or None for one in episodes], pa.string()),
        },
    )
    made = []
    for batch in kept.periods().batches(LastDays(), None, D(2024, 3, 31)):
        started = batch.columns["started"].cast(pa.int32()).to_pylist()
        ceased = batch.columns["ceased"].cast(pa.int32()).to_pylist()
        made += list(zip(batch.child.to_pylist(), started, ceased, strict=True))
    assert sorted(made, key=lambda one: (one[0], one[1], one[2] is None, one[2] or 0)) == _plainly(episodes)
