"""Put `uv` into a folder of the checkout, never into the system's Python. Needs nothing but Python 3.11.

With pip at hand, pip does it (and honours its own settings). A Debian machine without pip gets the wheel from
the package index itself, checked against the digest that the index states.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

VERSION = "0.13.8"


def by_pip(folder: Path) -> bool:
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--target", str(folder / "uv-package"), "--upgrade", f"uv=={VERSION}",
    ]  # fmt: skip
    if subprocess.run(command, check=False, capture_output=True).returncode:
        return False
    (folder / "uv").unlink(missing_ok=True)
    (folder / "uv").symlink_to(Path("uv-package") / "bin" / "uv")
    return True


def by_download(folder: Path) -> None:
    index = os.environ.get("UV_INDEX_URL") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    page = f"{index.rstrip('/')}/uv/"
    machine, libc = platform.machine(), "manylinux" if platform.libc_ver()[0] else "musllinux"
    with urllib.request.urlopen(page, timeout=60) as answer:
        links = re.findall(r'href="([^"]+)#sha256=([0-9a-f]{64})"', answer.read().decode())
    wheels = [
        link for link in links if f"/uv-{VERSION}-" in link[0] and machine in link[0] and libc in link[0]
    ]
    if not wheels:
        sys.exit(f"uv {VERSION} for {machine} is not at {page}. Install uv yourself, then run make again.")
    address, digest = wheels[0]
    with urllib.request.urlopen(urllib.parse.urljoin(page, address), timeout=300) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != digest:
        sys.exit("uv: what was downloaded is not what the index says it is.")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/scripts/uv"))
        aside = folder / ".uv"
        aside.write_bytes(archive.read(name))
    aside.chmod(aside.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    os.replace(aside, folder / "uv")


def main() -> None:
    folder = Path(__file__).resolve().parents[1] / ".tools"
    folder.mkdir(exist_ok=True)
    if not by_pip(folder):
        by_download(folder)
    print(f"uv {VERSION} is in {folder}")


if __name__ == "__main__":
    main()
