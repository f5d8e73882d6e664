"""Papers as other programs make them: LibreOffice from Word and Excel files, Chromium from a web page.

`python -m tests.documents.merging.producers` writes `data/` anew with the programs of this machine.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.shared import Mm
from PIL import Image

DATA = Path(__file__).parent / "data"
CHROMIUM = shutil.which("chromium")
LIBREOFFICE = shutil.which("soffice")

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Visits of the web team</title>
<style>@page { size: A5 } body { font-family: "Liberation Sans", sans-serif; font-size: 11pt }
table { border-collapse: collapse } td, th { border: 1px solid #444; padding: 2pt }
.faint { opacity: .7 }</style></head><body>
<h1>Visits of the web team</h1>
<p>Visits rose to <strong>83%</strong>; see <a href="#plans">the plans</a> or
<a href="https://council.example/visits">the web page</a>.</p>
<h2>Reasons</h2>
<ul><li>More staff</li><li>A better rota
<ol><li>Days</li><li>Nights</li></ol></li></ul>
<p class="faint">This sentence is drawn faintly, in a group of its own.</p>
<h2 id="table">Table</h2>
<table><caption>Visits in time</caption>
<thead><tr><th scope="col">Team</th><th scope="col">Q1</th><th scope="col">Q2</th></tr></thead>
<tbody><tr><th scope="row">North</th><td>80%</td><td>83%</td></tr>
<tr><th scope="row">South</th><td>71%</td><td>75%</td></tr></tbody></table>
<figure><img alt="A green square" width="60" height="40" src="data:image/png;base64,{png}">
<figcaption>A picture</figcaption></figure>
<h2 id="plans" style="break-before: page">Plans</h2>
<p>Plans are made in time. Cymraeg: <span lang="cy">cynlluniau</span>.</p>
</body></html>"""


def picture() -> bytes:
    """A small green picture."""
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "PNG")
    return out.getvalue()


def word_file(*, with_picture: bool = False) -> bytes:
    """A report as a council types it, by styles, its table's first row marked as header."""
    file = docx.Document()
    file.core_properties.title = "Report of the typed team"
    file.core_properties.language = "en-GB"
    section = file.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    file.add_heading("Report of the typed team", 1)
    file.add_paragraph("Reviews were held in time for 91% of children.")
    file.add_heading("Findings", 2)
    file.add_paragraph("Plans are specific", style="List Bullet")
    file.add_paragraph("Plans are reviewed", style="List Bullet")
    table = file.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Measure", "Result"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for what, result in (("Reviews in time", "91%"), ("Visits in time", "83%")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = what, result
    if with_picture:
        file.add_heading("Picture", 2)
        shape = file.add_paragraph().add_run().add_picture(io.BytesIO(picture()), width=Mm(30))
        shape._inline.docPr.set("descr", "A green square, typed")
    file.add_page_break()
    file.add_heading("Next steps", 2)
    file.add_paragraph("The team reports again in October.")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def excel_file() -> bytes:
    """A sheet of figures."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Figures"
    for row in (("Measure", "Q1", "Q2"), ("Visits in time", 0.8, 0.83), ("Reviews in time", 0.9, 0.91)):
        sheet.append(row)
    sheet.column_dimensions["A"].width = 30
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_chromium(html: str) -> bytes:
    """A web page printed to PDF, tagged, with its headings as bookmarks."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--no-pdf-header-footer",
                "--generate-pdf-document-outline", f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={out}", page.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return out.read_bytes()


def by_libreoffice(data: bytes, ending: str) -> bytes:
    """A Word or Excel file as tagged PDF that says PDF/UA of itself."""
    assert LIBREOFFICE is not None
    kind = "calc" if ending == "xlsx" else "writer"
    wishes = (
        '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
        + '"PDFUACompliance":{"type":"boolean","value":"true"}}'
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"paper.{ending}")
        file.write_bytes(data)
        subprocess.run(
            [
                LIBREOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                f"pdf:{kind}_pdf_Export:{wishes}", "--outdir", folder, str(file),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return Path(folder, "paper.pdf").read_bytes()


def web_page() -> str:
    """The page that Chromium prints."""
    import base64

    return PAGE.replace("{png}", base64.b64encode(picture()).decode())


MADE = {
    "chromium.pdf": lambda: by_chromium(web_page()),
    "libreoffice_writer.pdf": lambda: by_libreoffice(word_file(), "docx"),
    "libreoffice_picture.pdf": lambda: by_libreoffice(word_file(with_picture=True), "docx"),
    "libreoffice_calc.pdf": lambda: by_libreoffice(excel_file(), "xlsx"),
}


def main() -> None:
    for name, make in MADE.items():
        (DATA / name).write_bytes(make())


if __name__ == "__main__":
    main()
