"""What happened to the children of a made-up council: one truth, from which everything is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.casedata.making import care, cases, education, leaving, placements, rates
from goldenthread.casedata.making.children import Children, referral_ages
from goldenthread.casedata.making.rows import (
    NO_DAY,
    Days,
    Rows,
    age,
    chosen,
    day,
    joined,
    later,
    on_working_day,
    texts,
    working,
)
from goldenthread.casedata.making.span import Place, spread, staff

SOON_CLOSED, WITHIN = 300, 360
GENERATIONS = 14
CONTACTS_OF_THE_KNOWN = 0.40
ORGANISATIONS = {"Early help service": 0.45, "School": 0.30, "Health visiting": 0.12, "Family centre": 0.13}


@dataclass(frozen=True)
class Truth:
    """One council's tables. `child` is a row of `children`.

    A day after `place.span.ends` is what will happen: whoever writes a file as of a day leaves out what came
    after it.
    """

    place: Place
    children: Rows
    contacts: Rows
    early_help: Rows
    cases: Rows
    assessments: Rows
    care: Rows
    episodes: Rows
    care_reviews: Rows
    health: Rows
    missing: Rows
    leavers: Rows
    adoptions: Rows
    adopters: Rows
    ehc_requests: Rows
    ehc_reviews: Rows


def happened(place: Place) -> Truth:
    """All of it, from the council's seed."""
    children = Children(place)
    found = _cases(place, children)
    contacts = _contacts(place, children, found)
    asked = education.requests(place, children, np.unique(found["child"]))
    people = children.rows()
    periods = _care(place, people, found)
    born = people["born"][periods["child"]]
    adopted = care.adoptions(place.chance("adoptions"), born, periods)
    plans = asked.only(~np.isnat(asked["issued"]))
    return Truth(
        place=place, children=people, contacts=contacts,
        early_help=_early_help(place.chance("early help"), place, contacts),
        cases=found, assessments=_assessments(place.chance("assessments"), found), care=periods,
        episodes=placements.episodes(place.chance("episodes"), born, periods, adopted),
        care_reviews=care.reviews(place.chance("care reviews"), periods),
        health=leaving.health(place.chance("health"), place.span, born, periods),
        missing=placements.missing(place.chance("missing"), born, periods),
        leavers=leaving.leavers(place.chance("leavers"), born, periods), adoptions=adopted,
        adopters=leaving.adopters(place.chance("adopters"), place.span),
        ehc_requests=asked, ehc_reviews=education.reviews(place.chance("ehc reviews"), plans),
    )  # fmt: skip


def _cases(place: Place, children: Children) -> Rows:
    """Referrals with their cases: children who are new, and then those who come again, round after round."""
    span, random = place.span, place.chance("front door")
    when, ages = cases.old_care(random, span)
    child = children.of_ages(when, ages)
    area = random.integers(0, rates.AREAS, len(when))
    old = cases.referred(random, span, child, children.born[child], area, when, into_care=True)
    first = rates.REFERRALS * span.scale * (1 - rates.REPEATED * 0.77 - rates.RETURNING * 0.62)
    when = on_working_day(spread(random, span.front_door_from, span.ends, first))
    child = children.of_ages(when, referral_ages(random, len(when)))
    area = random.integers(0, rates.AREAS, len(when))
    born = children.born
    generation = cases.referred(random, span, child, born[child], area, when)
    every = [old, generation]
    generation = joined(every)
    for _ in range(GENERATIONS):
        again = _again(random, generation, day(span.ends))
        came = again["when"] >= day(span.front_door_from)
        came &= age(born[again["child"]], again["when"]) < 17
        again = again.only(came)
        if not len(again):
            break
        generation = cases.referred(
            random, span, again["child"], born[again["child"]], again["area"], again["when"]
        )
        every.append(generation)
    found = joined(every).by("referred", "child")
    found = found.only(found["referred"] <= day(span.ends))
    return _plans_before(random, _allocated(random, place, found))


