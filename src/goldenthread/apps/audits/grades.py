"""Grades and answers as people write them in a sheet: "Good", "RI", "requires improvement", "Y", "n/a"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.apps.audits.models import Answer, Tool
from goldenthread.apps.inspections.models import Framework

USUAL_SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
_ANSWERS = {
    "yes": Answer.YES, "y": Answer.YES, "met": Answer.YES, "true": Answer.YES,
    "no": Answer.NO, "n": Answer.NO, "not met": Answer.NO, "false": Answer.NO,
    "n/a": Answer.NOT_APPLICABLE, "na": Answer.NOT_APPLICABLE, "does not apply": Answer.NOT_APPLICABLE,
    "not applicable": Answer.NOT_APPLICABLE,
}  # fmt: skip


def answer_in(text: str) -> str | None:
    """The answer that a text gives; None for what is none."""
    found = _ANSWERS.get(" ".join(text.casefold().split()).strip("."))
    return found.value if found else None


def grade_in(text: str, grades: Sequence[str]) -> str | None:
    """The grade of a scale that a text means: as it is called, its initials, or how only one begins."""
    said = " ".join(text.casefold().replace(".", " ").split())
    if not said:
        return None
    called = {grade.casefold(): grade for grade in grades}
    if said in called:
        return called[said]
    initials = {"".join(word[0] for word in grade.casefold().split()): grade for grade in grades}
    if said in initials and len(initials) == len(grades):
        return initials[said]
    begin = [
        grade for grade in grades if grade.casefold().startswith(said) or said.startswith(grade.casefold())
    ]
    return begin[0] if len(begin) == 1 and len(said) > 3 else None


def good_of(grades: Sequence[str]) -> int:
    """How many grades of a scale count as good where nobody has said: down to the one called good."""
    return next((place for place, grade in enumerate(grades, 1) if grade.casefold() == "good"), 1)


@dataclass(frozen=True)
class Scales:
    """The scales that are in use here, those of tools first."""

    scales: tuple[tuple[str, ...], ...]

    @classmethod
    def in_use(cls) -> Scales:
        tools = [tuple(one) for one in Tool.objects.order_by("-pk").values_list("grades", flat=True)]
        frameworks = [
            tuple(one) for one in Framework.objects.exclude(grades=[]).values_list("grades", flat=True)
        ]
        return cls(tuple(dict.fromkeys([*tools, USUAL_SCALE, *frameworks])))

    def grade(self, text: str) -> str | None:
        """A grade of any of them."""
        return next((grade for scale in self.scales if (grade := grade_in(text, scale))), None)

    def of(self, texts: Sequence[str]) -> tuple[str, ...] | None:
        """The first scale in which each of these is a grade."""
        return next((scale for scale in self.scales if all(grade_in(text, scale) for text in texts)), None)

    def row_of(self, headings: Sequence[str]) -> tuple[str, ...]:
        """The scale whose grades all stand among these headings; empty where none does."""
        said = {heading.casefold() for heading in headings}
        return next((scale for scale in self.scales if {grade.casefold() for grade in scale} <= said), ())

    @property
    def words(self) -> str:
        return ", ".join(self.scales[0])
