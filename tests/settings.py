"""The product's settings, with a database that the tests may make: created by the owner, used as the application."""

import os
from pathlib import Path

# Tests get a home of their own: keys, files and the embedded cluster are never those that a person works with.
os.environ.setdefault("GOLDENTHREAD_HOME", str(Path(__file__).resolve().parents[1] / "var" / "tests"))

from goldenthread.site.settings import *  # noqa: E402, F403
from goldenthread.site.settings import DATABASES

DATABASES["default"]["USER"] = DATABASES["owner"]["USER"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
