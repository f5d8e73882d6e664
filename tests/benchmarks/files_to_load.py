"""A large plan and a large scorecard as councils type them: made up, and as long as asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests import make_plans, make_scorecards
from tests.make_scorecards import Typed

PLAN_HEADINGS = (
    "Ref", "Outcome", "Action", "Start date", "Due date", "Workstream", "Lead", "Success indicator",
    "How we will check", "Progress",
)  # fmt: skip
MONTHS = ("March 2018", "Sept 2018", "31/12/2018", "by Jan 2019", "Ongoing", "complete by Dec 18")
STATUSES = ("Completed", "In progress, on track", "Not on track, risk to delivery", "Not started")
PER_OUTCOME = 10
QUARTERS = ("Q1 2017-18", "Q2 2017-18", "Q3 2017-18", "Q4 2017-18")


def plan_as_excel(actions: int) -> bytes:
    """One sheet; an outcome is written once, its cells merged over its actions."""
    rows = [PLAN_HEADINGS, *_plan_rows(actions)]
    merged = [f"B{first}:B{first + PER_OUTCOME - 1}" for first in range(2, actions + 2, PER_OUTCOME)]
    return make_plans.excel({"Plan": rows}, merge={"Plan": merged})


def plan_as_word(actions: int) -> bytes:
    """A table for each outcome, the headings again in each."""
    rows = list(_plan_rows(actions))
    starts = range(0, actions, PER_OUTCOME)
    return make_plans.word(*([PLAN_HEADINGS, *rows[start : start + PER_OUTCOME]] for start in starts))


def _plan_rows(actions: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(1)
    for number in range(actions):
        outcome, place = divmod(number, PER_OUTCOME)
        yield (
            f"{outcome + 1}.{place + 1}",
            f"Outcome {outcome + 1}: children are helped sooner" if place == 0 else "",
            f"Agree pathway {number} with partners, and check a sample of {chance.randint(5, 50)} each month",
            "January 2018",
            chance.choice(MONTHS),
            f"Workstream {chance.randint(1, 8)}",
            f"Head of Service {chance.randint(1, 20)} / Service Manager {chance.randint(1, 20)}",
            "* 90% within 20 weeks\n* Families say that they were heard",
            "Audit of ten cases",
            chance.choice(STATUSES),
        )


def scorecard_as_excel(measures: int, service: str) -> bytes:
    """One sheet with sections between the measures, percentages as Excel has them, four quarters.

    Measures of two services are not taken for the same.
    """
    head = (
        "Ref", "Measure", "Polarity", "Stat. neighbours", "England", "Target", "Yr. end 16-17", *QUARTERS,
        "Yr. end 17-18", "RAG", "DoT", "Comments",
    )  # fmt: skip
    chance = random.Random(1)
    grid: list[list[object]] = [["Children and families scorecard"], [], list(head)]
    for number in range(measures):
        section, place = divmod(number, 15)
        if place == 0:
            grid.append([Typed(f"Section {section + 1}", bold=True, across=len(head))])
        figures = [Typed(chance.randint(40, 99) / 100, "0%") for _ in range(9)]
        grid.append(
            [
                f"{service}{section + 1}.{place + 1}", f"% of {service} of kind {number} in time",
                "High is good", *figures, chance.choice(("Red", "Amber", "Green")), "→",
                "Vacancies in the team are now filled.",
            ]
        )  # fmt: skip
    return make_scorecards.excel({"Scorecard": grid})
