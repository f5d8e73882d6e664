"""Objects that several tests share, kept as they were made: what a test sets on them is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import fields, is_dataclass

from django.db import transaction
from django.db.models import Model


@contextmanager
def unchanged(made: Iterable[object]) -> Iterator[None]:
    """While the block runs, rows found in these may be changed in memory; after it they are as before."""
    before = [
        (row, _state_of(row)) for row in {id(row): row for one in made for row in _rows_in(one)}.values()
    ]
    yield
    for row, state in before:
        row.__dict__.clear()
        row.__dict__.update(state)


@contextmanager
def undone(made: Iterable[object]) -> Iterator[None]:
    """What is done in the block is undone at its end, in the database and in these objects."""
    with unchanged(made), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _state_of(row: Model) -> dict[str, object]:
    state = dict(row.__dict__)
    state["_state"] = copy(row._state)
    state["_state"].fields_cache = dict(row._state.fields_cache)
    return state


def _rows_in(made: object) -> Iterator[Model]:
    """The rows in a fixture's value: itself, or within lists, mappings and dataclasses."""
    if isinstance(made, Model):
        yield made
    elif isinstance(made, Mapping):
        for one in made.values():
            yield from _rows_in(one)
    elif isinstance(made, (list, tuple, set, frozenset)):
        for one in made:
            yield from _rows_in(one)
    elif is_dataclass(made) and not isinstance(made, type):
        for field in fields(made):
            yield from _rows_in(getattr(made, field.name))
