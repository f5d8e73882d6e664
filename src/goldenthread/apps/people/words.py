"""The words of a table's texts, as they are indexed and searched."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models.functions import Left

# PostgreSQL refuses a vector of more than a megabyte: what stands beyond this in one text is not found.
INDEXED_LETTERS = 50_000
# English finds "assessments" by "assess"; plain words are what a word half typed begins.
CONFIGS = ("english", "simple")


def words_of(*columns: str) -> Any:
    """The words of these columns. An index is used only where it was made of the very same expression."""
    texts = [Left(column, INDEXED_LETTERS) for column in columns]
    return reduce(add, (SearchVector(*texts, config=config) for config in CONFIGS))
