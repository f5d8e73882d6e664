"""Handing one message to the mail server, and what its answer means.

Three answers are told apart. It took the message. It certainly did not: no connection, or a refusal in so
many words. Or nobody knows: the line broke while the message was on it. Only the second may be tried again.
"""

from __future__ import annotations

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from goldenthread.apps.mail.models import Message, Outcome

LONGEST_WORDS = 300
PERMANENT = range(500, 600)


@dataclass(frozen=True)
class Delivery:
    """How handing over ended, in words without secrets. `hopeless`: trying again would end the same."""

    outcome: Outcome
    words: str = ""
    hopeless: bool = False


def hand_over(message: Message) -> Delivery:
    """Give one message to the mail server. Never raises for what a server or a network does."""
    server = get_connection()
    try:
        server.open()
    except OSError as failure:  # smtplib's exceptions are OSErrors
        return Delivery(Outcome.FAILED, _words(f"The mail server could not be used: {_said(failure)}"))
    try:
        server.send_messages([_as_mail(message)])
    except smtplib.SMTPRecipientsRefused as refusal:
        [(code, _)] = refusal.recipients.values()
        words = f"The mail server refused the address: {_said(refusal)}"
        return Delivery(Outcome.FAILED, _words(words), hopeless=code in PERMANENT)
    except smtplib.SMTPResponseException as refusal:
        words = f"The mail server refused the message: {_said(refusal)}"
        return Delivery(Outcome.FAILED, _words(words), hopeless=refusal.smtp_code in PERMANENT)
    except OSError as failure:
        words = f"The line to the mail server broke while the message was on it: {_said(failure)}"
        return Delivery(Outcome.UNSURE, _words(words))
    finally:
        _hang_up(server)
    return Delivery(Outcome.SENT, "Written to a file on this machine" if settings.MAIL_IS_LOCAL else "")


def _as_mail(message: Message) -> EmailMultiAlternatives:
    """The message as mail. Its id is always the same, so that a reader's program knows a second copy."""
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.address],
        headers={"Message-ID": f"<{message.uuid}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if message.calendar:
        _add_calendar(mail, message.calendar)
    return mail


def _add_calendar(mail: EmailMultiAlternatives, calendar: str) -> None:
    """An invitation twice: as the part that calendar programs act upon (RFC 6047), and as a file to open."""
    [method] = re.findall(r"^METHOD:(\w+)\r?$", calendar, re.MULTILINE)[:1] or ["PUBLISH"]
    mail.attach_alternative(calendar, f"text/calendar; method={method}")
    mail.attach("meeting.ics", calendar.encode(), "application/ics")


def _hang_up(server: BaseEmailBackend) -> None:
    """Close the connection. What fails now came after the server's answer, so it changes nothing."""
    with suppress(OSError):
        server.close()


def _said(failure: OSError) -> str:
    """What went wrong, as far as it holds no secret: a server's code and reply, or the system's words."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        [(code, reply)] = failure.recipients.values()
        return f"{code} {_text(reply)}"
    if isinstance(failure, smtplib.SMTPResponseException):
        return f"{failure.smtp_code} {_text(failure.smtp_error)}"
    return failure.strerror or type(failure).__name__


def _text(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply


def _words(text: str) -> str:
    return " ".join(text.split())[:LONGEST_WORDS]
