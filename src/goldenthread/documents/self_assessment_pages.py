"""A self-assessment as blocks: cover, verdicts, chapters, monitoring table, and each recommendation in turn.

Cover, summary and monitoring table hold nothing of their own: they are drawn from the recommendations.
"""

from collections.abc import Iterator

from goldenthread.documents.blocks import (
    Badge,
    Block,
    Cover,
    Document,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    Tone,
)
from goldenthread.documents.blocks import Column as Col
from goldenthread.documents.charts import Drawing, chart
from goldenthread.documents.drafted_report_pages import block_of
from goldenthread.documents.pdf import typeset
from goldenthread.documents.self_assessment import (
    Chapter,
    Chart,
    Evidence,
    Monitoring,
    Outcome,
    PieceKind,
    Recommendation,
    SelfAssessment,
    Told,
    Written,
)
from goldenthread.documents.word import write_word
from goldenthread.documents.wording import counted, listed, standing_badge, uk_date

OUTCOME_WORDS = {
    Outcome.MET: "Met this year",
    Outcome.REMAINS_MET: "Remains met",
    Outcome.CONDITION: "Met subject to a condition",
    Outcome.PARTLY_MET: "Partly met",
    Outcome.NOT_MET: "Not met",
    Outcome.NOT_APPLICABLE: "No longer applicable",
    Outcome.NOT_ASSESSED: "Not assessed",
}
_MARKS: dict[Outcome, tuple[str, Tone]] = {
    Outcome.MET: ("●", "green"),
    Outcome.REMAINS_MET: ("♦", "green"),
    Outcome.CONDITION: ("○", "green"),
    Outcome.PARTLY_MET: ("▲", "amber"),
    Outcome.NOT_MET: ("■", "red"),
    Outcome.NOT_APPLICABLE: ("–", "grey"),
    Outcome.NOT_ASSESSED: ("□", "grey"),
}
DRAFT = "Draft: it changes until it is frozen."
LAST_YEAR = "From last year’s self-assessment, not yet gone over:"
NOTHING = "Nothing is written here yet."
NOT_ARRANGED = "Not arranged yet"
CHART_WIDTH, CHART_HEIGHT = 150.0, 61.0
"""Millimetres."""
_FACTS = (Col("What", 24), Col("Value", 76))


def render_pdf(paper: SelfAssessment) -> bytes:
    """The document as PDF/UA-1."""
    return typeset(compose(paper))


def render_word(paper: SelfAssessment) -> bytes:
    """The document as ``.docx``."""
    return write_word(compose(paper))


def compose(paper: SelfAssessment) -> Document:
    """The whole document, cover and contents first."""
    chapters = (Section(tuple(_chapter(one))) for one in paper.chapters)
    evidence = tuple(_evidence_index(paper))
    return Document(
        title=paper.title,
        author=paper.council,
        subject=f"Self-assessment of {paper.plan}",
        running_head=f"{paper.title}{' (draft)' if paper.draft else ''}",
        dated=paper.as_at,
        cover=_cover(paper),
        sections=(
            Section(tuple(_verdicts(paper))),
            *chapters,
            Section(tuple(_monitoring(paper)), landscape=True),
            *_recommendations(paper),
            *((Section(evidence),) if evidence else ()),
        ),
    )


def outcome_badge(outcome: Outcome, code: str | None = None) -> Badge:
    """What a recommendation counts as."""
    shape, tone = _MARKS[outcome]
    return Badge(OUTCOME_WORDS[outcome], shape, tone, code)


def facts_of(paper: SelfAssessment) -> list[tuple[str, str]]:
    """What the document is, of what and as at when: pairs of words, the counts among them."""
    facts = [("Plan", paper.plan)]
    if paper.body:
        facts.append(("For", paper.body))
    facts.append(("As at", uk_date(paper.as_at)))
    if paper.compared_on:
        facts.append(("Beside", uk_date(paper.compared_on)))
    facts.append(("Recommendations", str(len(paper.recommendations))))
    facts += [(OUTCOME_WORDS[outcome], str(number)) for outcome, number in paper.counts()]
    if paper.edition > 1:
        changed = ", ".join(paper.changed) or "no part"
        facts.append(("Edition", f"{paper.edition}. {paper.why_again.rstrip('.')}. Changed: {changed}."))
    return facts


def _cover(paper: SelfAssessment) -> Cover:
    labels = (*paper.labels, *((DRAFT,) if paper.draft else ()))
    return Cover(paper.council, paper.title, paper.plan, tuple(facts_of(paper)[1:]), labels)


