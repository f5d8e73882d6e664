"""A meeting with an agenda of two parts, for the tests of a pack's own pages."""

from datetime import date

from goldenthread.documents.pack_pages import (
    AgendaItem,
    AgendaPages,
    AgendaPaper,
    ChangedLine,
    Changes,
    Contact,
    FrontSheet,
    Member,
    Sitting,
)

PREPARED = date(2018, 10, 3)
SITTING = Sitting(
    "The demonstration council", "Health and Wellbeing Board", "Meeting", date(2018, 10, 11), "2pm", "Room 1"
)
CHANGES = Changes(
    1,
    date(2018, 10, 2),
    added=(ChangedLine("Costs, appendix to item 4", "pages 12 to 18"),),
    replaced=(ChangedLine("Improvement report", "pages 3 to 9"),),
    altered=(ChangedLine("Item 5 has another title"),),
)
FRONT = FrontSheet(
    SITTING,
    part=1,
    edition=2,
    prepared=PREPARED,
    members=(
        Member("Chair of the board", "The council", "Chair"),
        Member("Head of probation", "Probation service", "not voting"),
    ),
    quorum=4,
    contacts=(Contact("Democratic services officer", "020 7946 0000"),),
    changes=CHANGES,
)
ITEMS = (
    AgendaItem("1", "Apologies for absence"),
    AgendaItem(
        "2",
        "Improvement report",
        details=("For decision", "20 minutes"),
        papers=(
            AgendaPaper("Improvement report", 3, (5, 61)),
            AgendaPaper("Appendix A: scorecard", 4, (62, 62), appendix=True),
            AgendaPaper("Appendix B: costs", appendix=True, note="To follow"),
        ),
    ),
    AgendaItem("3", "Matters arising", lines=("Report on visits: head of service, due 30 September 2018",)),
    AgendaItem("4", "A letter", late_reason="It has to be answered by 20 October."),
    AgendaItem("5", "A contract", part=2, exempt="Exempt under paragraph 3: financial or business affairs."),
)
AGENDA = AgendaPages(SITTING, 1, PREPARED, ITEMS)
