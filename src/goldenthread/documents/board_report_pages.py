"""The board report composed into blocks: what it says, in which order and words, for PDF and Word alike."""

from collections.abc import Iterable
from datetime import date

from goldenthread.documents import cells
from goldenthread.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Section,
    SideBySide,
    Table,
    Text,
)
from goldenthread.documents.board_report import (
    ActionOfConcern,
    BoardReport,
    Count,
    Element,
    Flag,
    NoReply,
    Recommendation,
)
from goldenthread.documents.board_report_counts import ReportCounts, count
from goldenthread.documents.changes_pages import changes_blocks
from goldenthread.documents.paper_figures import Colour, Standing, Words
from goldenthread.documents.risk_pages import risk_blocks
from goldenthread.documents.scorecard_pages import direction_blocks, red_measure_blocks, scorecard_blocks
from goldenthread.documents.wording import (
    CHANGE_WORDS,
    colour_badge,
    counted,
    standing_badge,
    uk_date,
)


def compose(report: BoardReport) -> Document:
    """The whole document, each empty part saying in words that it is empty."""
    return Document(
        title=f"{report.title}, {report.period}: {report.body}",
        author=report.council,
        subject=f"Report {report.reference} to the {report.body}, {report.period}",
        running_head=f"{report.body}: {report.title}, {report.period}",
        dated=report.as_at,
        cover=_cover(report),
        sections=(
            Section(tuple(_summary(report))),
            *((Section(tuple(changes_blocks(report.changes))),) if report.changes else ()),
            Section(tuple(_recommendations(report))),
            Section(tuple(_actions(report)), landscape=True),
            *((Section(tuple(risk_blocks(report.risks)), landscape=True),) if report.risks else ()),
            Section(tuple(scorecard_blocks(report)), landscape=True),
            *(Section(tuple(blocks)) for blocks in red_measure_blocks(report)),
            Section(tuple(direction_blocks(report))),
            Section(tuple(_next_steps(report)), new_page=False),
            Section(tuple(_contact(report)), new_page=False),
            Section(tuple(_notes(report)), new_page=False),
        ),
    )


def _cover(report: BoardReport) -> Cover:
    facts = [
        ("Report to", report.body),
        ("Period", report.period),
        ("Date of report", uk_date(report.as_at)),
        ("Reference", report.reference),
    ]
    if report.known_at:
        facts.append(("Facts known up to", uk_date(report.known_at.date())))
    return Cover(report.council, report.title, report.period, tuple(facts), report.labels)


def _summary(report: BoardReport) -> Iterable[Block]:
    counts = count(report)
    yield Heading("Summary", 1)
    for sentence in _headlines(report, counts):
        yield Paragraph(sentence, "lead")
    yield from (Paragraph(text) for text in report.introduction)
    if report.introduction_by and report.introduction:
        yield Paragraph(f"Introduction by: {report.introduction_by}.", "note")
    yield SideBySide(
        left=(
            Heading("Recommendations by state", 2, listed=False),
            _count_table("Recommendations by state", "State", _standing_rows(counts)),
            Heading("Actions by state", 2, listed=False),
            *_action_counts(report.action_counts.by_state, "State", "Actions by state"),
        ),
        right=(
            Heading("Measures by rating", 2, listed=False),
            _count_table("Measures by rating", "Rating", _colour_rows(counts)),
            Heading("Measures by direction of travel", 2, listed=False),
            _count_table("Measures by direction of travel", "Direction", _change_rows(counts)),
            Heading("Actions by what the rules say", 2, listed=False),
            *_action_counts(report.action_counts.by_flag, "Flag", "Actions by what the rules say"),
        ),
    )
    yield Paragraph(
        "An action may have several flags or none, so flags do not add up to the number of actions.", "note"
    )


def _headlines(report: BoardReport, counts: ReportCounts) -> Iterable[str]:
    total = len(report.recommendations)
    met = counts.standing[Standing.MET]
    yield (
        f"{met} of {counted(total, 'recommendation')} {'is' if met == 1 else 'are'} met."
        if total
        else "There are no recommendations in this report."
    )
    late, actions = counts.late_or_at_risk, report.action_counts.total
    yield (
        f"{late} of {counted(actions, 'action')} {'is' if late == 1 else 'are'} late or at risk."
        if actions
        else "There are no actions in this report."
    )
    red, measures = counts.colour[Colour.RED], len(report.measures)
    if not measures:
        yield "There are no measures in this report."
        return
    yield f"{red} of {counted(measures, 'measure')} {'is' if red == 1 else 'are'} red."
    overridden = counted(counts.overrides, "rating was", "ratings were")
    yield f"{overridden} set by a person in place of the computed one."


