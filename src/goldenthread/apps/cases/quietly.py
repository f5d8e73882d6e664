"""What goes wrong among case data is said without what it went wrong on.

The message of an error can hold a value: a cell that would not become a date, a row that a query stumbled
over. So it is not passed on. What is left is which kind of error, and where.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404

from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.errors import Damaged, NoSuchLoad, NothingLoaded
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.reading import NothingToRead

P = ParamSpec("P")
Answer = TypeVar("Answer")

# Raised by us, in words that name no child.
WORDED = (Http404, PermissionDenied, BadRequest, Refused)


class CaseDataBroke(Exception):
    """Something broke among case data. Says the kind of error and the line, nothing of a record."""


def where_of(failure: BaseException) -> str:
    """The kind of an error and the last line of ours that it came through: "ArrowInvalid at store.py:120"."""
    ours = [
        frame for frame in traceback.extract_tb(failure.__traceback__) if "goldenthread" in frame.filename
    ]
    place = f" at {ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{type(failure).__name__}{place}"


@contextmanager
def quiet() -> Iterator[None]:
    """Errors of the block come out as CaseDataBroke, without what they said; refusals as they are."""
    try:
        yield
    except WORDED:
        raise
    except Exception as failure:
        raise CaseDataBroke(where_of(failure)) from None


def quietly(view: Callable[P, Answer]) -> Callable[P, Answer]:
    """A view, or any function, over case data: as in `quiet`. Goes below `may`, which it leaves to say no."""

    @wraps(view)
    def quieter(*args: P.args, **kwargs: P.kwargs) -> Answer:
        with quiet():
            return view(*args, **kwargs)

    return quieter


def plain_words(failure: Exception) -> str | None:
    """The words of an error that case data itself raises for people; None for any other."""
    worded = (NoKey, WrongKey, Damaged, NoSuchLoad, NothingLoaded, NothingToRead)
    return str(failure) if isinstance(failure, worded) else None
