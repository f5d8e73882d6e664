"""Uploads that go wrong, sent to the product's own server: a gigabyte, and one that is cut short."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

EDGE = "edge-of-a-part"
SAID = {
    "title": "An audit that was cut short", "source": "audit", "bears": "supports", "sensitivity": "ordinary",
    "finding": "Half", "period": "June 2018", "sample": "8", "effective_on_day": "30",
    "effective_on_month": "6", "effective_on_year": "2018",
}  # fmt: skip


def at_the_form(officer: Someone) -> Someone:
    officer.open("/inspections/recommendations/").follow("Later-in-life letters")
    return officer.follow("Bring evidence")


def form(token: str, content: bytes) -> bytes:
    """A form with a file, as a browser sends it."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in {"csrfmiddlewaretoken": token, **SAID}.items()
    ]
    file = 'Content-Disposition: form-data; name="file"; filename="audit.txt"\r\nContent-Type: text/plain'
    return (
        "".join([*parts, f"--{EDGE}\r\n{file}\r\n\r\n"]).encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    )


def send(officer: Someone, body: bytes, *, length: int) -> str:
    """Say that so much will come, send this much, send no more; what the server answers."""
    address = urlsplit(officer.site.address)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in officer.context.cookies())
    head = (
        f"POST {officer.path} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=30) as line:
        line.sendall(head.encode() + body)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while part := line.recv(65536):
            answer += part
    return answer.decode()


def test_a_gigabyte_and_a_file_that_is_cut_short_are_refused_and_leave_nothing(sit_down):
    officer = at_the_form(sit_down(Role.IMPROVEMENT_OFFICER))
    token = officer.page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    gigabyte = send(officer, b"the first of it", length=1024**3)
    assert gigabyte.startswith("HTTP/1.1 413")
    assert "A file may have up to 100 MB." in gigabyte
    whole = form(token, b"What the audit found. " * 4000)
    cut = send(officer, whole[: len(whole) // 2], length=len(whole))
    assert cut.startswith("HTTP/1.1 400")
    assert "ended before all of it had come" in cut
    officer.open("/evidence/?find=cut+short").reads("No piece is like that")
    at_the_form(officer)
    assert send(officer, whole, length=len(whole)).startswith("HTTP/1.1 302")
    officer.open("/evidence/?find=cut+short").reads("An audit that was cut short")
