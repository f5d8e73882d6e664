"""Answers to a survey that were collected elsewhere: one row a response, or totals.

One row a response: each heading is a question. Columns that could say who answered (a name, an address, an
hour) are not read at all; of a date only the day is. Totals: columns for the question, the answer, and how
many gave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import Row, Table, Workbook
from goldenthread.rulebook.surveys import ANSWERS, Kind

FIELDS: Mapping[str, str] = {
    "wave": "What this time of asking is called",
    "group": "The group that somebody is in",
    "date": "The day of the answer",
    "asked": "How many people were asked",
    "question": "The question (totals)",
    "answer": "The answer (totals)",
    "number": "How many gave it (totals)",
    "who": "It says who answered: not read",
    "asks": "A question",
}
_SPELLINGS: Mapping[str, str] = {
    "wave": "wave, round, survey round, term, quarter",
    "group": "group, team, area, service, locality, school",
    "date": "date, day, completed, completed on, completion time, date completed, submitted, timestamp, "
    "start time, end time, date of response",
    "asked": "asked, population, people asked, sent, invited, issued",
    "question": "question, questions, statement",
    "answer": "answer, response, answers, option, choice, score",
    "number": "number, count, how many, responses, total, n, number of responses, people",
    "who": "name, first name, last name, surname, full name, email, e mail, email address, id, respondent, "
    "respondent id, response id, user, username, ip, ip address, phone, telephone, date of birth, dob, "
    "address, postcode, nhs number, case number, child id, your name",
}
_FIELD_OF = {word.strip(): name for name, words in _SPELLINGS.items() for word in words.split(",")}
_AGREE = {
    "strongly agree": "5", "agree strongly": "5", "yes, a lot": "5", "yes a lot": "5", "always": "5",
    "agree": "4", "tend to agree": "4", "yes, a bit": "4", "yes a bit": "4", "mostly": "4",
    "neither agree nor disagree": "3", "neither": "3", "neutral": "3", "sometimes": "3",
    "disagree": "2", "tend to disagree": "2", "not really": "2", "rarely": "2",
    "strongly disagree": "1", "disagree strongly": "1", "not at all": "1", "never": "1",
}  # fmt: skip
_YES_NO = {
    "yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no", "not sure": "unsure",
    "unsure": "unsure", "don't know": "unsure", "dont know": "unsure", "don’t know": "unsure",
    "maybe": "unsure",
}  # fmt: skip
_LEFT_OUT = {"", "-", "n/a", "na", "prefer not to say", "no answer", "skipped", "blank"}
_MOST_OF = 0.6
"""So much of a column must read as one kind of answer; the rest of it are then problems."""


@dataclass(frozen=True)
class SurveyColumn:
    """A column and what it was read as. What is in it is not shown: it may be somebody's words."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass(frozen=True)
class AskedInFile:
    """A question of the file, and how it is answered there."""

    text: str
    kind: Kind


@dataclass(frozen=True)
class FileResponse:
    """One row: `answers` maps a question's text to the answer as the rulebook names it, or to words."""

    wave: str
    group: str
    day: date | None
    answers: Mapping[str, str]


@dataclass(frozen=True)
class FileTotal:
    """So many gave an answer to a question, in a group or (empty) of all."""

    wave: str
    group: str
    question: str
    answer: str
    number: int


