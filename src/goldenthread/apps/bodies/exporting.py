"""The map and the members as tables to take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.bodies.mapping import Node, flat
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable


def map_table(nodes: Sequence[Node]) -> DataTable:
    """A row for each body from the top down: how deep it stands, what it is, what each room tells."""
    rows = flat(nodes)
    headings = list(dict.fromkeys(line.heading for _, node in rows for line in node.lines))
    columns = (
        ("Level", 8), ("Body", 40), ("Kind", 24), ("Reports to", 40), ("How often", 20), ("Assumed", 10),
        *((heading, 20) for heading in headings),
    )  # fmt: skip
    names = {node.body.pk: node.body.name for _, node in rows}
    return DataTable(
        "bodies", "Bodies", columns, tuple(_row(depth, node, names, headings) for depth, node in rows)
    )


def _row(depth: int, node: Node, names: dict[int, str], headings: Sequence[str]) -> tuple[object, ...]:
    body, told = node.body, {line.heading: line.value for line in node.lines}
    return (
        depth + 1, body.name, body.kind, names.get(body.reports_to_id, ""), body.cadence,
        "yes" if body.cadence_assumed else "", *(told.get(heading) for heading in headings),
    )  # fmt: skip


def seats_table(body: Body, seats: Iterable[Membership]) -> DataTable:
    """A row for each seat that was ever held on a body."""
    columns = (
        ("Post", 40), ("Person", 30), ("Organisation", 40), ("Role", 20), ("Seat", 30),
        ("Substitute for", 40), ("Vote", 8), ("From", 12), ("Until", 12), ("Why it ended", 40),
    )  # fmt: skip
    rows = tuple(
        (
            one.post.title, str(one.person or ""), one.post.organisation.name, one.capacity, one.seat,
            one.substitute_for.post.title if one.substitute_for else "", "yes" if one.voting else "no",
            one.starts, one.ends, one.ended_because,
        )
        for one in seats
    )  # fmt: skip
    return DataTable(f"{slugify(body.name)}-members", f"Members of {body}", columns, rows)


def csv_download(table: DataTable) -> HttpResponse:
    """A table as a CSV file under its name."""
    response = HttpResponse(render_csv(table), content_type="text/csv; charset=utf-8")
    name = f"{table.name}.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
