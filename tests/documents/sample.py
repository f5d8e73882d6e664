"""A realistic board report, and a long one, for the tests of documents.

The figures are published ones of 2013 to 2018, the owner is made up. Rating and direction are crude here on
purpose: documents print what they are given, and the rules have tests of their own.
"""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from goldenthread.documents.board_report import (
    ActionCounts,
    ActionOfConcern,
    BoardReport,
    Contact,
    Count,
    Element,
    Flag,
    MeasurePage,
    NextStep,
    NoReply,
    Recommendation,
    RuleUsed,
    Scorecard,
    ScorecardMeasure,
    SeriesPoint,
    ServingAction,
    Source,
)
from goldenthread.documents.paper_changes import ChangeGroup, ChangeLine, Changes
from goldenthread.documents.paper_figures import (
    Arrow,
    Change,
    Colour,
    Figure,
    FigureStatus,
    Override,
    Rating,
    Standing,
    Target,
    Travel,
    Words,
)
from goldenthread.rulebook.figures import parse_figure

DATA = Path(__file__).parent / "data"
AS_AT = date(2018, 10, 2)
QUARTERS = ("q1_2017_18", "q2_2017_18", "q3_2017_18", "q4_2017_18")
STANDINGS = {
    "Met": Standing.MET,
    "Met subject to a condition": Standing.CONDITION,
    "Partly met": Standing.PARTLY,
    "Not met": Standing.NOT_MET,
    "": Standing.NOT_ASSESSED,
}
LAST_DAYS = {
    "May 2018": date(2018, 5, 31),
    "June 2018": date(2018, 6, 30),
    "July 2018": date(2018, 7, 31),
    "September 2018": date(2018, 9, 30),
    "October 2018": date(2018, 10, 31),
    "November 2018": date(2018, 11, 30),
}
SPOKEN = (
    "Provider meetings held in August. The data is now shared each fortnight and the trust has named a lead "
    "for late advice. Two of the five outstanding items remain.",
    "Draft circulated to partners, comments due back by the end of the month.",
    "Recruitment to the second post failed. The interim has been extended while we advertise again.",
)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the CSV files beside this module."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(text: str, unit: str | None = None) -> Figure | None:
    """A cell of the scorecard; None when it is blank."""
    if not text.strip():
        return None
    read = parse_figure(text, unit=unit)
    return Figure(
        text=read.text,
        value=read.value,
        low=read.low,
        high=read.high,
        unit=read.unit,
        status=FigureStatus(read.status.value),
        qualifier=read.qualifier,
    )


def target(text: str) -> Target | None:
    """The target cell of a row."""
    read = figure(text)
    if read is None:
        return None
    return Target(text, read.value if read.value is not None else read.low, read.value or read.high)


def rating(row: dict[str, str], latest: Figure | None, aim: Target | None) -> Rating:
    """Within 5 of the target is amber. Good enough for a sample."""
    if latest is None or latest.value is None:
        return Rating(Colour.NOT_RATED, "RAG-0", "No figure for this period")
    if aim is None or aim.high is None or not row["polarity"]:
        return Rating(Colour.NOT_RATED, "RAG-4", "No target for this period")
    short = aim.high - latest.value if row["polarity"].startswith("High") else latest.value - aim.high
    if short <= 0:
        return Rating(Colour.GREEN, "RAG-1", f"{latest.text} meets the target of {aim.text}")
    if short <= 5:
        return Rating(Colour.AMBER, "RAG-2", f"{latest.text} is within 5 points of the target of {aim.text}")
    return Rating(Colour.RED, "RAG-3", f"{latest.text} is not within 5 points of the target of {aim.text}")


def travel(row: dict[str, str], latest: Figure | None, before: Figure | None) -> Travel:
    """The change since the last year end."""
    if not latest or not before or latest.value is None or before.value is None:
        return Travel(None, None, "DOT-0", "There are no two numbers to compare")
    moved = latest.value - before.value
    arrow = Arrow.LEVEL if moved == 0 else Arrow.UP if moved > 0 else Arrow.DOWN
    reason = f"{latest.text}, against {before.text} in 2016-17"
    if not row["polarity"]:
        return Travel(arrow, None, "DOT-4", f"{reason}; nothing says which way is good", "2016-17")
    good = (moved > 0) == row["polarity"].startswith("High")
    change = Change.SAME if moved == 0 else Change.BETTER if good else Change.WORSE
    return Travel(arrow, change, "DOT-1", reason, "2016-17")


def history(row: dict[str, str]) -> tuple[SeriesPoint, ...]:
    """A year before, made up from the same figures, then the quarters as printed."""
    quarters = [figure(row[name]) for name in QUARTERS]
    earlier = [
        replace(item, text=f"{item.value - 3}{item.unit or ''}", value=item.value - 3, qualifier=None)
        if item and item.value is not None and item.value > 3
        else item
        for item in quarters
    ]
    points = [SeriesPoint(f"2016-17 Q{n}", item) for n, item in enumerate(earlier, 1)]
    return (*points, *(SeriesPoint(f"2017-18 Q{n}", item) for n, item in enumerate(quarters, 1)))


