"""A pack of ten long papers full of tables, merged, stamped and checked."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import typst

from goldenthread.documents.merging import About, PackPage, Part, merge
from goldenthread.documents.typeface import typst_fonts
from tests.benchmarks.measured import Measured

DATED = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
PAPERS, PAGES = 10, 50
WRITE_PAPER = "import sys; from tests.benchmarks.packs import paper; sys.stdout.buffer.write(paper())"
PAPER = """
#set document(title: "Paper")
#set text(font: "Liberation Sans", lang: "en", size: 9pt)
= Paper
#for page in range(PAGES) [
  == Figures of section #page
  #table(columns: 6, table.header[Measure][Q1][Q2][Q3][Q4][Year],
    ..range(27).map(n => ([Measure #n], [#(n + page)%], [81%], [82%], [83%], [84%])).flatten())
  #pagebreak(weak: true)
]
"""


def paper() -> bytes:
    """PDF/UA-1 of PAGES pages, a table on each."""
    return _typeset(PAPER.replace("PAGES", str(PAGES)))


def stamps(pages: tuple[PackPage, ...]) -> bytes:
    """A page number at the foot of each page."""
    sheets = "".join(
        f"#page(width: {page.width}pt, height: {page.height}pt, margin: 0pt, "
        f"place(bottom + center, dy: -4mm, pdf.artifact[Page {page.number}]))\n"
        for page in pages
    )
    return _typeset(
        f'#set document(title: "Stamps")\n#set text(font: "Liberation Sans", size: 8pt)\n{sheets}'
    )


def _typeset(text: str) -> bytes:
    return bytes(
        typst.compile(text.encode(), font_paths=typst_fonts(), pdf_standards=["ua-1"], timestamp=DATED)
    )


def measure() -> Iterator[Measured]:
    """In a process of its own, so that its memory is its own."""
    runs, elapsed = [], []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.packs"], capture_output=True, text=True, check=True
        )
        seconds, whole, megabytes, pages, findings = done.stdout.split()
        runs.append(float(seconds))
        elapsed.append(float(whole))
    yield Measured(
        f"A pack of {pages} pages from {PAPERS} papers, 168 cells on each: merged, stamped, checked, CPU",
        15.0,
        tuple(runs),
        f"{min(elapsed):.0f} s elapsed at least; {megabytes} MB at most (target 1 GB); findings: {findings}",
    )


def main() -> None:
    made = subprocess.run([sys.executable, "-c", WRITE_PAPER], capture_output=True, check=True).stdout
    parts = [Part(f"Paper {number}", made) for number in range(1, PAPERS + 1)]
    start, began = time.process_time(), time.perf_counter()
    merged = merge(parts, About("A long pack", DATED), stamps=stamps)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    findings = len(merged.findings) + sum(len(part.findings) for part in merged.parts)
    print(f"{seconds:.2f} {elapsed:.2f} {peak} {len(merged.pages)} {findings}")


if __name__ == "__main__":
    main()
