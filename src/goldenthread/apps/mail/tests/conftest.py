"""A database whose rows another connection can see, and a mail server that does as it is told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command

from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.models import Event
from tests.taking_out import take_out

# Children first.
WRITTEN = (
    "mail_attempt", "mail_message", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers",
    "procrastinate_periodic_defers",
)  # fmt: skip


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a test writes is committed, as the worker has connections of its own; afterwards it is taken out.

    Only the owner of the tables can do that, with their triggers off.
    """
    with django_db_blocker.unblock():
        before = Event.objects.order_by("-position").values_list("position", flat=True).first() or 0
        yield
        since = f"event_id IN (SELECT id FROM trail_event WHERE position > {before})"
        take_out(
            dict.fromkeys(WRITTEN, "")
            | {
                "trail_payload": since,
                "trail_subject": since,
                "trail_event": f"position > {before}",
                "people_person": "",
                "people_personevent": "",
            }
        )


@pytest.fixture
def work_once() -> Callable[[], None]:
    """The real worker, until nothing is due."""
    return lambda: call_command("worker", once=True)


@pytest.fixture
def lead(now) -> Person:
    return people.add_person("lead@example.org", "Action lead", by=None, at=now)


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as one letter needs. `answer` is what it says to a letter: None hangs up."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[str] = []
        self.to_recipient = "250 ok"
        self.answer: str | None = "250 taken"

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            match line.upper().split()[0]:
                case "RCPT":
                    self.say(self.server.to_recipient)
                case "DATA":
                    self.say("354 go on")
                    letter = "".join(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
                    if self.server.answer is None:
                        return
                    if self.server.answer.startswith("2"):
                        self.server.letters.append(letter)
                    self.say(self.server.answer)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A mail server on this machine that the product is told of."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.MAIL_IS_LOCAL = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
