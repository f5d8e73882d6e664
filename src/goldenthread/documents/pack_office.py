"""Office files as PDF by LibreOffice, where it is installed: each apart, and stopped when it takes too long.

Each run has a profile of its own that is thrown away, so that nothing of one file stays for the next and a
crash leaves no lock. Macros do not run, and what a document links to elsewhere is not fetched. The run is a
session of processes of its own: when its time is up, all of them are killed.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SECONDS = 180
"""For one document. A paper of 300 pages takes about 20 on a small machine."""
NAMES = ("soffice", "libreoffice")
_FILTERS = {".doc": "writer", ".xls": "calc", ".ppt": "impress"}
_OPTIONS = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportFormFields":{"type":"boolean","value":"false"}}'
)
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/{path}">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        _SETTING.format(path=path, name=name, value=value)
        for path, name, value in (
            ("Security/Scripting", "MacroSecurityLevel", "3"),
            ("Security/Scripting", "DisableMacrosExecution", "true"),
            ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
            ("Security/Scripting", "DisableActiveContent", "true"),
        )
    )
    + "</oor:items>"
)


class OfficeFailed(Exception):
    """``words`` end a sentence that begins with the document's name."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Office:
    """A LibreOffice on this machine."""

    program: str
    seconds: float = SECONDS

    @classmethod
    def found(cls) -> Self | None:
        """The one on the path; None where there is none."""
        programs = (shutil.which(name) for name in NAMES)
        return next((cls(program) for program in programs if program), None)

    def as_pdf(self, content: bytes, suffix: str) -> bytes:
        """A document of this suffix (".docx") as tagged PDF. Raises ``OfficeFailed``."""
        kind = _FILTERS[suffix[:4]]
        with tempfile.TemporaryDirectory(prefix="goldenthread-office-") as folder:
            place = Path(folder)
            profile = place / "profile" / "user"
            profile.mkdir(parents=True)
            (profile / "registrymodifications.xcu").write_text(_PROFILE)
            (place / f"paper{suffix}").write_bytes(content)
            command = (
                self.program,
                f"-env:UserInstallation=file://{place}/profile",
                "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
                "--convert-to", f"pdf:{kind}_pdf_Export:{_OPTIONS}",
                "--outdir", str(place / "out"), str(place / f"paper{suffix}"),
            )  # fmt: skip
            self._run(command, place)
            made = place / "out" / "paper.pdf"
            if not made.exists():
                raise OfficeFailed(
                    "cannot be read by LibreOffice; it may be broken or protected with a password"
                )
            return made.read_bytes()

    def _run(self, command: tuple[str, ...], place: Path) -> None:
        """Run to the end, or kill the whole session when its time is up."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(place),
            "TMPDIR": str(place),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            # What a document links to on the web is asked of a proxy that is not there.
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
        }
        process = subprocess.Popen(
            command,
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(self.seconds)
        except subprocess.TimeoutExpired as late:
            raise OfficeFailed(
                f"took LibreOffice longer than {counted_time(self.seconds)}; it may be huge or broken"
            ) from late
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def counted_time(seconds: float) -> str:
    """``3 minutes``, ``20 seconds``."""
    if seconds >= 120:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.0f} seconds"
