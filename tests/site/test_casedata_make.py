"""`goldenthread casedata make`: files of made-up councils into a new folder."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SMALL = ("--years", "1", "--scale", "0.01", "--ends", "2018-07-16", "--sources", "cin_census", "ssda903")


def made(into: Path, *more: str) -> str:
    out = StringIO()
    call_command("casedata", "make", "--into", str(into), *SMALL, *more, stdout=out)
    return out.getvalue()


def test_councils_are_made_each_in_a_folder_of_its_own(tmp_path: Path) -> None:
    said = made(tmp_path / "made", "--authorities", "2", "--mess")

    assert "No child in them is real." in said
    for name in ("made-up-council-1", "made-up-council-2"):
        assert {path.name for path in (tmp_path / "made" / name).iterdir()} == {
            "README.txt", "mess.csv", "cin-census-2017-18.xml", "ssda903-2017-18",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--years", "0"), "1 to 15 years"),
        (("--authorities", "0"), "one council or more"),
        (("--scale", "0.001"), "smallest scale"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(tmp_path: Path, more: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        made(tmp_path / "made", *more)


def test_nothing_is_written_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()

    with pytest.raises(CommandError, match="is not empty"):
        made(tmp_path)
