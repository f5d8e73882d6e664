"""The board report as an Excel workbook: summary, recommendations, actions, scorecard, a sheet each."""

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.tables import tables_of
from goldenthread.documents.workbook import About, write_workbook

# Ref and Measure stay in sight while the periods scroll.
FROZEN_COLUMNS = {"scorecard": 3, "figures": 3, "recommendations": 3, "actions": 2, "red-measures": 2}


def render_excel(report: BoardReport) -> bytes:
    """The report as ``.xlsx``: Summary, Recommendations, Actions, Scorecard, Red measures, Figures, Notes."""
    about = About(
        title=f"{report.title}, {report.period}: {report.body}",
        subject=f"Report {report.reference}",
        author=report.council,
        heading=f"{report.body}: {report.period}",
        dated=report.as_at,
        frozen=FROZEN_COLUMNS,
    )
    return write_workbook(tables_of(report), about)
