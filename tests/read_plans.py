"""Reads the plans of tests, and what is said of them."""

from goldenthread.intake.plans import PlanReading, read_plan
from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables


def read(content: bytes, name: str = "plan.xlsx", **options: dict[str, str]) -> PlanReading:
    return read_plan(read_tables(content, name), **options)


def whys(reading: PlanReading, level: Level = Level.PROBLEM) -> list[tuple[int | None, str, str]]:
    return [(each.row, each.column, each.why) for each in reading.problems if each.level is level]
