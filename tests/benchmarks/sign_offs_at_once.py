"""200 people read a case while 20 write to it, on the server as it is served: no write is lost."""

from __future__ import annotations

import html
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from django.urls import reverse

from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff.models import Case, Decision
from tests.benchmarks.measured import Measured
from tests.benchmarks.volume_sign_offs import Signed

READERS = 200
LIMIT = 60.0
TYPED = "What clerk number {} typed"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
REASONS = re.compile(r'<textarea[^>]* name="(reason_[^"]+)"')


def at_once(signed: Signed) -> Iterator[Measured]:
    """Every reader and writer begins at one moment. Raises where a write was lost or not told."""
    case = signed.open_cases[0]
    with _served() as address:
        forms = [_form(address, person, case) for person in signed.writers]
        reader = _cookie(signed.clerk)
        with ThreadPoolExecutor(READERS + len(forms)) as crowd:
            begun = time.perf_counter()
            readers = [crowd.submit(_read, address, reader, case) for _ in range(READERS)]
            writers = [crowd.submit(_send, address, number, *one, case) for number, one in enumerate(forms)]
            read = [one.result() for one in readers]
            written = [one.result() for one in writers]
            took = time.perf_counter() - begun
    _check(case, read, written)
    note = f"one decision recorded, {len(written) - 1} told who recorded it, each with what they typed"
    what = f"{READERS} readers and {len(written)} writers of one case at once, all answered"
    yield Measured(what, LIMIT, (took,), note)


def _check(case: Case, read: list[int], written: list[tuple[int, bool]]) -> None:
    if set(read) != {200}:
        raise RuntimeError(f"Readers were answered {Counter(read)}")
    told = [kept for status, kept in written if status == 422]
    if len(told) != len(written) - 1 or not all(told) or Decision.objects.filter(case=case).count() != 1:
        raise RuntimeError(f"Writers were answered {Counter(written)}")


@contextmanager
def _served() -> Iterator[str]:
    """The product's own server on a free port, over the database of the benchmarks."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "goldenthread.site.wsgi:application", "--bind", f"localhost:{port}",
        "--workers", "2", "--threads", "8", "--worker-class", "gthread", "--timeout", "120",
        "--backlog", "1024", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    server = subprocess.Popen(command, env=environment)
    try:
        address = f"http://localhost:{port}"
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server does not answer.")


def _cookie(person: Person) -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _read(address: str, cookie: str, case: Case) -> int:
    asked = urllib.request.Request(address + case.get_absolute_url(), headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=LIMIT * 2) as answer:
        answer.read()
        return int(answer.status)


def _form(address: str, person: Person, case: Case) -> tuple[str, dict[str, str]]:
    """The decision page as one writer sees it: their cookies, and what its form sends."""
    cookie = _cookie(person)
    asked = urllib.request.Request(
        address + reverse("signoff:decide", args=[case.uuid]), headers={"Cookie": cookie}
    )
    with urllib.request.urlopen(asked, timeout=LIMIT) as answer:
        page = answer.read().decode()
        token = answer.headers["Set-Cookie"].partition(";")[0]
    hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
    reasons = dict.fromkeys(REASONS.findall(page), "The chair heard the lead.")
    return f"{cookie}; {token}", hidden | reasons


class _NoFollowing(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def _send(
    address: str, number: int, cookie: str, form: dict[str, str], case: Case
) -> tuple[int, bool]:  # fmt: skip
    """How a writer was answered, and whether what they typed is on the page that answered."""
    typed = TYPED.format(number)
    said = form | {
        "outcome": "agreed", "authority": "delegated", "decided_by": "The chair",
        "authority_text": "Standing order 4", "words": typed,
    }  # fmt: skip
    asked = urllib.request.Request(
        address + reverse("signoff:decide", args=[case.uuid]), urllib.parse.urlencode(said).encode(),
        {"Cookie": cookie, "Referer": address},
    )  # fmt: skip
    try:
        with urllib.request.build_opener(_NoFollowing).open(asked, timeout=LIMIT * 2) as answer:
            return answer.status, False
    except urllib.error.HTTPError as answer:
        page = html.unescape(answer.read().decode())
        return answer.code, typed in page and ("recorded already" in page or "SGN-9" in page)