@dataclass
class SurveyReading:
    """All of a file. `as_json` counts what it holds: words of people stay in the file until they are read."""

    columns: list[SurveyColumn] = field(default_factory=list)
    questions: list[AskedInFile] = field(default_factory=list)
    responses: list[FileResponse] = field(default_factory=list)
    totals: list[FileTotal] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def waves(self) -> list[str]:
        """The waves that the file names, in its order; an empty one for what names none."""
        named = [*(one.wave for one in self.responses), *(one.wave for one in self.totals)]
        return list(dict.fromkeys(named))

    def as_json(self) -> dict[str, object]:
        return {
            "waves": [
                {
                    "wave": wave,
                    "responses": sum(one.wave == wave for one in self.responses),
                    "totals": sum(one.wave == wave for one in self.totals),
                    "asked": self.asked.get(wave),
                }
                for wave in self.waves
            ],
            "questions": [{"text": one.text, "kind": one.kind.value} for one in self.questions],
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_survey_results(workbook: Workbook, mapping: Mapping[str, str]) -> SurveyReading:
    """Read every table. `mapping` is heading → field; an empty field leaves a column out."""
    found = SurveyReading(problems=list(workbook.problems))
    for table in workbook.tables:
        head = next((row for row in table.rows if len(row.written) > 1), None)
        if head is None:
            continue
        columns = {cell.column: _meaning(cell.text, mapping) for cell in head.written}
        heads = {cell.column: " ".join(cell.text.split()) for cell in head.written}
        rows = [row for row in table.rows if row.number > head.number and not row.is_blank]
        if {"question", "answer", "number"} <= set(columns.values()):
            _read_totals(found, table, columns, rows)
            columns = {place: meant for place, meant in columns.items() if meant != "asks"}
        else:
            # Of what makes up totals a column by itself is a question like any other.
            odd = {"question", "answer", "number"}
            columns = {place: "asks" if meant in odd else meant for place, meant in columns.items()}
            _read_rows(found, table, columns, heads, rows)
        found.columns += [SurveyColumn(heads[place], meant, table.sheet) for place, meant in columns.items()]
    return found


def answer_in(text: str, kind: Kind) -> str | None:
    """The answer that a text is, as the rulebook names it; None where it is none of this kind."""
    plain = " ".join(text.casefold().split())
    if kind is Kind.SCALE:
        digits = plain.split("/")[0].split(" of ")[0].removesuffix(".0").strip()
        return digits if digits in ANSWERS[Kind.SCALE] else None
    return (_YES_NO if kind is Kind.YES_NO else _AGREE if kind is Kind.AGREE else {}).get(plain)


def _meaning(heading: str, mapping: Mapping[str, str]) -> str:
    if heading in mapping:
        return mapping[heading]
    plain = " ".join("".join(c if c.isalnum() else " " for c in heading.casefold()).split())
    return _FIELD_OF.get(plain, "asks")


def _read_rows(
    found: SurveyReading, table: Table, columns: Mapping[int, str], heads: Mapping[int, str],
    rows: Sequence[Row],
) -> None:  # fmt: skip
    at = {meant: place for place, meant in columns.items() if meant not in ("asks", "who", "")}
    for place, meant in columns.items():
        if meant == "who":
            why = "This column could say who answered. It is not read."
            found.problems.append(Problem(table.sheet, None, heads[place], "", why, Level.NOTE))
    asks = [place for place, meant in columns.items() if meant == "asks"]
    kinds = {place: _kind_of(row.at(place).text for row in rows) for place in asks}
    for place in asks:
        if all(heads[place] != one.text for one in found.questions):
            found.questions.append(AskedInFile(heads[place], kinds[place]))
    for row in rows:
        answers = dict(_answers(found, table, row, kinds, heads))
        if not answers:
            continue
        wave = _text(row, at.get("wave"))
        _take_asked(found, table, row, at.get("asked"), wave)
        day = _day(row, at.get("date"))
        found.responses.append(FileResponse(wave, _text(row, at.get("group")), day, answers))


def _answers(
    found: SurveyReading, table: Table, row: Row, kinds: Mapping[int, Kind], heads: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    for place, kind in kinds.items():
        text = row.at(place).text.strip()
        if text.casefold() in _LEFT_OUT:
            continue
        if kind is Kind.TEXT:
            yield heads[place], text
        elif (answer := answer_in(text, kind)) is not None:
            yield heads[place], answer
        else:
            why = f"Read as {_kind_words(kind)}, and this is none. The answer is left out."
            found.problems.append(Problem(table.sheet, row.number, heads[place], text[:60], why))


def _read_totals(found: SurveyReading, table: Table, columns: Mapping[int, str], rows: Sequence[Row]) -> None:
    at = {meant: place for place, meant in columns.items()}
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(_text(row, at["question"]), []).append(_text(row, at["answer"]))
    kinds = {question: _kind_of(answers) for question, answers in texts.items() if question}
    said: set[tuple[str, str, str, str]] = set()
    for question, kind in kinds.items():
        if kind is not Kind.TEXT and all(question != one.text for one in found.questions):
            found.questions.append(AskedInFile(question, kind))
    for row in rows:
        question, text = _text(row, at["question"]), _text(row, at["answer"])
        number = _text(row, at["number"]).replace(",", "").removesuffix(".0")
        wave, group = _text(row, at.get("wave")), _text(row, at.get("group"))

        def refuse(column: str, text: str, why: str, row: Row = row) -> None:
            words = f"{why} The row is left out."
            found.problems.append(Problem(table.sheet, row.number, column, text, words))

        _take_asked(found, table, row, at.get("asked"), wave)
        kind = kinds.get(question, Kind.TEXT)
        answer = answer_in(text, kind)
        if not question:
            refuse("question", "", "The row names no question.")
        elif answer is None:
            refuse("answer", text, f"{text!r} is not an answer to this question.")
        elif not (number.isascii() and number.isdigit()):
            refuse("number", number, f"{number!r} is not a whole number.")
        elif (wave, group, question, answer) in said:
            refuse("answer", text, "This answer is counted in a row above already.")
        else:
            said.add((wave, group, question, answer))
            found.totals.append(FileTotal(wave, group, question, answer, int(number)))


def _kind_of(texts: Iterable[str]) -> Kind:
    """How a column is answered: the kind that most of it reads as, else words."""
    given = [text for text in texts if text.strip().casefold() not in _LEFT_OUT]
    if not given:
        return Kind.TEXT
    fits = Counter(
        kind
        for text in given
        for kind in (Kind.YES_NO, Kind.AGREE, Kind.SCALE)
        if answer_in(text, kind) is not None
    )
    best, number = max(fits.items(), key=lambda pair: pair[1], default=(Kind.TEXT, 0))
    return best if number >= _MOST_OF * len(given) else Kind.TEXT


def _kind_words(kind: Kind) -> str:
    words = {Kind.YES_NO: "yes or no", Kind.AGREE: "how much they agree", Kind.SCALE: "a number from 0 to 10"}
    return words[kind]


def _take_asked(found: SurveyReading, table: Table, row: Row, place: int | None, wave: str) -> None:
    text = _text(row, place).replace(",", "").removesuffix(".0")
    if not text:
        return
    if not (text.isascii() and text.isdigit() and int(text)):
        why = "It is not how many people were asked. It is left out."
        found.problems.append(Problem(table.sheet, row.number, "asked", text, why))
    else:
        found.asked[wave] = max(int(text), found.asked.get(wave, 0))


def _text(row: Row, place: int | None) -> str:
    return " ".join(row.at(place).text.split()) if place else ""


def _day(row: Row, place: int | None) -> date | None:
    """The day in a cell; of an instant its day alone. What is no day says nothing."""
    value = row.at(place).value if place else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(row, place)[:10])
    except ValueError:
        return None
