"""Attachments come into a pack as PDF, or the clerk is told what is wrong and what to ask for."""

import io
import os
import stat
import struct
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from goldenthread.documents.pack_attachments import Attachment, bring_in
from goldenthread.documents.pack_office import Office
from goldenthread.documents.pack_refusals import CannotBringIn
from goldenthread.documents.pack_typeset import agenda_pdf
from goldenthread.documents.pdf_check import check
from goldenthread.documents.rasters import rasterise
from tests.documents.pack_sample import AGENDA

DATED = date(2018, 10, 3)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="90" height="9"/></svg>'
needs_office = pytest.mark.skipif(Office.found() is None, reason="LibreOffice is not on this machine")


def named(name: str, content: bytes, **more: str) -> Attachment:
    return Attachment("Appendix A", name, content, **more)


def png() -> bytes:
    return rasterise([SVG])[SVG]


def word() -> bytes:
    document, kept = docx.Document(), io.BytesIO()
    document.add_heading("Costs", 1)
    document.add_paragraph("They rise.")
    document.save(kept)
    return kept.getvalue()


def excel() -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Visits", 12])
    book.save(kept)
    return kept.getvalue()


def saved(document: Pdf, **how: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept, **how)
    return kept.getvalue()


def scanned(pages: int = 2) -> bytes:
    """Pages that are a picture each."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page()
        image = document.make_stream(b"\x00" * 100)
        image.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
            )
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(Im0=image))
        page.Contents = document.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q")
    return saved(document)


def refusal(attachment: Attachment, office: Office | None = None) -> CannotBringIn:
    with pytest.raises(CannotBringIn) as caught:
        bring_in(attachment, office=office, dated=DATED)
    assert "“Appendix A”" in caught.value.wrong
    assert caught.value.ask
    return caught.value


def test_a_pdf_is_brought_in_as_it_is() -> None:
    pdf = agenda_pdf(AGENDA)
    brought = bring_in(named("a.pdf", pdf), office=None, dated=DATED)
    assert (brought.pdf, brought.pages, brought.warnings) == (pdf, 1, ())


def test_a_pdf_with_a_password_is_refused_with_its_name() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    locked = saved(document, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert refusal(named("a.pdf", locked)).wrong == "“Appendix A” (a.pdf) is protected with a password."


@pytest.mark.parametrize("content", [b"%PDF-1.4 nothing", agenda_pdf(AGENDA)[:400]])
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    assert "is broken" in refusal(named("a.pdf", content)).wrong


def test_a_pdf_without_pages_is_refused() -> None:
    assert "has no pages" in refusal(named("a.pdf", saved(pikepdf.new()))).wrong


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.documents.pack_pdfs.MOST_PAGES", 1)
    assert "has 2 pages" in refusal(named("a.pdf", scanned())).wrong


def test_a_scan_is_brought_in_as_it_is_for_the_merge_to_tell_of() -> None:
    brought = bring_in(named("a.pdf", scanned()), office=None, dated=DATED)
    assert (brought.pages, brought.warnings) == (2, ())


@pytest.mark.parametrize("name", ["a.png", "a.PNG"])
def test_an_image_is_drawn_on_a_page_with_what_it_shows(name: str) -> None:
    brought = bring_in(named(name, png(), alt="A black bar"), office=None, dated=DATED)
    assert brought.pages == 1
    assert check(brought.pdf) == ()


def test_nobody_has_said_what_an_image_shows() -> None:
    assert "nobody has said what it shows" in refusal(named("a.png", png(), alt="  ")).wrong


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", png()[:80], b"\xff\xd8\xff\xe0", b"\xff\xd8\xff"])
def test_a_broken_image_is_refused(content: bytes) -> None:
    name = "a.png" if content.startswith(b"\x89") else "a.jpg"
    assert "is broken" in refusal(named(name, content, alt="A bar")).wrong


def test_an_image_of_huge_size_is_refused_before_it_is_drawn() -> None:
    huge = png()[:16] + struct.pack(">II", 40_000, 40_000) + png()[24:]
    assert "40,000 by 40,000 pixels" in refusal(named("a.png", huge, alt="A bar")).wrong


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_plain_text_is_set_in_paragraphs(encoding: str) -> None:
    text = "Visits cost £12\nand more.\n\n" * 90
    brought = bring_in(named("a.txt", text.encode(encoding)), office=None, dated=DATED)
    assert brought.pages > 1
    assert check(brought.pdf) == ()


def test_a_text_without_an_end_is_refused() -> None:
    assert "longer than about 120 pages" in refusal(named("a.txt", b"word " * 100_000)).wrong


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"a,b"), ("a.zip", b"PK"), ("noname", b"x")])
def test_a_kind_that_does_not_print_is_refused(name: str, content: bytes) -> None:
    assert "cannot be printed" in refusal(named(name, content)).wrong


def test_an_empty_file_and_a_huge_one_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is empty" in refusal(named("a.pdf", b"")).wrong
    monkeypatch.setattr("goldenthread.documents.pack_attachments.LARGEST", 10)
    assert "is larger than" in refusal(named("a.pdf", b"%PDF-1.4 nothing")).wrong


def test_without_libreoffice_the_clerk_is_told_to_ask_for_a_pdf() -> None:
    refused = refusal(named("a.docx", word()))
    assert "LibreOffice" in refused.wrong
    assert "Ask its owner for a PDF: in Word, Save as, PDF" in refused.ask


@needs_office
@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.xlsx", excel)])
def test_office_files_are_printed_by_libreoffice(name: str, make: object) -> None:
    assert callable(make)
    brought = bring_in(named(name, make()), office=Office.found(), dated=DATED)
    assert brought.pages == 1
    assert "look whether its pages are as they should be" in brought.warnings[0]


@needs_office
def test_what_libreoffice_cannot_read_is_refused() -> None:
    assert "cannot be read by LibreOffice" in refusal(named("a.docx", word()[:900]), Office.found()).wrong


def program(folder: Path, script: str) -> Office:
    """A stand-in for LibreOffice that does what it is told."""
    place = folder / "soffice"
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return Office(str(place), seconds=0.5)


def test_a_conversion_that_takes_too_long_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    office = program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; sleep 60")
    began = time.monotonic()
    assert "took LibreOffice longer" in refusal(named("a.docx", word()), office).wrong
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_conversion_sees_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY", "secret")
    office = program(tmp_path, f"env > {tmp_path}/seen")
    refusal(named("a.docx", word()), office)
    seen = (tmp_path / "seen").read_text()
    assert "GOLDENTHREAD" not in seen
    assert os.environ["PATH"] in seen


def test_a_conversion_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    refusal(named("a.docx", word()), replace(program(tmp_path, "exit 1"), seconds=5))
    assert list((tmp_path / "temporary").iterdir()) == []