def _again(random: np.random.Generator, before: Rows, ends: np.datetime64) -> Rows:
    """The next referral of those who come again: within 12 months, or years later."""
    n = len(before)
    length = (before["closed"] - before["referred"]).astype("int64")
    u = random.random(n)
    soon = (u < rates.REPEATED) & (length < SOON_CLOSED)
    years = ~soon & (random.random(n) < rates.RETURNING)
    part = random.beta(1.1, 1.5, n)
    next_soon = later(before["closed"], 4 + part * np.maximum(WITHIN - length - 4, 1))
    next_late = later(before["closed"], 366 + random.exponential(500, n))
    when = np.where(soon, next_soon, np.where(years, next_late, NO_DAY))
    adopted = before["route"] == care.ADOPTION
    again = ~np.isnat(when) & ~adopted
    rows = Rows({"child": before["child"], "area": before["area"], "when": when}).only(again)
    rows = rows.plus(when=on_working_day(rows["when"]))
    return rows.only(rows["when"] <= ends)


def _allocated(random: np.random.Generator, place: Place, found: Rows) -> Rows:
    """The team and worker of each stage of a case."""
    scale, workers, area = place.span.scale, rates.WORKERS_IN_A_TEAM, found["area"]
    first_team, first_worker = staff(random, rates.TEAMS["assessment"], 101, area, scale, workers)
    team, worker = staff(random, rates.TEAMS["need"], 201, area, scale, workers)
    special, its_worker = staff(random, rates.TEAMS["disability"], 301, area, scale, workers)
    length = (found["need_ended"] - found["need_started"]).astype("int64")
    disabled = np.where(np.isnat(found["need_started"]), False, length > 499)
    return found.plus(
        case=np.arange(len(found)), first_team=first_team, first_worker=first_worker,
        team=np.where(disabled, special, team), worker=np.where(disabled, its_worker, worker),
        category=chosen(random, rates.ABUSE, len(found)),
    )  # fmt: skip


def _plans_before(random: np.random.Generator, found: Rows) -> Rows:
    """How many protection plans each child had before this one, those before our time included."""
    long_ago = np.zeros(int(found["child"].max()) + 1, dtype="int64")
    long_ago[random.random(len(long_ago)) < rates.PREVIOUS_PLAN] = 1
    before = long_ago[found["child"]]
    planned = np.flatnonzero(~np.isnat(found["plan_started"]))
    seen: dict[int, int] = {}
    for row in planned.tolist():
        child = int(found["child"][row])
        before[row] += seen.get(child, 0)
        seen[child] = seen.get(child, 0) + 1
    latest_category = np.where(
        random.random(len(found)) < 0.88, found["category"], chosen(random, rates.ABUSE, len(found))
    )
    return found.plus(previous_plans=before, latest_category=latest_category)


def _contacts(place: Place, children: Children, found: Rows) -> Rows:
    """Contacts: one before each referral, others about children who are known, others about new ones."""
    span, random = place.span, place.chance("contacts")
    recent = found.only(found["referred"] >= day(span.front_door_from))
    n = len(recent)
    day_before = working(recent["referred"], -1)
    led = Rows(
        {
            "child": recent["child"], "source": recent["source"], "decided": recent["referred"],
            "contacted": np.where(random.random(n) < 0.55, recent["referred"], day_before),
            "progressed": np.ones(n, dtype=bool),
        }
    )  # fmt: skip
    others = on_working_day(
        spread(random, span.front_door_from, span.ends, (rates.CONTACTS - rates.REFERRALS) * span.scale)
    )
    m = len(others)
    about_known = random.random(m) < CONTACTS_OF_THE_KNOWN
    # Somebody who was referred at about that time.
    near = np.searchsorted(recent["referred"], others) + random.integers(-900, 10, m) * span.scale
    known = recent["child"][np.clip(near.astype("int64"), 0, n - 1)]
    years = age(children.born[known], others)
    fits = (years >= 0) & (years < 18)
    child = np.where(about_known & fits, known, -1)
    new = np.flatnonzero(child < 0)
    child[new] = children.of_ages(others[new], referral_ages(random, len(new)))
    wait = np.where(random.random(m) < 0.93, random.integers(0, 2, m), random.integers(2, 5, m))
    rest = Rows(
        {
            "child": child, "source": chosen(random, rates.SOURCES, m), "decided": working(others, wait),
            "contacted": others, "progressed": np.zeros(m, dtype=bool),
        }
    )  # fmt: skip
    return _once(joined([led, rest]), "child", "contacted")


