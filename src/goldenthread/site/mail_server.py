"""The mail server, from one address: smtp://user:password@host:587?tls=1."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
PORTS = {"smtp": 25, "smtps": 465}
SHAPE = "Write GOLDENTHREAD_MAIL as smtp://user:password@host:587?tls=1, or smtps://user:password@host"


def mail_settings(address: str, sender: str, folder: Path) -> dict[str, Any]:
    """Django's settings for a mail server. Without one, mail is written to files in a folder, for nobody.

    `smtps` speaks TLS from the first byte, `?tls=1` after greeting (STARTTLS). Marks in the user's name and
    the password that mean something in an address are written as %40. Raises ImproperlyConfigured, without
    the address, which holds a password.
    """
    if not address:
        sender = sender or "golden-thread@localhost"
        return {"EMAIL_BACKEND": FILES, "EMAIL_FILE_PATH": str(folder), "DEFAULT_FROM_EMAIL": sender}
    if not sender:
        raise ImproperlyConfigured("Set GOLDENTHREAD_MAIL_FROM too: the address that mail comes from.")
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except (ValueError, KeyError):
        raise ImproperlyConfigured(SHAPE) from None
    if not parts.hostname or parts.path.strip("/") or options.keys() - {"tls"}:
        raise ImproperlyConfigured(SHAPE)
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and options.get("tls") == "1",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
