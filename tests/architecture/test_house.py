"""The house stays one that a newcomer finds their way in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MIGRATIONS = [path for path in SOURCES if path.parent.name == "migrations"]
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


def test_a_migration_works_by_the_connection_that_migrates():
    """By the default one, which is the application's, it would wait for its own locks for ever."""
    by_default = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MIGRATIONS
        for line in _uses_of_the_default_connection(path.read_text())
    ]
    assert by_default == []


@pytest.mark.parametrize(
    ("code", "uses"),
    [
        ("Load.objects.update(name='')", 1),
        ("for load in Load.objects.all(): pass", 1),
        ("from django.db import connection, migrations", 1),
        ("from django.db.transaction import atomic", 1),
        ("Load.objects.using(editor.connection.alias).update(name='')", 0),
        ("from django.db import migrations, models", 0),
    ],
)
def test_the_default_connection_is_seen_in_each_of_its_forms(code, uses):
    assert len(list(_uses_of_the_default_connection(code))) == uses


def _uses_of_the_default_connection(code: str) -> Iterator[int]:
    """The lines that say `.objects` without `.using(…)`, or import the connection or its transactions."""
    tree = ast.parse(code)
    named = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "using"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and id(node) not in named:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module in {"django.db", "django.db.transaction"}:
            taken = {"connection", "transaction", "atomic"} & {name.name for name in node.names}
            yield from [node.lineno] * len(taken)
