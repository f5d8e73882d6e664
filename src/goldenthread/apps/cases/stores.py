"""The case store of this installation, opened where its settings say, with its key."""

from __future__ import annotations

from typing import Any

from django.conf import settings as here

from goldenthread.casedata.key_file import read_key
from goldenthread.casedata.store import Store
from goldenthread.casedata.tokens import Tokens
from goldenthread.casedata.written import Written


def store_of(settings: Any = here) -> Store:
    """The store of dated snapshots. Raises NoKey and WrongKey, which say in words what to do."""
    return Store(settings.CASES, read_key(settings.CASE_KEY))


def written_of(settings: Any = here) -> Written:
    """What people wrote on cases. Raises NoKey."""
    return Written(settings.CASES, read_key(settings.CASE_KEY))


def tokens_of(purpose: str, settings: Any = here) -> Tokens:
    """Makes and opens addresses of cases for one purpose, such as "trackers.case". Raises NoKey."""
    return Tokens(read_key(settings.CASE_KEY), purpose)
