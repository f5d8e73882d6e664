"""Styles of our Word documents: Arial, black on white, one accent, English (United Kingdom)."""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Arial"
ACCENT, INK, MUTED = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x48, 0x4F, 0x54)

# name: points, bold, colour, points above, points below
BUILT_IN = {
    "Normal": (10.5, False, INK, 0, 6),
    "Title": (32, True, ACCENT, 130, 6),
    "Subtitle": (18, False, INK, 0, 40),
    "Heading 1": (20, True, ACCENT, 12, 8),
    "Heading 2": (13, True, INK, 9, 4),
    "Heading 3": (11, True, INK, 12, 4),
    "Header": (8.5, False, MUTED, 0, 0),
    "Footer": (8.5, False, MUTED, 0, 0),
}
OURS = {
    "Lead": (12, True, INK, 0, 4),
    "Note": (8.5, False, MUTED, 2, 4),
    "Cover owner": (13, True, MUTED, 0, 0),
    "Cover label": (12, True, INK, 24, 0),
    "Contents heading": (20, True, ACCENT, 0, 10),
    "Contents 1": (10.5, True, INK, 6, 2),
    "Contents 2": (10.5, False, INK, 0, 2),
    "Cell": (10, False, INK, 1, 1),
    "Compact cell": (8.5, False, INK, 1, 1),
    "After table": (2, False, INK, 0, 2),
}


def style(file: WordFile) -> None:
    """Sets the document's styles and its language."""
    for name in OURS:
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    for name, (size, bold, colour, above, below) in (BUILT_IN | OURS).items():
        chosen = file.styles[name]
        font = chosen.font
        font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
        font.color.rgb = colour
        _use_font_everywhere(chosen.element)
        paragraph = chosen.paragraph_format
        paragraph.space_before, paragraph.space_after = Pt(above), Pt(below)
        paragraph.line_spacing = 1.0 if name in ("Cell", "Compact cell", "After table") else 1.1
    file.styles["Contents 2"].paragraph_format.left_indent = Mm(6)
    _remove_rule_below(file.styles["Title"].element)
    _set_language(file)


def _use_font_everywhere(element: object) -> None:
    """Theme fonts outrank a named font, so they are taken out of the style."""
    fonts = element.rPr.rFonts  # type: ignore[attr-defined]
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def _remove_rule_below(element: object) -> None:
    borders = element.pPr.find(qn("w:pBdr"))  # type: ignore[attr-defined]
    if borders is not None:
        borders.getparent().remove(borders)


def _set_language(file: WordFile) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "en-GB")