def measure_page(row: dict[str, str], number: int) -> MeasurePage:
    """What the page on a red measure shows."""
    commentary = Words(
        "Performance fell in the last quarter because of vacancies in the team and a rise in requests.\n"
        "Two posts are now filled. We expect the figure to recover by the end of quarter 2 and will report "
        "progress to each meeting of the board.",
        "Head of Service: SEND and Inclusion",
        date(2018, 9, 14),
    )
    serving = (
        ServingAction(
            "A-1",
            "Deliver the 20-week timeliness action plan",
            "Head of Service: SEND and Inclusion",
            "March 2019",
            "In progress",
        ),
        ServingAction(
            "A-7",
            "Raise late health advice with trust executives",
            "Designated Clinical Officer",
            "September 2018",
            "In progress",
            (Flag("PRG-1", "Overdue", "Due 30 September 2018"),),
        ),
    )
    return MeasurePage(
        series=history(row),
        commentary=commentary if number % 3 else None,
        actions=serving if number % 2 else (),
        recommendations=("8", "12") if number % 2 else (),
        definition=f"As defined for reference {row['ref']} in the measures library.",
    )


def measure(row: dict[str, str], number: int) -> ScorecardMeasure:
    """One row of the scorecard."""
    latest, before = figure(row["year_end_2017_18"]), figure(row["year_end_2016_17"])
    aim = target(row["target"])
    rated, override = rating(row, latest, aim), None
    if row["ref"] == "10.3":
        override = Override(
            rated,
            "There is no target, but the fall from 61% to 6% in a year is the main risk of this service.",
            "Head of Service: SEND and Inclusion",
            date(2018, 5, 21),
        )
        rated = Rating(Colour.RED, "RAG-11", override.reason)
    return ScorecardMeasure(
        section=row["section"],
        ref=row["ref"],
        title=row["measure"],
        polarity=row["polarity"],
        rating=rated,
        travel=travel(row, latest, before),
        unit=latest.unit if latest else None,
        statistical_neighbours=figure(row["statistical_neighbours"]),
        national=figure(row["national"]),
        target=aim,
        last_year_end=before,
        quarters=tuple(figure(row[name]) for name in QUARTERS),
        year_end=latest,
        lead="Head of Service: Children's Safeguarding",
        override=override,
        published=Colour.RED if row["published_rag"] == "Red" else None,
        page=measure_page(row, number) if rated.colour is Colour.RED else None,
    )


def recommendations() -> tuple[Recommendation, ...]:
    """The 17 recommendations of 2015 with their elements, as assessed in 2017."""
    elements: dict[str, list[Element]] = {}
    for row in rows("recommendations.csv"):
        if row["element"]:
            standing = STANDINGS[row["assessed_2017_08"]]
            elements.setdefault(row["ref"], []).append(
                Element(row["element"], row["title"], standing, date(2017, 8, 1))
            )
    return tuple(
        Recommendation(
            ref=row["ref"],
            title=row["title"],
            theme=row["theme"],
            standing=STANDINGS[row["assessed_2017_08"]],
            code="REC-2" if row["ref"] in elements else "REC-1",
            reason="Follows from its elements" if row["ref"] in elements else "Assessed as a whole",
            assessed_on=date(2017, 8, 1),
            condition=row["note"].removeprefix("Condition: ") if "Condition" in row["note"] else None,
            previous=STANDINGS[row["assessed_2016_07"]],
            previous_on=date(2016, 7, 1),
            elements=tuple(elements.get(row["ref"], ())),
            actions=int(row["ref"]) % 4,
            measures={"8": ("1.7",), "12": ("2.10", "2.11", "2.12")}.get(row["ref"], ()),
        )
        for row in rows("recommendations.csv")
        if not row["element"]
    )


def actions_of_concern() -> tuple[ActionOfConcern, ...]:
    """The actions past their date on the day of the report."""
    found = []
    for number, row in enumerate(rows("actions.csv")):
        due = LAST_DAYS.get(row["due"])
        if due is None or due >= AS_AT or row["progress_2018_07"] == "Completed":
            continue
        flags = [Flag("PRG-1", "Overdue", f"Due {row['due']}; the report is of 2 October 2018")]
        if number % 3 == 0:
            flags.append(Flag("PRG-3", "Stale", "No update for more than 60 days"))
        words = Words(SPOKEN[number % 3], row["lead_role"] or "Head of Service", date(2018, 9, 3 + number))
        found.append(
            ActionOfConcern(
                row["ref"],
                row["title"],
                "Written statement of action",
                row["lead_role"] or None,
                due,
                row["due"],
                row["progress_2018_07"],
                tuple(flags),
                words if number % 5 else None,
            )
        )
    return tuple(found)


