"""`make test`: every check, the fastest first; all are run, and the end says which failed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

CHROMIUM_HINT = (
    "The browser tests need Chromium. As root: apt-get install chromium. Then run make test again."
)

# A file's tests stay together, since they share what takes long to make; conftest.py puts the files in order.
SPREAD = ("--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder")


def chromium_is_there() -> bool:
    """Whether the system's Chromium is here; installs it where we may (root on Debian)."""
    if shutil.which("chromium"):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        print("Installing Chromium for the browser tests …", flush=True)
        subprocess.run(["apt-get", "update"], env=environment, **quiet)
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        subprocess.run(install, env=environment, **quiet)
    return shutil.which("chromium") is not None


def checks(browser: bool) -> list[tuple[str, list[str]]]:
    python = sys.executable
    tests = [python, "-m", "pytest", "--quiet", *SPREAD]
    return [
        ("Format", [python, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("Lint", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("Types", [python, "-m", "mypy"]),
        ("Import contracts", ["lint-imports", "--no-cache"]),
        ("Migrations", ["goldenthread", "makemigrations", "--check", "--dry-run"]),
        ("Tests", tests if browser else [*tests, "-m", "not browser"]),
    ]


def main() -> int:
    browser = chromium_is_there()
    failed = []
    for name, command in checks(browser):
        started = time.monotonic()
        print(f"\n== {name}", flush=True)
        code = subprocess.run(command, check=False).returncode
        said = "passed" if code == 0 else "FAILED"
        print(f"== {name}: {said} in {time.monotonic() - started:.0f} s", flush=True)
        if code:
            failed.append(name)
    if not browser:
        print(f"\nNot run: the browser tests and axe-core. {CHROMIUM_HINT}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
