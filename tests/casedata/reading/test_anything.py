"""Whatever stands in a file, reading ends with a report, and every row is accounted for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.casedata.reading import NothingToRead, Report

from .csvs import EPISODES, csv_file, the_903, the_sen2
from .workbooks import load

JUNK = [
    b"", b"\xff\xfe", b"\x00", b'"', b",", b"\n", b"\r", b"\xe9", b"\xc3", b";", b"\t", b"'", b"-1",
    b"31/02/2020", b"99999999999999999999", b"45000", b"#N/A", b"2020-01-01T00:00", b"E1", b"Total",
]  # fmt: skip
_CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), st.sampled_from(JUNK)), max_size=10)


@settings(max_examples=25, deadline=None)
@given(which=st.sampled_from([the_903, the_sen2]), cuts=_CUTS, kept=st.floats(0.02, 1))
def test_broken_files_are_reported_and_never_break_the_reader(
    which: object, cuts: list[tuple[float, int, bytes]], kept: float
) -> None:
    assert callable(which)
    with tempfile.TemporaryDirectory() as folder:
        files: list[Path] = which(Path(folder))
        for path in files:
            text = bytearray(path.read_bytes())
            for at, length, junk in cuts:
                start = int(at * len(text))
                text[start : start + length] = junk
            path.write_bytes(bytes(text[: int(kept * len(text))]))
        try:
            _, report = load(*files)
        except NothingToRead:
            return
    for part in report.parts:
        assert part.read == part.kept + part.set_aside + part.left_out
    assert Report.from_json(report.as_json()) == report


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_of_headings_alone_gives_its_columns(tmp_path: Path, end: str) -> None:
    kept, report = load(csv_file(tmp_path, "e.csv", [EPISODES], end=end))
    assert not kept.batches
    assert "started" in report.gives["care_episodes"]
    assert report.parts[0].read == 0