def _standing_rows(counts: ReportCounts) -> Iterable[tuple[Cell, int]]:
    return (((standing_badge(key),), number) for key, number in counts.standing.items())


def _colour_rows(counts: ReportCounts) -> Iterable[tuple[Cell, int]]:
    return (((colour_badge(key),), number) for key, number in counts.colour.items())


def _change_rows(counts: ReportCounts) -> Iterable[tuple[Cell, int]]:
    return (
        (cells.plain(CHANGE_WORDS[key] if key else "Not known"), number)
        for key, number in counts.change.items()
    )


def _action_counts(lines: tuple[Count, ...], heading: str, name: str) -> Iterable[Block]:
    if not lines:
        yield Paragraph("None.")
        return
    yield _count_table(name, heading, ((cells.plain(line.word), line.number) for line in lines))


def _count_table(name: str, heading: str, rows: Iterable[tuple[Cell, int]]) -> Table:
    columns = (Column(heading, 75), Column("Number", 25, "right"))
    return Table(name, columns, tuple((cell, cells.plain(str(number))) for cell, number in rows))


def _recommendations(report: BoardReport) -> Iterable[Block]:
    yield Heading("Recommendations and their state", 1)
    if not report.recommendations:
        yield Paragraph("There are no recommendations in this report.")
        return
    columns = (
        Column("Ref", 7),
        Column("Recommendation", 36),
        Column("State", 22),
        Column("Assessed", 17.5),
        Column("Before", 15),
        Column("Actions", 11, "right"),
        Column("Measures", 12.5),
    )
    rows: list[tuple[Cell, ...]] = []
    for recommendation in report.recommendations:
        rows.append(_recommendation_row(recommendation))
        rows.extend(_element_row(recommendation, element) for element in recommendation.elements)
    yield Table("Recommendations", columns, tuple(rows), compact=True)


def _recommendation_row(recommendation: Recommendation) -> tuple[Cell, ...]:
    before = standing_badge(recommendation.previous).word if recommendation.previous else "–"
    return (
        cells.strong(recommendation.ref),
        cells.strong(recommendation.title, recommendation.theme, _condition(recommendation)),
        cells.badge(
            standing_badge(recommendation.standing), f"{recommendation.reason} ({recommendation.code})"
        ),
        cells.plain(_day(recommendation.assessed_on)),
        (
            Text(before),
            *(
                (Text(uk_date(recommendation.previous_on), "muted"),)
                if recommendation.previous and recommendation.previous_on
                else ()
            ),
        ),
        cells.plain(str(recommendation.actions)),
        cells.plain(", ".join(recommendation.measures) or "None"),
    )


def _element_row(recommendation: Recommendation, element: Element) -> tuple[Cell, ...]:
    # An element's letter means nothing alone: "7a", as people say it.
    label = element.ref if element.ref.startswith(recommendation.ref) else recommendation.ref + element.ref
    return (
        cells.plain(label),
        (Text(element.title), *((Text(_condition(element), "muted"),) if element.condition else ())),
        cells.badge(standing_badge(element.standing)),
        cells.plain(_day(element.assessed_on)),
        (),
        (),
        (),
    )


def _day(day: date | None) -> str:
    return uk_date(day) if day else "No date held"


def _condition(item: Recommendation | Element) -> str:
    return f"Condition: {item.condition}" if item.condition else ""