def _verdicts(paper: SelfAssessment) -> Iterator[Block]:
    """Every recommendation with its verdict, and last year's beside it."""
    yield Heading("Where each recommendation stands", 1)
    yield Paragraph(summary_sentence(paper), "lead")
    yield Table(
        "How many count as what",
        (Col("Verdict", 60), Col("Recommendations", 40, "right")),
        tuple(((outcome_badge(outcome),), (Text(str(number)),)) for outcome, number in paper.counts()),
    )
    before = uk_date(paper.compared_on) if paper.compared_on else "Before"
    yield Table(
        "Each recommendation",
        (Col("No.", 8), Col("Recommendation", 44), Col(before, 22), Col(uk_date(paper.as_at), 26)),
        tuple(
            (
                (Text(one.ref, "strong"),),
                (Text(one.title),),
                (standing_badge(one.before),) if one.before else (Text("–"),),
                (outcome_badge(one.outcome),),
            )
            for one in paper.recommendations
        ),
        compact=True,
    )


def summary_sentence(paper: SelfAssessment) -> str:
    """ "Of 25 recommendations 12 are met this year or remain met, and 9 are left to be watched." """
    met = sum(number for outcome, number in paper.counts() if outcome in (Outcome.MET, Outcome.REMAINS_MET))
    total = counted(len(paper.recommendations), "recommendation")
    are = "is" if met == 1 else "are"
    left = len(paper.left())
    return f"Of {total} {met} {are} met, and {left} {'is' if left == 1 else 'are'} left to be watched."


def _chapter(chapter: Chapter) -> Iterator[Block]:
    yield Heading(chapter.title, 1)
    for told in chapter.told:
        if len(chapter.told) > 1:
            yield Heading(told.title, 3)
        yield from _told(told, (), ())
    yield from _by(chapter.written)


def _monitoring(paper: SelfAssessment) -> Iterator[Block]:
    """What is left, how it is watched, and what is planned."""
    yield Heading("What is left, and how it is watched", 1)
    left = paper.left()
    if not left:
        yield Paragraph("Nothing is left: every recommendation is met or no longer applies.")
        return
    yield Table(
        "Monitoring of what is left",
        (
            Col("No.", 6), Col("Recommendation", 24), Col("Verdict", 15), Col("Monitored through", 18),
            Col("Supported by", 18), Col("Planned actions", 19),
        ),
        tuple(_monitored(one) for one in left),
        compact=True,
    )  # fmt: skip


def _monitored(one: Recommendation) -> tuple[tuple[Text | Badge, ...], ...]:
    held = one.monitoring or Monitoring()
    through = ", ".join(held.through) or held.why_none or NOT_ARRANGED
    condition = f". Condition: {one.verdict.condition}" if one.verdict.condition else ""
    return (
        (Text(one.ref, "strong"),),
        (Text(f"{one.title}{condition}"),),
        (outcome_badge(one.outcome),),
        (Text(through),),
        (Text("; ".join(held.supported_by) or "–"),),
        (Text(held.planned_actions or "–"),),
    )


def _recommendations(paper: SelfAssessment) -> Iterator[Section]:
    for place, one in enumerate(paper.recommendations):
        first: tuple[Block, ...] = ()
        if place == 0:
            first = (Heading("The recommendations one by one", 1),)
        yield Section((*first, *_recommendation(one, paper)))


def _recommendation(one: Recommendation, paper: SelfAssessment) -> Iterator[Block]:
    yield Heading(one.name, 2)
    if one.text and one.text != one.title:
        yield Paragraph(one.text)
    yield Table(f"Verdict on {one.ref}", _FACTS, tuple(_facts(one, paper)), headed=False)
    if one.elements:
        yield Table(
            f"Elements of {one.ref}",
            (Col("Part", 8), Col("What is asked", 44), Col("Before", 22), Col("Now", 26)),
            tuple(
                (
                    (Text(element.ref, "strong"),),
                    (Text(element.title),),
                    (standing_badge(element.before),) if element.before else (Text("–"),),
                    (standing_badge(element.verdict.standing),),
                )
                for element in one.elements
            ),
        )
    for told in one.told:
        yield Heading(told.title, 3, listed=False)
        yield from _told(told, one.charts, one.evidence)


def _facts(one: Recommendation, paper: SelfAssessment) -> Iterator[tuple[tuple[Text | Badge, ...], ...]]:
    def row(what: str, *value: Text | Badge) -> tuple[tuple[Text | Badge, ...], ...]:
        return ((Text(what),), value)

    yield row("Verdict", outcome_badge(one.outcome, one.outcome_code))
    yield row("Why", Text(f"{one.verdict.reason} ({one.verdict.code})"))
    if paper.compared_on:
        held = standing_badge(one.before) if one.before else Text("Not assessed")
        yield row(f"On {uk_date(paper.compared_on)}", held)
    if assessed := assessed_words(one):
        yield row("Assessed", Text(assessed))
    if one.verdict.condition:
        yield row("Condition", Text(one.verdict.condition))
    for what, value in (
        ("Answers for it", one.accountable), ("Theme", one.theme), ("Found in", _found_in(one)),
    ):  # fmt: skip
        if value:
            yield row(what, Text(value))
    if one.is_left:
        held_by = ", ".join(one.monitoring.through) if one.monitoring else ""
        yield row("Monitored through", Text(held_by or NOT_ARRANGED))
    # Here and not below the words, where a page would be begun for it alone.
    if says := written_words(one.written):
        yield row("Written", Text(says))


