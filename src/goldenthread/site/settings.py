"""Settings. What a council sets comes from the environment; each name is described in docs/deploy.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from goldenthread.site import postgres
from goldenthread.site.keys import secret
from goldenthread.site.mail_server import mail_settings

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


def _home() -> Path:
    """Where keys, files and the embedded database live: GOLDENTHREAD_HOME, the checkout's, or the user's."""
    if stated := os.environ.get("GOLDENTHREAD_HOME"):
        return Path(stated)
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    return Path.home() / ".local/share/goldenthread"


HOME = _home()
FILES = HOME / "files"
FILE_SECRET = os.environ.get("GOLDENTHREAD_FILE_KEY") or secret(HOME / "keys" / "files.key")
LARGEST_UPLOAD = 100 * 1024 * 1024
# Of a form with all its files. More is refused before a byte of it is read (`site/sent.py`).
LARGEST_REQUEST = 2 * LARGEST_UPLOAD + 5 * 1024 * 1024

# Case data: a store and a key of its own, and the place where files wait to be read (`docs/decisions/0025`).
CASES = HOME / "casedata"
CASE_KEY = Path(os.environ.get("GOLDENTHREAD_CASE_KEY_FILE") or HOME / "keys" / "casedata.key")
CASE_FILES_WAITING = HOME / "casedata-waiting"
# An upload too large for memory waits in a file without a name: a killed process leaves nothing of it.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "goldenthread.site.uploads.UnnamedUploadHandler",
]

DEBUG = os.environ.get("GOLDENTHREAD_DEBUG") == "1"
SECRET_KEY = os.environ.get("GOLDENTHREAD_SECRET_KEY") or secret(HOME / "keys" / "session.key")
ALLOWED_HOSTS = os.environ.get("GOLDENTHREAD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BEHIND_TLS = os.environ.get("GOLDENTHREAD_TLS") == "1"
# What a link in an e-mail begins with.
ADDRESS = os.environ.get("GOLDENTHREAD_ADDRESS", "http://localhost:8000")
# Without a mail server, mail is written to files in the home and goes to nobody.
MAIL_IS_LOCAL = not os.environ.get("GOLDENTHREAD_MAIL")
globals().update(
    mail_settings(
        os.environ.get("GOLDENTHREAD_MAIL", ""), os.environ.get("GOLDENTHREAD_MAIL_FROM", ""), HOME / "mail"
    )
)


def _database(url: str) -> dict[str, Any]:
    parts = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings: dict[str, Any] = {ours: str(parts.pop(theirs, "")) for theirs, ours in named.items()}
    return settings | {"ENGINE": "django.db.backends.postgresql", "OPTIONS": parts, "ATOMIC_REQUESTS": False}


# "default" is the application role, which cannot alter the ledger. "owner" is the same database under the
# role that owns it; only `goldenthread set-up` uses it.
EMBEDDED = None if os.environ.get("DATABASE_URL") else postgres.cluster_for(HOME)
if EMBEDDED is None:
    DATABASES = {
        "default": _database(os.environ["DATABASE_URL"]),
        "owner": _database(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]),
    }
else:
    DATABASES = {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(EMBEDDED.socket),
            "NAME": postgres.DATABASE,
            "USER": role,
            "OPTIONS": {},
        }
        for alias, role in (("default", postgres.APPLICATION), ("owner", postgres.OWNER))
    }
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 10, "timeout": 10}
DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
APPLICATION_ROLE = DATABASES["default"]["USER"]

ROOMS = [
    "trail",
    "people",
    "mail",
    "bodies",
    "files",
    "retention",
    "loads",
    "inspections",
    "interventions",
    "plans",
    "success",
    "carryover",
    "measures",
    "benchmarks",
    "commentary",
    "publishing",
    "evidence",
    "audits",
    "alerts",
    "surveys",
    "learning",
    "feedback",
    "meetings",
    "reporting",
    "agendas",
    "minutes",
    "pastminutes",
    "risks",
    "signoff",
    "chasing",
    "reports",
    "highlights",
    "drafting",
    "packs",
    "selfassessment",
    "cases",
    "localtrackers",
    "trackers",
    "challenge",
    "thread",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "django_htmx",
    "rules",
    "goldenthread.apps.govuk",
    *(f"goldenthread.apps.{room}" for room in ROOMS),
    "goldenthread.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldenthread.site.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.site.clock.ClockMiddleware",
    "goldenthread.apps.people.middleware.StandingMiddleware",
]
ROOT_URLCONF = "goldenthread.site.urls"
WSGI_APPLICATION = "goldenthread.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.site.context.site",
            ]
        },
    }
]
FORM_RENDERER = "goldenthread.site.form_rendering.GovukRenderer"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goldenthread.apps.people.sign_in.Adapter"
ACCOUNT_FORMS = {"login": "goldenthread.apps.people.forms.SignIn"}
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "thread:today"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "goldenthread.site.errors.stale_form"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = None  # served from the packages themselves, found at start
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is refused or not there is an answer to its reader, not a fault: only errors are logged.
    "loggers": {"django.request": {"level": "ERROR"}},
}
