"""The product's settings on a database of the benchmarks' own, used under the application's role."""

import os
from pathlib import Path

# The tests' home: its server, keys and files are never those that a person works with.
os.environ.setdefault("GOLDENTHREAD_HOME", str(Path(__file__).resolve().parents[2] / "var" / "tests"))

from goldenthread.site.settings import *  # noqa: F403
from goldenthread.site.settings import DATABASES, HOME

FILES = HOME / "benchmark-files"
STATIC_ROOT = None  # pages are timed, not their style sheets
# A pool would hold the database open when it is dropped. One connection, kept, is what a warm process has.
DATABASES["default"]["OPTIONS"].pop("pool", None)
for database in DATABASES.values():
    database["NAME"] = "goldenthread_bench"
