"""One pack of many tagged PDFs that keeps their tags, and the checker that says what is wrong with it.

``merge``    parts, about, stamps → the pack with a report on each part
``examine``  a PDF → findings in words
``look``     a PDF that somebody sent → what a merge would make of it
``read_out`` a PDF → its text and roles in the order of its structure
``shapes``   what goes in and what comes out

Nothing here knows of a meeting, a database or a clock, and nothing certifies anything.
"""

from goldenthread.documents.merging.examine import examine
from goldenthread.documents.merging.look import look
from goldenthread.documents.merging.merge import merge
from goldenthread.documents.merging.read_out import Said, read_out
from goldenthread.documents.merging.shapes import (
    About,
    CannotMerge,
    Finding,
    Looked,
    Merged,
    PackPage,
    Part,
    PartReport,
    Stamps,
)

__all__ = [
    "About",
    "CannotMerge",
    "Finding",
    "Looked",
    "Merged",
    "PackPage",
    "Part",
    "PartReport",
    "Said",
    "Stamps",
    "examine",
    "look",
    "merge",
    "read_out",
]
