"""Makes releases in the layouts that national statistics of children's services are published in.

The headings, levels, symbols and rounding are those of published files; every number is made up. National and
regional counts are rounded to 10, percentages come from the counts before that, small counts are `c`.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence

WHERE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
    "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
REGIONS = {
    "E12000001": "North East", "E12000002": "North West", "E12000003": "Yorkshire and The Humber",
    "E12000005": "West Midlands",
}  # fmt: skip
AUTHORITIES = (
    ("E12000001", "840", "E06000047", "County Durham"), ("E12000001", "841", "E06000005", "Darlington"),
    ("E12000001", "805", "E06000001", "Hartlepool"), ("E12000002", "877", "E06000007", "Warrington"),
    ("E12000002", "896", "E06000050", "Cheshire West and Chester"),
    ("E12000002", "342", "E08000013", "St. Helens"), ("E12000003", "816", "E06000014", "York"),
    ("E12000003", "811", "E06000011", "East Riding of Yorkshire"),
    ("E12000003", "810", "E06000010", "Kingston upon Hull, City of"),
    ("E12000005", "334", "E08000029", "Solihull"), ("E12000005", "937", "E10000031", "Warwickshire"),
    ("E12000005", "884", "E06000019", "Herefordshire, County of"),
)  # fmt: skip
Row = dict[str, str]
Make = Callable[[random.Random, int, bool], Sequence[Row]]


def places(years: Sequence[str], identifier: str) -> Iterator[tuple[Row, bool, int]]:
    """Where each row is, whether its counts are rounded, and about how large it is."""
    for year in years:
        nation = {
            "time_period": year, "time_identifier": identifier, "country_code": "E92000001",
            "country_name": "England",
        }  # fmt: skip
        yield nation | {"geographic_level": "National"}, True, 400_000
        for code, name in REGIONS.items():
            region = {"region_code": code, "region_name": name}
            yield nation | region | {"geographic_level": "Regional"}, True, 40_000
        for place, (code, old, new, name) in enumerate(AUTHORITIES):
            area = {
                "region_code": code, "region_name": REGIONS[code], "old_la_code": old, "new_la_code": new,
                "la_name": name, "geographic_level": "Local authority",
            }  # fmt: skip
            yield nation | area, False, 900 + 350 * place


def made(
    make: Make, columns: Sequence[str], *, years: Sequence[str] = ("2016", "2017", "2018"),
    identifier: str = "Reporting year", seed: int = 1, order: Sequence[str] = WHERE,
) -> list[Row]:  # fmt: skip
    """The rows of a release. `columns` are those after `order`."""
    chance = random.Random(seed)
    return [
        dict.fromkeys((*order, *columns), "") | where | row
        for where, rounded, size in places(years, identifier)
        for row in make(chance, size, rounded)
    ]


def written(rows: Sequence[Row], separator: str = ",") -> bytes:
    """The rows as CSV, their columns in the order of the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def count(number: int, rounded: bool) -> str:
    """A count as it is published: to 10, or hidden where it is small."""
    if rounded:
        return str(10 * round(number / 10))
    return "c" if 1 <= number <= 5 else str(number)


def percent(top: int, bottom: int, places: int = 1) -> str:
    """To so many places, its trailing zeros lost; hidden with a small count."""
    if 1 <= top <= 5:
        return "c"
    return f"{round(100 * top / bottom, places):g}"


def per(top: int, bottom: int, times: int, places: int = 1) -> str:
    return (
        f"{round(times * top / bottom, places):.{places}f}".rstrip("0").rstrip(".")
        if places
        else (f"{round(times * top / bottom)}")
    )


REFERRALS = (
    "category", "Referrals", "Referrals_rate", "Re_referrals", "Re_referrals_percent", "No_Further_Action",
    "No_Further_Action_percent",
)  # fmt: skip


