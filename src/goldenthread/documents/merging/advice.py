"""What the owner of a file should do about each kind of finding."""

_AGAIN = "Ask its owner to make the PDF again from the program it was written in, with tags."
_HEADINGS = "Set the headings with the heading styles, one level at a time."
_TABLE = "Mend the table in the document: one header row, no cells merged by drawing, no empty rows."
_LINK = "Insert it as a link with words of its own, and save as tagged PDF."
_FORM = "Print the filled-in form to a new PDF, or name each field in the form."

ADVICE = {
    "01-003": _AGAIN,
    "01-004": _AGAIN,
    "01-005": "Save it as tagged PDF; what is decoration is then marked as such.",
    "01-007": _AGAIN,
    "02-001": _AGAIN,
    "02-003": _AGAIN,
    "02-004": _AGAIN,
    "06-001": "Fill in the title in the document's properties and save it again.",
    "06-002": "",
    "06-003": "Fill in the title in the document's properties and save it again.",
    "07-001": "Choose to show the document's title in the window, in the PDF's options.",
    "07-002": "Choose to show the document's title in the window, in the PDF's options.",
    "09-004": _TABLE,
    "09-005": "Make the list with the list buttons, not by typing signs.",
    "09-006": "Insert the contents with the program's own command.",
    "10-001": "Save it with its fonts embedded; the text can otherwise not be read aloud.",
    "11-006": "Set the document's language and save it again.",
    "13-004": "Write what the picture says as its alternative text, or mark it as decoration.",
    "14-001": _HEADINGS,
    "14-002": _HEADINGS,
    "14-003": _HEADINGS,
    "14-007": _AGAIN,
    "15-003": "Mark the table's header cells, and whether each heads a row or a column.",
    "17-002": "Write what the formula says as its alternative text.",
    "19-003": _AGAIN,
    "19-004": _AGAIN,
    "20-001": _AGAIN,
    "20-003": _AGAIN,
    "26-002": "Ask its owner for a copy that allows reading aloud.",
    "28-002": "Remove the comment, or add it to the structure.",
    "28-005": _FORM,
    "28-007": _AGAIN,
    "28-008": _AGAIN,
    "28-009": _AGAIN,
    "28-010": _FORM,
    "28-011": _LINK,
    "28-012": _LINK,
    "30-001": _AGAIN,
    "30-002": _AGAIN,
    "31-009": "Save it with all its fonts embedded.",
    "figure-empty": "Insert the picture anew with its alternative text, and save as tagged PDF.",
    "heading-empty": "Delete the empty heading, or give it words.",
    "table-headless": "Mark the table's header row.",
    "table-holes": _TABLE,
    "headers-dead": _TABLE,
    "untagged": "Ask its owner for a tagged PDF, saved from the program it was made with.",
    "dest-dead": "Mend the link or bookmark in the document, and save it again.",
    "layers": "Save it without layers.",
    "pdf-2.0": "Save it as PDF 1.7.",
}
"""By code; what is not listed has only the one cure."""


def advice_for(code: str) -> str:
    """ "Fill in the title in the document's properties and save it again." """
    return ADVICE.get(code, _AGAIN)
