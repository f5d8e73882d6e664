"""What families complained of and praised in the demonstration. Made up."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.feedback.actions import make_procedure
from goldenthread.apps.feedback.importing import load_log
from goldenthread.apps.feedback.models import Complaint, Procedure
from goldenthread.apps.people.models import Person
from goldenthread.intake.complaints import read_complaints
from goldenthread.intake.reading import read_tables

CORPORATE = "Complaints outside the Children Act"


def complaints(tables: Path, by: Person, today: date, at: datetime) -> None:
    """The log of two years, and a procedure of the council's own. Twice is once."""
    if not Procedure.objects.filter(name=CORPORATE).exists():
        make_procedure(
            CORPORATE, first={1: 10, 2: 20}, extended={1: 20}, basis="The council's own policy.", by=by, at=at
        )
    if not Complaint.objects.exists():
        file = tables / "complaints.csv"
        load_log(
            read_complaints(read_tables(file.read_bytes(), file.name), {}).rows, today=today, by=by, at=at
        )