def sample_report() -> BoardReport:
    """The quarter's report: 38 measures, 17 recommendations, 30 actions."""
    measures = tuple(measure(row, number) for number, row in enumerate(rows("scorecard.csv")))
    return BoardReport(
        reference="HWB-2017-18-Q4",
        council="The demonstration council",
        body="Health and Wellbeing Board",
        period="2017-18 Q4",
        as_at=AS_AT,
        known_at=datetime(2018, 10, 1, 17, 0, tzinfo=UTC),
        labels=("Published figures of 2013 to 2018",),
        introduction=(
            "This report shows how far the recommendations of the 2015 inspection have been met, which "
            "actions are late or at risk, and how the measures moved in the year.",
            "The board is asked to note the measures that are red, and to agree the next steps.",
        ),
        introduction_by="Improvement officer",
        recommendations=recommendations(),
        action_counts=ActionCounts(
            30,
            (Count("Completed", 1), Count("In progress", 21), Count("Not started", 8)),
            (Count("Overdue", 12), Count("Stale", 5), Count("Due soon", 6)),
        ),
        actions_of_concern=actions_of_concern(),
        no_replies=(
            NoReply("Designated Clinical Officer", date(2018, 9, 1), ("A-5", "A-6", "A-7"), date(2018, 7, 2)),
            NoReply("Early Years and Childcare Manager", date(2018, 9, 1), ("A-17",)),
        ),
        scorecard=Scorecard(
            "Children and families scorecard", "2016-17", ("Q1", "Q2", "Q3", "Q4"), "2017-18", measures
        ),
        next_steps=(
            NextStep("Agree the recovery plan for assessments within 20 weeks", "Director", "November 2018"),
            NextStep("Report on initial health assessments", "Designated Clinical Officer", "Next meeting"),
            NextStep("Reassess recommendations 5, 7, 8 and 9"),
        ),
        contact=Contact("Improvement officer", "Performance and improvement", "improvement@example.org"),
        sources=(
            Source("Scorecard of 2017-18 Q4", "Report to the scrutiny committee", date(2018, 6, 1)),
            Source("State of the recommendations", "Self-assessment of August 2017"),
        ),
        rules=(
            RuleUsed("RAG-1", "Green", "The figure meets its target, given which way is good."),
            RuleUsed("RAG-2", "Amber", "The figure misses its target by no more than the tolerance."),
            RuleUsed("RAG-3", "Red", "The figure misses its target by more than the tolerance."),
            RuleUsed("PRG-1", "Overdue", "An action not completed on the day after its due date.", True),
        ),
        changes=changes(),
    )


def changes() -> Changes:
    """Since the report of the quarter before: a date moved, an action completed, a figure revised."""
    told = date(2018, 9, 3)
    plan = "Single improvement plan"
    return Changes(
        "the last report, 2017-18 Q3, edition 1 of 16 July 2018",
        (
            ChangeGroup(
                "Due dates moved",
                (
                    ChangeLine(
                        "A-5", "Agree the joint offer", plan, "31 July 2018", "30 September 2018",
                        date(2018, 8, 20), told, "The provider starts in September.",
                    ),
                ),
            ),
            ChangeGroup(
                "Actions completed",
                (ChangeLine("A-9", "Train the front door", plan, "", "Completed", told, told),),
            ),
            ChangeGroup(
                "Figures revised",
                (
                    ChangeLine(
                        "2.1", "Children in need plans reviewed", "Scorecard", "82%", "79%",
                        date(2018, 3, 31), told, "Late records counted.",
                    ),
                ),
            ),
        ),
        updates=14,
    )  # fmt: skip


def long_report() -> BoardReport:
    """Some sixty pages: every measure three times, most of them red."""
    base = sample_report()
    assert base.scorecard is not None
    source = rows("scorecard.csv")
    measures = []
    for copy in range(3):
        for number, row in enumerate(source):
            made = measure(row, number)
            red = Rating(Colour.RED, "RAG-3", "Misses its target")
            made = replace(made, ref=f"{made.ref}.{copy}", section=f"{made.section} {copy + 1}")
            if number % 3 == copy or (copy == 2 and number % 5 == 0):
                made = replace(made, rating=red, page=measure_page(row, number))
            measures.append(made)
    return replace(
        base,
        scorecard=replace(base.scorecard, measures=tuple(measures)),
        actions_of_concern=base.actions_of_concern * 3,
    )


def decimal_series(*values: str | None) -> tuple[SeriesPoint, ...]:
    """A short series of percentages; None is a suppressed figure."""
    return tuple(
        SeriesPoint(
            f"2017-18 Q{n}",
            Figure(f"{value}%", Decimal(value), unit="%")
            if value
            else Figure("supressed", status=FigureStatus.SUPPRESSED),
        )
        for n, value in enumerate(values, 1)
    )