def _actions(report: BoardReport) -> Iterable[Block]:
    yield Heading("Actions late or at risk", 1)
    if report.actions_of_concern:
        columns = (
            Column("Ref", 6),
            Column("Action", 29),
            Column("Lead", 15),
            Column("Due", 10),
            Column("State given", 10),
            Column("What the rules say", 20),
            Column("Last words", 25),
        )
        rows = tuple(_action_row(action) for action in report.actions_of_concern)
        yield Table("Actions late or at risk", columns, rows, compact=True)
    else:
        yield Paragraph("No action is late or at risk.")
    yield Heading("Who has not replied", 2)
    if not report.no_replies:
        yield Paragraph("Everyone has given an update since one was wanted.")
        return
    yield Table(
        "Who has not replied",
        (
            Column("Lead", 25),
            Column("Wanted since", 13),
            Column("Last heard from", 13),
            Column("Actions waiting", 19),
            Column("Last words", 30),
        ),
        tuple(
            (
                cells.plain(line.lead),
                cells.plain(_wanted(line)),
                cells.plain(uk_date(line.last_heard) if line.last_heard else "Never"),
                cells.plain(", ".join(line.actions) or "None"),
                _words(line.last_words),
            )
            for line in report.no_replies
        ),
        compact=True,
    )


def _wanted(line: NoReply) -> str:
    """Since when an update is wanted; where the lead was asked, by when."""
    if line.wanted_by is None:
        return uk_date(line.wanted_since)
    return f"Asked {uk_date(line.wanted_since)}, wanted by {uk_date(line.wanted_by)}"


def _words(said: Words | None) -> Cell:
    """What was last said, whose words they are, and when."""
    if said is None:
        return cells.plain("No update has been given.")
    when = uk_date(said.on) if said.on else "no date held"
    return (Text(said.text), Text(f"{said.by}, {when}", "muted"))


def _action_row(action: ActionOfConcern) -> tuple[Cell, ...]:
    return (
        cells.strong(action.ref),
        (Text(action.title), Text(action.plan, "muted")),
        cells.plain(action.lead or "No lead"),
        cells.plain(action.due_text or "No date"),
        cells.plain(action.stated or "None given"),
        flag_cell(action.flags),
        _words(action.last_words),
    )


def flag_cell(flags: tuple[Flag, ...]) -> Cell:
    """What the rules say of an action: each flag's word and code, then why."""
    if not flags:
        return cells.plain("Nothing")
    lines: list[Text] = []
    for flag in flags:
        lines += [Text(f"{flag.word} ({flag.code})", "strong"), Text(flag.reason, "muted")]
    return tuple(lines)


def _next_steps(report: BoardReport) -> Iterable[Block]:
    yield Heading("Next steps", 1)
    if not report.next_steps:
        yield Paragraph("No next steps are recorded.")
        return
    yield Table(
        "Next steps",
        (Column("Step", 55), Column("Who", 25), Column("By when", 20)),
        tuple(
            (
                cells.plain(step.text),
                cells.plain(step.lead or "Not stated"),
                cells.plain(step.due_text or "Not stated"),
            )
            for step in report.next_steps
        ),
    )


def _contact(report: BoardReport) -> Iterable[Block]:
    yield Heading("Contact", 1)
    if report.contact is None:
        yield Paragraph("No contact is given.")
        return
    lines = [
        ("Role", report.contact.role),
        ("Team", report.contact.team),
        ("Email", report.contact.email),
        ("Telephone", report.contact.telephone),
    ]
    yield cells.facts("Contact", [(what, cells.plain(value)) for what, value in lines if value])


def _notes(report: BoardReport) -> Iterable[Block]:
    yield Heading("Notes", 1)
    if report.labels:
        yield Bullets(report.labels)
    yield Heading("Sources", 2)
    if report.sources:
        yield Table(
            "Sources",
            (Column("What", 35), Column("From", 45), Column("Published", 20)),
            tuple(
                (
                    cells.plain(source.what),
                    cells.plain(source.origin),
                    cells.plain(uk_date(source.published_on) if source.published_on else "Not stated"),
                )
                for source in report.sources
            ),
            compact=True,
        )
    else:
        yield Paragraph("No sources are stated.")
    yield Heading("Rules used", 2)
    if not report.rules:
        yield Paragraph("No rules are stated.")
        return
    yield Paragraph(
        "Every state, rating, direction and flag in this report shows the code of the rule it follows."
    )
    yield Table(
        "Rules used",
        (Column("Code", 12), Column("Rule", 28), Column("Meaning", 60)),
        tuple(
            (
                cells.plain(rule.code),
                cells.plain(rule.title),
                (
                    Text(rule.meaning),
                    *((Text("The basis of this rule is not verified.", "muted"),) if rule.unverified else ()),
                ),
            )
            for rule in report.rules
        ),
        compact=True,
    )