def referrals(chance: random.Random, size: int, rounded: bool) -> list[Row]:
    """Counts, and percentages of the first of them. The population behind the rate is not in the file."""
    all_of_them = int(size * chance.uniform(0.8, 1.2))
    again, none = (int(all_of_them * chance.uniform(*span)) for span in ((0.12, 0.3), (0.002, 0.12)))
    return [{
        "category": "Referrals and Re-referrals", "Referrals": count(all_of_them, rounded),
        "Referrals_rate": f"{chance.uniform(250, 900):.1f}", "Re_referrals": count(again, rounded),
        "Re_referrals_percent": percent(again, all_of_them), "No_Further_Action": count(none, rounded),
        "No_Further_Action_percent": percent(none, all_of_them),
    }]  # fmt: skip


LOOKED_AFTER = ("population_count", "population_estimate", "number", "rate_per_10000")


def looked_after(chance: random.Random, size: int, rounded: bool) -> list[Row]:
    """A rate whose numerator and population have columns that are not called like it."""
    population = size * chance.randint(24, 30) + chance.randint(0, 999)
    rows = []
    for what, rate in (("Children looked after at 31 March each year", 80), ("Children starting", 30)):
        number = int(population * rate * chance.uniform(0.6, 1.5) / 10_000)
        rows.append({
            "population_count": what, "population_estimate": str(population),
            "number": count(number, rounded), "rate_per_10000": per(number, population, 10_000, 0),
        })  # fmt: skip
    return rows


STABILITY = ("cla_group", "placement_stability", "children_count", "children_percent")


def stability(chance: random.Random, size: int, rounded: bool) -> list[Row]:
    """A percentage whose denominator is the count of another row."""
    rows = []
    for group, part, share in (
        ("CLA on 31 March", "With 3 or more placements during the year", 0.1),
        ("CLA 2.5 years", "Living with the same carer for at least 2 years", 0.68),
    ):
        whole = int(size * chance.uniform(0.2, 0.4))
        some = int(whole * share * chance.uniform(0.8, 1.2))
        for name, number in ((part, some), ("Total children", whole)):
            rows.append({
                "cla_group": group, "placement_stability": name, "children_count": count(number, rounded),
                "children_percent": percent(number, whole, 0),
            })  # fmt: skip
    return rows


WORKFORCE = (
    "inpost_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "agency_fte",
    "agency_rate_fte",
    "caseload_fte",
)


def workforce(chance: random.Random, size: int, rounded: bool) -> list[Row]:
    """Rates that are percentages though their names say no scale; `low` and `u` in places."""
    posts = size / 10 * chance.uniform(0.8, 1.2)
    leavers, agency = posts * chance.uniform(0.08, 0.2), posts * chance.uniform(0.0, 0.3)
    hidden = chance.random()
    row = {
        "inpost_fte": f"{posts:.1f}", "leavers_fte": f"{leavers:.1f}",
        "turnover_rate_fte": f"{100 * leavers / posts:.1f}", "agency_fte": f"{agency:.1f}",
        "agency_rate_fte": f"{100 * agency / (posts + agency):.1f}",
        "caseload_fte": f"{chance.uniform(13, 20):.1f}",
    }  # fmt: skip
    if hidden < 0.1:
        return [row | {"agency_fte": "u", "agency_rate_fte": "u"}]
    return [row | ({"agency_fte": "low", "agency_rate_fte": "low"} if hidden < 0.15 else {})]


LONG = ("indicator", "value", "numerator", "denominator", "unit")


def long(chance: random.Random, size: int, rounded: bool) -> list[Row]:
    """One figure a row, with its counts."""
    whole = int(size * chance.uniform(0.5, 1.0))
    some = int(whole * chance.uniform(0.6, 0.95))
    return [
        {
            "indicator": "Assessments completed within 45 days", "value": percent(some, whole),
            "numerator": count(some, rounded), "denominator": count(whole, rounded), "unit": "%",
        },
        {"indicator": "Assessments", "value": count(whole, rounded)},
    ]  # fmt: skip


LAYOUTS: dict[str, tuple[Make, Sequence[str]]] = {
    "referrals": (referrals, REFERRALS),
    "looked after": (looked_after, LOOKED_AFTER),
    "stability": (stability, STABILITY),
    "workforce": (workforce, WORKFORCE),
    "long": (long, LONG),
}
