"""The register as a file: CSV, Excel, and the paper that a board reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goldenthread.apps.people.queries import the_council
from goldenthread.apps.risks.on_paper import paper_of
from goldenthread.apps.risks.queries import RegisterAs
from goldenthread.apps.risks.register import register_table
from goldenthread.apps.risks.states import RiskState
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.risk_register import RegisterPaper, render_register
from goldenthread.documents.workbook import About, write_workbook
from goldenthread.rulebook.risk_scoring import Movement

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(
    suffix: str, states: Sequence[RiskState], moved: Mapping[int, Movement], about: RegisterAs
) -> HttpResponse:
    """The register as it is shown, as a file. Raises BadRequest for another kind of file."""
    name = f"risk-register-{about.on.isoformat()}"
    table = register_table(states, moved)
    if suffix == "csv":
        return _file(render_csv(table), "text/csv; charset=utf-8", f"{name}.csv")
    if suffix == "xlsx":
        heading = f"Risk register on {about.on.day} {about.on:%B %Y}"
        said = About(heading, heading, about.council, heading, about.on, {"risk-register": 2})
        return _file(write_workbook([table], said), EXCEL, f"{name}.xlsx")
    if suffix == "pdf":
        said = paper_of(
            states, moved, since=about.since, since_words=about.since_words, on=about.on,
            known_at=about.known_at,
        )  # fmt: skip
        council = the_council()
        labels = (council.notice,) if council and council.notice else ()
        paper = RegisterPaper(about.council, about.on, said, about.narrowed, labels)
        return _file(render_register(paper), "application/pdf", f"{name}.pdf")
    raise BadRequest(f"The register does not come as {suffix!r}. Choose CSV, Excel or PDF.")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
