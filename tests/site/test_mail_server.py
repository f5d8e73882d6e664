"""The mail server is told in one address; a wrong one is refused without showing its password."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.site.mail_server import mail_settings

FOLDER = Path("/somewhere/mail")
SENDER = "golden.thread@council.example"


def test_without_a_mail_server_mail_is_written_to_files():
    found = mail_settings("", "", FOLDER)
    assert found["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert found["EMAIL_FILE_PATH"] == str(FOLDER)


def test_an_address_says_host_port_account_and_tls():
    found = mail_settings("smtp://team%40council:p%3Aw@mail.council.example:587?tls=1", SENDER, FOLDER)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.council.example", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("team@council", "p:w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["DEFAULT_FROM_EMAIL"] == SENDER


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [("smtp://relay.example", 25, False, False), ("smtps://relay.example", 465, False, True)],
)
def test_each_scheme_has_its_usual_port(address, port, tls, ssl):
    found = mail_settings(address, SENDER, FOLDER)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize(
    "address",
    [
        "mail.council.example",
        "http://user:secret@mail.example",
        "smtp://user:secret@mail.example:many",
        "smtp://user:secret@mail.example/path",
        "smtp://user:secret@mail.example?ssl=1",
        "smtp://user:secret@",
    ],
)
def test_an_address_that_says_something_else_is_refused_without_showing_it(address):
    with pytest.raises(ImproperlyConfigured, match="GOLDENTHREAD_MAIL") as refusal:
        mail_settings(address, SENDER, FOLDER)
    assert "secret" not in str(refusal.value)


def test_a_mail_server_needs_a_sender():
    with pytest.raises(ImproperlyConfigured, match="GOLDENTHREAD_MAIL_FROM"):
        mail_settings("smtp://relay.example", "", FOLDER)
