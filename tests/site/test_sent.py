"""What is sent to us: too much, of no stated length, cut short. No more of it is read than need be."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import BadRequest

from goldenthread.site.sent import Whole, guarded


class NeverRead(BytesIO):
    def read(self, size=-1):
        raise AssertionError("The body was read.")


def ask(body, **environ):
    """The status, and what the application read of the body, or the page that was given in its place."""
    answered = []

    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]

    stream = body if isinstance(body, BytesIO) else BytesIO(body)
    given = {"wsgi.input": stream, "REQUEST_METHOD": "POST"} | environ
    page = b"".join(guarded(application)(given, lambda status, headers: answered.append(status)))
    return answered[0], page.decode()


def test_a_body_as_long_as_it_says_is_handed_on_and_nothing_after_it():
    assert ask(b"name=value&more", CONTENT_LENGTH="10") == ("200 OK", "name=value")


def test_a_gigabyte_is_refused_in_words_before_a_byte_of_it_is_read():
    status, page = ask(NeverRead(), CONTENT_LENGTH=str(1024**3))
    assert status.startswith("413")
    assert "Nothing was kept" in page
    assert "up to 100 MB" in page


def test_the_last_size_that_is_taken(settings):
    settings.LARGEST_REQUEST = 4
    assert ask(b"four", CONTENT_LENGTH="4")[0] == "200 OK"
    assert ask(b"fives", CONTENT_LENGTH="5")[0].startswith("413")


@pytest.mark.parametrize("length", [{"HTTP_TRANSFER_ENCODING": "chunked"}, {"CONTENT_LENGTH": "many"}])
def test_a_body_that_does_not_say_how_long_it_is_is_refused(length):
    assert ask(NeverRead(), **length)[0].startswith("411")


def test_a_body_that_ends_before_its_length_is_no_body():
    body = Whole(BytesIO(b"half"), 8)
    assert body.read(64) == b"half"
    with pytest.raises(BadRequest, match="ended before all of it had come"):
        body.read(64)
    assert Whole(BytesIO(b"half"), 8).readline() == b"half"
    with pytest.raises(BadRequest):
        list(Whole(BytesIO(b"one\ntwo"), 9))
