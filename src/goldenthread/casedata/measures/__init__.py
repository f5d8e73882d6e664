"""What is counted from case data: each measure one function over tables and periods.

`definition` says what a measure is; the files by subject define them; `computing` runs them over what is
held. Importing this package defines every measure.
"""

from goldenthread.casedata.measures import (
    adoption,
    care,
    care_seen,
    front_door,
    leaving_care,
    need,
    placements,
    protection,
    send,
)
from goldenthread.casedata.measures.computing import DIMENSIONS, Counted, compute, list_behind
from goldenthread.casedata.measures.definition import MEASURES, Measure, Unit, Way
from goldenthread.casedata.measures.figures import By, Figure, Populations

_SUBJECTS = {
    "Contacts, referrals and assessments": front_door,
    "Children in need": need,
    "Child protection": protection,
    "Children in care": care,
    "Placements": placements,
    "Reviews, health and missing": care_seen,
    "Care leavers": leaving_care,
    "Adoption": adoption,
    "Education, health and care plans": send,
}

SUBJECTS = {
    subject: tuple(one for one in MEASURES.values() if one.ways[0].count.__module__ == module.__name__)
    for subject, module in _SUBJECTS.items()
}
"""Every measure once, in the order of the page that lists them."""

__all__ = [
    "DIMENSIONS", "MEASURES", "SUBJECTS", "By", "Counted", "Figure", "Measure", "Populations", "Unit", "Way",
    "compute", "list_behind",
]  # fmt: skip