def assessed_words(one: Recommendation) -> str:
    """When it was last assessed, and by whom: "31 August 2017, Health and Wellbeing Board"."""
    verdict = one.verdict
    if verdict.assessed_on is None:
        return ""
    return ", ".join(filter(None, [verdict.assessed_text or uk_date(verdict.assessed_on), verdict.by]))


def _found_in(one: Recommendation) -> str:
    return f"{one.inspection}, {_paragraphs(one.paragraphs)}" if one.paragraphs else one.inspection


def _paragraphs(numbers: str) -> str:
    return f"paragraph{'s' if ',' in numbers else ''} {numbers}"


def _told(told: Told, charts: tuple[Chart, ...], evidence: tuple[Evidence, ...]) -> Iterator[Block]:
    if told.from_last_year and told.pieces:
        yield Paragraph(LAST_YEAR, "note")
    if not told.pieces:
        yield Paragraph(NOTHING, "note")
    for piece in told.pieces:
        if piece.kind is PieceKind.PART and piece.part is not None:
            yield block_of(piece.part)
        elif piece.kind is PieceKind.CHART:
            for one in charts:
                if one.key == piece.key:
                    yield from _drawn(one)
        else:
            for found in evidence:
                if found.key == piece.key:
                    yield Paragraph(evidence_sentence(found))


def drawing_of(one: Chart) -> Drawing | None:
    """The chart drawn; None where there are not two numbers for a line."""
    if sum(point.figure is not None and point.figure.value is not None for point in one.series) < 2:
        return None
    return chart(one.title, one.series, unit=one.unit, target=one.target)


def without_line(one: Chart) -> str:
    """What stands in place of a chart that cannot be drawn."""
    told = [f"{point.figure.text} in {point.period}" for point in one.series if point.figure]
    if not told:
        return f"{one.title}: no figure yet."
    return f"{one.title}: {listed(told)}. One figure makes no line."


def _drawn(one: Chart) -> Iterator[Block]:
    drawing = drawing_of(one)
    if drawing is None:
        yield Paragraph(without_line(one))
        return
    yield Picture(drawing.svg, drawing.alt, CHART_WIDTH, CHART_HEIGHT)
    # Below it: a title above would be left behind where the chart goes to the next page.
    yield Paragraph(f"{one.title}. {one.says}".strip(), "note")


def evidence_sentence(one: Evidence) -> str:
    """A piece in the text: reference, title, when, from how many, and what was found."""
    if one.restricted:
        return f"{one.reference}: {one.source}, restricted. Its finding is not printed here."
    when = one.period or (uk_date(one.effective_on) if one.effective_on else "")
    about = ", ".join(filter(None, [when, one.sample]))
    found = one.finding or "no finding recorded."
    return f"{one.reference} {one.title}{f' ({about})' if about else ''}: {found}"


def written_words(written: Written) -> str:
    """By posts: "Written by: Head of Safeguarding. Reviewed by: Director, 1 September 2017." """
    says = [f"Written by: {written.writer}."] if written.writer else []
    if written.reviewer and written.reviewed_on:
        says.append(f"Reviewed by: {written.reviewer}, {uk_date(written.reviewed_on)}.")
    return " ".join(says)


def _by(written: Written) -> Iterator[Block]:
    if says := written_words(written):
        yield Paragraph(says, "note")


def _evidence_index(paper: SelfAssessment) -> Iterator[Block]:
    """Each piece once, with the recommendations that it bears on."""
    pieces: dict[str, Evidence] = {}
    bears: dict[str, list[str]] = {}
    for one in paper.recommendations:
        for piece in one.evidence:
            pieces.setdefault(piece.reference, piece)
            bears.setdefault(piece.reference, []).append(f"{one.ref} ({piece.bears.lower()})")
    if not pieces:
        return
    yield Heading("Index of evidence", 1)
    yield Table(
        "Evidence with its version",
        (
            Col("No.", 9), Col("Evidence", 31), Col("Source", 15), Col("Speaks of", 14), Col("Bears on", 15),
            Col("Version and digest", 16),
        ),
        tuple(
            (
                (Text(reference, "strong"),),
                (Text("Restricted" if piece.restricted else piece.title),),
                (Text(piece.source),),
                (Text(piece.period or (uk_date(piece.effective_on) if piece.effective_on else "–")),),
                (Text(", ".join(bears[reference])),),
                (Text(f"{piece.version}"), Text(piece.sha256[:16], "muted")),
            )
            for reference, piece in pieces.items()
        ),
        compact=True,
    )  # fmt: skip
