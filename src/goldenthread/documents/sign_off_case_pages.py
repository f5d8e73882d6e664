"""A sign-off on paper: the decision, the checks, what the case rests on, and an index of its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldenthread.documents import cells
from goldenthread.documents.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Section,
    Table,
    Text,
    Tone,
)
from goldenthread.documents.pdf import typeset
from goldenthread.documents.sign_off_case import (
    SOURCE_WORDS,
    CaseCheck,
    CaseEvidence,
    CaseMeasure,
    SignOffCase,
)
from goldenthread.documents.sign_off_case_charts import picture
from goldenthread.documents.sign_off_case_index import broken, changes, index
from goldenthread.documents.sign_off_paper import DecisionPaper, SignOffPaper
from goldenthread.documents.wording import colour_badge, counted, uk_date

FIGURES_ON_PAPER = 12
_CHECK_MARKS: dict[bool | None, tuple[str, Tone]] = {
    True: ("●", "green"),
    False: ("■", "red"),
    None: ("□", "grey"),
}
INFORMED = "The checks inform the body. They do not decide."


def render_pdf(paper: SignOffPaper) -> bytes:
    """The sign-off as a tagged PDF (PDF/UA-1). Bytes depend on the paper alone."""
    return typeset(compose(paper))


def compose(paper: SignOffPaper) -> Document:
    """The sign-off in blocks: cover and contents first."""
    case = paper.case
    dated = paper.decision.decided_on if paper.decision else case.as_at
    title = f"Sign-off of recommendation {case.reference}"
    return Document(
        title=f"{title}: {case.title}",
        author=case.council,
        subject=f"{case.phase_words}. The case as of {uk_date(case.as_at)}",
        running_head=f"{case.council}: {title}, phase {case.phase}",
        dated=dated,
        cover=Cover(
            owner=case.council,
            title=title,
            subtitle=case.title,
            facts=tuple(_cover(paper)),
            labels=paper.labels,
        ),
        sections=tuple(Section(tuple(part)) for part in _parts(paper) if part),
    )


def _cover(paper: SignOffPaper) -> Iterator[tuple[str, str]]:
    case, decision = paper.case, paper.decision
    yield "Inspection", case.inspection
    yield "Phase", case.phase_words
    yield "Body", case.body or "None recorded"
    yield "Case as of", uk_date(case.as_at)
    if decision:
        yield "Decided", f"{decision.outcome}, {uk_date(decision.decided_on)}"
    else:
        yield "Decided", "Not yet"
    yield "Digest (SHA-256)", decision.digest if decision else case.digest


def _parts(paper: SignOffPaper) -> Iterator[list[Block]]:
    yield [*_decision(paper), *_checks(paper)]
    yield [*_account(paper.case), *_actions(paper.case), *_statements(paper.case)]
    yield list(_measures(paper.case))
    yield [*_evidence(paper), *_contradictions(paper.case)]
    yield [*_risks(paper.case), *_assessments(paper.case)]
    yield list(changes(paper))
    yield list(index(paper))


def _decision(paper: SignOffPaper) -> Iterator[Block]:
    yield Heading("The decision", 1)
    decision = paper.decision
    if decision is None:
        yield Paragraph("The body has not decided yet. This is the case that is before it.", "lead")
        return
    yield Paragraph(f"{decision.outcome}, {uk_date(decision.decided_on)}.", "lead")
    yield cells.facts("The decision", _decided(decision))
    if decision.conditions:
        yield Heading("Conditions", 2)
        columns = (Column("Condition", 40), Column("Shown by", 26), Column("Due", 16), Column("State", 18))
        rows = tuple(
            (
                cells.plain(one.words), cells.plain(one.shown_by), cells.plain(uk_date(one.due_on)),
                cells.plain(one.state or "Open"),
            )
            for one in decision.conditions
        )  # fmt: skip
        yield Table("Conditions", columns, rows)


def _decided(decision: DecisionPaper) -> Iterator[tuple[str, Cell]]:
    yield "Decided", cells.plain(decision.where)
    if decision.words:
        yield "What the body said", _lines(decision.words)
    recorded = f"{decision.recorded_by or 'The system'}, {uk_date(decision.recorded_at.date())}"
    yield "Recorded by", cells.plain(recorded)
    yield "Digest of the case (SHA-256)", cells.plain(broken(decision.digest))


def _checks(paper: SignOffPaper) -> Iterator[Block]:
    yield Heading("What the checks said", 2)
    yield Paragraph(INFORMED, "muted")
    reasons = {one.code: one.words for one in (paper.decision.reasons if paper.decision else ())}
    columns = (Column("Check", 34), Column("Verdict", 22), Column("Why", 44))
    yield Table("Checks", columns, tuple(_check_row(one, reasons) for one in paper.case.checks))


def _check_row(one: CaseCheck, reasons: dict[str, str]) -> tuple[Cell, ...]:
    shape, tone = _CHECK_MARKS[one.passed]
    why: tuple[Text, ...] = (Text(one.words),)
    if reason := reasons.get(one.code):
        why += (Text(f"Why the body agreed all the same: {reason}", "strong"),)
    return cells.plain(one.title), (Badge(one.verdict, shape, tone, one.code),), why


def _account(case: SignOffCase) -> Iterator[Block]:
    yield Heading("What the lead says", 1)
    if case.text:
        yield Paragraph(f"The recommendation: {case.text}", "muted")
    lines = [line.strip() for line in case.lead_account.splitlines() if line.strip()]
    yield from (Paragraph(line) for line in lines or ["The lead has written nothing yet."])


def _actions(case: SignOffCase) -> Iterator[Block]:
    yield Heading("Actions", 2)
    if not case.actions:
        yield Paragraph("No action serves it.")
        return
    done = len(case.actions) - len(case.open_actions)
    yield Paragraph(f"{done} of {counted(len(case.actions), 'action')} complete.")
    columns = (Column("Action", 34), Column("State", 16), Column("Due", 14), Column("Last update", 36))
    rows = tuple(
        (
            cells.strong(f"{one.reference} {one.title}".strip(), one.leads, one.plan),
            (_action_badge(one.complete, one.rated, one.overdue),),
            cells.plain(uk_date(one.due) if one.due else one.due_text or "No day"),
            cells.plain(
                f"{uk_date(one.said_on)}: {one.said}" if one.said_on and one.said else one.said or "–"
            ),
        )
        for one in case.actions
    )
    yield Table("Actions", columns, rows, compact=True)


def _action_badge(complete: bool, rated: str, overdue: bool) -> Badge:
    if complete:
        return Badge("Complete", "●", "green")
    if overdue:
        return Badge(f"{rated or 'Open'}, overdue", "■", "red")
    return Badge(rated or "Open", "□", "grey")


def _statements(case: SignOffCase) -> Iterator[Block]:
    if not case.statements:
        return
    yield Heading("Success statements", 2)
    columns = (Column("Statement", 40), Column("Shown", 16), Column("What was found", 44))
    rows = tuple(
        (
            cells.strong(one.text, one.source),
            cells.plain(one.verdict_words),
            (
                Text(one.finding or "Nobody has answered it"),
                *((Text(f"{uk_date(one.found_on)}. {one.sample}".strip(), "muted"),) if one.found_on else ()),
            ),
        )
        for one in case.statements
    )
    yield Table("Success statements", columns, rows, compact=True)


def _measures(case: SignOffCase) -> Iterator[Block]:
    yield Heading("Measures", 1)
    if not case.measures:
        yield Paragraph("No measure shows it.")
    for one in case.measures:
        yield from _measure(one)


def _measure(one: CaseMeasure) -> Iterator[Block]:
    yield Heading(one.name, 2)
    yield cells.facts(one.name, _measure_facts(one))
    if drawn := picture(one):
        yield drawn
    if one.strands:
        yield _figures(one)


def _measure_facts(one: CaseMeasure) -> Iterator[tuple[str, Cell]]:
    latest = f"{one.latest.text} ({one.latest.period})" if one.latest else "None held"
    yield "Newest figure", cells.strong(latest, one.sample, one.chosen)
    yield "Target", cells.plain(one.target or "None set")
    yield "Rating by the rule", cells.badge(colour_badge(one.colour, one.code), one.reason)
    if one.override:
        yield "Rating set by a person", cells.badge(colour_badge(one.override.colour), one.override.reason)
    if one.chart:
        yield "Is it changing?", cells.plain(f"{one.chart.variation.words} ({one.chart.variation.code})")
        if one.chart.assurance:
            words = f"{one.chart.assurance.words} ({one.chart.assurance.code})"
            yield "Will it meet its target?", cells.plain(words)
        yield "The chart in a sentence", cells.plain(one.chart.sentence)
    if one.shows:
        yield "Shows", cells.plain("; ".join(one.shows))


def _figures(one: CaseMeasure) -> Table:
    columns = (
        Column("Period", 24),
        Column("Figure", 20, "right"),
        Column("Source", 30),
        Column("Version", 26),
    )
    rows = tuple(
        (
            cells.plain(figure.period), cells.plain(figure.text or "–"), cells.plain(strand.source),
            cells.plain(f"version {figure.version}"),
        )
        for strand in one.strands
        for figure in strand.figures[-FIGURES_ON_PAPER:]
    )  # fmt: skip
    return Table(f"Figures of {one.name}", columns, rows, compact=True)


def _evidence(paper: SignOffPaper) -> Iterator[Block]:
    yield Heading("Evidence", 1)
    if paper.withheld:
        yield Paragraph(f"{counted(paper.withheld, 'piece')} not shown: restricted.", "note")
    for source, pieces in paper.case.by_source:
        yield Heading(source, 2)
        if not pieces:
            yield Paragraph("None.")
            continue
        yield _pieces(source, pieces)


def _pieces(name: str, pieces: Sequence[CaseEvidence]) -> Table:
    columns = (Column("Evidence", 30), Column("What was found", 44), Column("Counts", 26))
    rows = tuple(
        (
            cells.strong(
                f"{one.reference} {one.title}", one.kind, one.vouched and f"Vouched by {one.vouched}"
            ),
            (Text(one.finding or "No finding recorded"), *_of_what(one)),
            cells.badge(_counts_badge(one), one.counts_words),
        )
        for one in pieces
    )
    return Table(f"Evidence: {name.lower()}", columns, rows, compact=True)


def _of_what(one: CaseEvidence) -> Iterator[Text]:
    parts = [one.period, one.sample, f"speaks of {uk_date(one.effective_on)}"]
    yield Text("; ".join(part for part in parts if part), "muted")
    if one.why:
        yield Text(one.why, "muted")


def _counts_badge(one: CaseEvidence) -> Badge:
    shape, tone = _CHECK_MARKS[one.counts]
    return Badge("Counts" if one.counts else "Does not count", shape, tone, one.counts_code)


def _contradictions(case: SignOffCase) -> Iterator[Block]:
    yield Heading("What speaks against it", 2)
    if not case.contradictions:
        yield Paragraph("Nothing is recorded that speaks against it.")
        return
    columns = (Column("Evidence", 28), Column("What was found", 36), Column("Answered", 36))
    rows = tuple(
        (
            cells.strong(f"{one.reference} {one.title}", SOURCE_WORDS.get(one.source, one.source)),
            (Text(one.finding or "No finding recorded"), *_of_what(one)),
            _answers(one),
        )
        for one in case.contradictions
    )
    yield Table("What speaks against it", columns, rows, compact=True)


def _answers(one: CaseEvidence) -> Cell:
    if not one.answers:
        return (Badge("Not answered", "■", "red"),)
    told = (
        Text(f"{answer.text} ({answer.by or 'the system'}, {uk_date(answer.at.date())})")
        for answer in one.answers
    )
    stale = () if one.answered else (Badge("Says something new since", "▲", "amber"),)
    return (*told, *stale)


def _risks(case: SignOffCase) -> Iterator[Block]:
    yield Heading("Risks left", 1)
    if not case.risks:
        yield Paragraph("No open risk is recorded.")
        return
    columns = (Column("Risk", 46), Column("Score", 18), Column("Target", 18), Column("Owner", 18))
    rows = tuple(
        (
            cells.plain(f"{one.reference} {one.title}"), cells.plain(one.score), cells.plain(one.target),
            cells.plain(one.owner),
        )
        for one in case.risks
    )  # fmt: skip
    yield Table("Risks left", columns, rows, compact=True)


def _assessments(case: SignOffCase) -> Iterator[Block]:
    yield Heading("Assessments so far", 2)
    if not case.assessments:
        yield Paragraph("It was not assessed before.")
        return
    yield Bullets(
        tuple(
            f"{one.text or uk_date(one.on)}: {f'{case.recommendation}{one.element}, ' if one.element else ''}"
            f"{one.words.lower()}{f' ({one.body})' if one.body else ''}"
            f"{f'. Condition: {one.condition}' if one.condition else ''}"
            f"{f'. {one.reason}' if one.reason else ''}"
            for one in case.assessments
        )
    )


def _lines(text: str) -> Cell:
    return tuple(Text(line.strip()) for line in text.splitlines() if line.strip())
