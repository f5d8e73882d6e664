"""The product's settings, with a database that the tests make as its owner and use as the application."""

import os
from pathlib import Path

# Tests get a home of their own: its keys, files and database are never those that a person works with.
os.environ.setdefault("GOLDENTHREAD_HOME", str(Path(__file__).resolve().parents[1] / "var" / "tests"))

from goldenthread.site.settings import *  # noqa: F403
from goldenthread.site.settings import DATABASES

DATABASES["default"]["USER"] = DATABASES["owner"]["USER"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Two runs side by side, or one after another that was killed, do not meet.
DATABASES["default"]["TEST"] = {"NAME": f"test_goldenthread_{os.getpid()}"}