def _once(rows: Rows, *names: str) -> Rows:
    """The first of rows that have these columns alike, in the order of the last of them."""
    rows = rows.by(*names)
    alike = np.logical_and.reduce([rows[name][1:] == rows[name][:-1] for name in names])
    return rows.only(np.r_[True, ~alike]).by(*reversed(names))


def _early_help(random: np.random.Generator, place: Place, contacts: Rows) -> Rows:
    others = contacts.only(~contacts["progressed"])
    rate = rates.EARLY_HELP / (rates.CONTACTS - rates.REFERRALS)
    helped = others.only(random.random(len(others)) < rate)
    n = len(helped)
    started = working(helped["decided"], random.integers(1, 12, n))
    completed = np.where(random.random(n) < 0.94, working(started, random.integers(10, 50, n)), NO_DAY)
    return Rows(
        {
            "child": helped["child"], "started": started, "completed": completed,
            "organisation": chosen(random, ORGANISATIONS, n),
        }
    ).by("started", "child")  # fmt: skip


def _assessments(random: np.random.Generator, found: Rows) -> Rows:
    """The first assessment of each case, and others of cases that stay open; `referred` starts the clock."""
    first = found.only(~np.isnat(found["authorised"]))
    open_for = (first["closed"] - first["authorised"]).astype("int64") - 120
    times = random.poisson(rates.FURTHER_ASSESSMENTS * np.maximum(open_for, 0) / 365.25)
    which = np.repeat(np.arange(len(first)), times)
    n = len(which)
    started = on_working_day(later(first["authorised"][which], 60 + random.random(n) * open_for[which]))
    took = cases.how_many_days(random, np.full(n, 0.86))
    authorised = working(started, took)
    kept = authorised <= first["closed"][which]
    which, started, authorised = which[kept], started[kept], authorised[kept]
    again = first.only(which)
    every = [
        _assessed(first, first["referred"], first["assessment_started"], first["authorised"], "first_"),
        _assessed(again, started, started, authorised, ""),
    ]
    return _once(joined(every), "child", "started")


def _assessed(rows: Rows, clock: Days, started: Days, authorised: Days, stage: str) -> Rows:
    return Rows(
        {
            "case": rows["case"], "child": rows["child"], "referred": clock, "started": started,
            "authorised": authorised, "seen": rows["seen"], "supported": rows["supported"],
            "team": rows[f"{stage}team"], "worker": rows[f"{stage}worker"],
        }
    )  # fmt: skip


def _care(place: Place, people: Rows, found: Rows) -> Rows:
    """Periods of care from the cases that came to one."""
    random = place.chance("care")
    taken = found.only(~np.isnat(found["entered"]))
    n, child = len(taken), taken["child"]
    years = age(people["born"][child], taken["entered"])
    team, worker = staff(
        random, rates.TEAMS["care"], 401, taken["area"], place.span.scale, rates.WORKERS_IN_A_TEAM
    )
    last_team, adviser = staff(
        random, rates.TEAMS["leaving"], 501, taken["area"], place.span.scale, rates.WORKERS_IN_A_TEAM
    )
    plans = np.select(
        [taken["route"] == care.ADOPTION, taken["route"] == care.GUARDIANSHIP, taken["route"] == care.HOME],
        ["b", "c", "a"], np.where(years >= 15, "d", "f"),
    ).astype(object)  # fmt: skip
    rows = taken.only(np.arange(n)).plus(
        leaving_worker=adviser,
        asylum_seeking=(years >= 15) & (people["sex"][child] == "M") & (random.random(n) < 0.16),
        care_team=team, care_worker=worker, leaving_team=last_team,
        adviser=texts(word.replace("Worker", "Adviser") for word in adviser), permanence_plan=plans,
        phase=random.integers(0, 40, n),
    )  # fmt: skip
    return rows.by("entered", "child")
