"""What is sent to us, looked at before anything reads it: too much, of no stated length, or cut short.

The web server hands on a body as it comes. Django would write one of a gigabyte to the disk before a form
could refuse it, and would take a form whose connection broke for a whole one with a shorter file. So the
length is looked at first, and a body that ends before its length is refused, with all that was in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import BadRequest
from django.template.loader import render_to_string

Environ = MutableMapping[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

TOO_LARGE = "413 Content Too Large"
NO_LENGTH = "411 Length Required"
CUT_SHORT = "What was sent ended before all of it had come, so nothing of it was kept. Send it again."


class Stream(Protocol):
    """What a web server gives to read a body from."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class Whole:
    """A body that has to be as long as it said. Raises BadRequest where it ends before."""

    def __init__(self, stream: Stream, length: int) -> None:
        self.stream = stream
        self.left = length

    def read(self, size: int = -1, /) -> bytes:
        return self._took(self.stream.read(self._wanted(size)), size)

    def readline(self, size: int = -1, /) -> bytes:
        return self._took(self.stream.readline(self._wanted(size)), size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _wanted(self, size: int | None) -> int:
        return self.left if size is None or size < 0 else min(size, self.left)

    def _took(self, read: bytes, size: int | None) -> bytes:
        self.left -= len(read)
        if not read and self.left and size != 0:
            raise BadRequest(CUT_SHORT)
        return read


def guarded(application: Application) -> Application:
    """The application behind a look at how much is sent to it."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        length = _length_of(environ)
        if length is None:
            return _refuse(NO_LENGTH, start_response, large=False)
        if length > settings.LARGEST_REQUEST:
            return _refuse(TOO_LARGE, start_response, large=True)
        if length:
            environ["wsgi.input"] = Whole(environ["wsgi.input"], length)
        return application(environ, start_response)

    return answer


def _length_of(environ: Mapping[str, Any]) -> int | None:
    """How much is sent; None where it does not say: it would be taken for nothing."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    try:
        return max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return None


def _refuse(status: str, start_response: StartResponse, *, large: bool) -> list[bytes]:
    """A page in words, without a byte of the body read and without the database."""
    megabytes = settings.LARGEST_UPLOAD // 1024 // 1024
    page = render_to_string("413.html", {"large": large, "megabytes": megabytes}).encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    start_response(status, headers)
    return [page]
