"""The house stays one that a newcomer finds their way in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LARGEST = 400


def test_no_module_grows_past_the_size_that_one_reads_at_once():
    large = {
        path.name: lines
        for path in SOURCES
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LARGEST
    }
    # Generated, not written: one line for each bank holiday.
    large.pop("holidays_england.py", None)
    assert large == {}


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "common.py", "signals.py", "misc.py"])
def test_no_module_has_a_name_that_says_nothing(name):
    assert [path for path in SOURCES if path.name == name] == []


def test_only_the_clock_reads_the_clock():
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow", "localdate"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "timezone"}
    }
    assert readers == {"src/goldenthread/site/clock.py"}


def test_nothing_in_the_product_reads_the_shared_notes():
    told = [
        path for path in (ROOT / "src").rglob("*") if path.is_file() and b"../shared" in path.read_bytes()
    ]
    assert told == []
