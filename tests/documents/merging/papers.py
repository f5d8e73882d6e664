"""Papers to merge: real ones by Typst, and the pack that tests make of them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from goldenthread.documents.merging import About
from goldenthread.documents.typeface import typst_fonts

DATED = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
ABOUT = About("Papers of the board, 16 July 2018", DATED)

BODY = """
= {title}
The board is asked to note a figure of 83%#footnote[A note on {title}.] and to read
#link(<table>)[the table], or #link("https://council.example/{key}")[the web page].

== Figures of {title}
#figure(
  table(columns: 3, table.header[Measure][Q1][Q2],
    [Visits in time], [80%], [83%], [Plans in date], [71%], [75%]),
  caption: [What was measured],
) <table>
- First thing
- Second thing
#figure(
  image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 4'><rect width='9' height='4'/></svg>"),
    format: "svg", width: 20mm, alt: "A dark bar for {title}"),
  caption: [Bar],
)
#pagebreak()
== The end of {title}
{words}
"""


@cache
def typst_paper(title: str = "First paper", *, words: str = "It ends here.", language: str = "en") -> bytes:
    """A PDF/UA-1 paper of two pages: headings, a note, links, a table, a list, a picture with words."""
    key = title.lower().replace(" ", "-")
    text = BODY.format(title=title, key=key, words=words)
    return typeset(text, title=title, language=language)


def typeset(text: str, *, title: str, language: str = "en", page: str = "") -> bytes:
    """Typst markup as PDF/UA-1."""
    source = (
        f'#set document(title: "{title}")\n#set text(font: "Liberation Sans", lang: "{language}")\n'
        f"#set page(width: 148mm, height: 160mm{page})\n{text}"
    )
    path = Path(__file__).parent
    return bytes(
        typst.compile(
            source.encode(),
            root=str(path),
            font_paths=typst_fonts(),
            pdf_standards=["ua-1"],
            timestamp=DATED,
        )
    )
