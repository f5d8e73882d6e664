"""What a council knew at the end of a day: no day after it, and nothing that had not begun.

Every writer and the direct path into tables begin here, so that their figures agree.
"""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making.cases import REVIEWS
from goldenthread.casedata.making.rows import (
    Array,
    Days,
    Rows,
    age,
    birthday,
    if_by,
    later,
    latest,
    no_days,
    texts,
)
from goldenthread.casedata.making.truth import Truth

NOT_YET = np.datetime64("NaT", "D")


class Known:
    """A council's knowledge at the end of `on` of what went on since `since`; both days count."""

    def __init__(self, truth: Truth, since: np.datetime64, on: np.datetime64) -> None:
        self.truth, self.since, self.on = truth, since, on
        self.span = truth.place.span

    def until(self, rows: Rows) -> Rows:
        """Rows whose days that had not come are not there."""
        columns = {}
        for name, column in rows.columns.items():
            columns[name] = if_by(column, self.on) if column.dtype.kind == "M" and name != "born" else column
        return Rows(columns)

    def events(self, rows: Rows, name: str) -> Rows:
        """Rows whose day fell between the two."""
        return self.until(rows.only((rows[name] >= self.since) & (rows[name] <= self.on)))

    def spells(self, rows: Rows, starts: str, ends: str) -> Rows:
        """Rows of spells that went on at any time between the two."""
        return self.until(rows.only((rows[starts] <= self.on) & ~(rows[ends] < self.since)))

    def child(self, rows: Rows) -> Rows:
        return self.truth.children.only(rows["child"])

    # Social care

    def contacts(self) -> Rows:
        return self.events(self.truth.contacts, "contacted")

    def early_help(self) -> Rows:
        """Assessments of the time, and those that are not completed."""
        rows = self.truth.early_help
        recent = later(rows["started"], 200) >= self.since  # what was given up is not open for ever
        return self.spells(rows.only(recent), "started", "completed")

    def cases(self) -> Rows:
        """Cases that were open at any time."""
        return self.spells(self.truth.cases, "referred", "closed")

    def referrals(self) -> Rows:
        return self.events(self.truth.cases, "referred")

    def assessments(self) -> Rows:
        return self.spells(self.truth.assessments, "started", "authorised")

    def enquiries(self) -> Rows:
        """Section 47 enquiries of the time, with what is known of their conferences.

        `led` is YES, NO, or empty while no conference was held; `not_needed` is None until that is known.
        """
        rows = self.events(self.truth.cases, "enquiry")
        full = self.truth.cases.only(_within(self.truth.cases["enquiry"], self.since, self.on))
        planned = ~np.isnat(full["plan_started"])
        held = ~np.isnat(rows["conference"])
        led = np.where(held, np.where(planned, "YES", "NO"), "").astype(object)
        decided = held | (later(rows["enquiry"], 14) <= self.on)
        never = np.isnat(full["conference"])
        return rows.plus(led=led, not_needed=never & decided, not_needed_known=decided, target=full["target"])

    def protection_plans(self) -> Rows:
        """Plans in force at any time, with the latest review and visit."""
        rows = self.spells(self._planned(), "plan_started", "plan_ended")
        reviewed = no_days(len(rows))
        for k in range(REVIEWS):
            reviewed = latest(reviewed, rows[f"review_{k}"])
        upto = np.where(np.isnat(rows["plan_ended"]), self.on, rows["plan_ended"])
        # Every ten working days or so; a few are let slip.
        every = 9 + (rows["case"] * 7919) % 7 + np.where((rows["case"] * 104729) % 29 == 0, 25, 0)
        visited = later(rows["plan_started"], (upto - rows["plan_started"]).astype("int64") // every * every)
        return rows.plus(last_review=reviewed, last_visit=visited)

    def _planned(self) -> Rows:
        rows = self.truth.cases.only(~np.isnat(self.truth.cases["plan_started"]))
        names = [f"review_{k}" for k in range(REVIEWS)]
        held = {name: np.where(rows[name] <= rows["plan_ended"], rows[name], NOT_YET) for name in names}
        return rows.plus(**held)

    def protection_reviews(self) -> Rows:
        """Review conferences of the time: child, case, plan_started, reviewed."""
        rows = self._planned()
        parts = []
        for k in range(REVIEWS):
            fits = _within(rows[f"review_{k}"], self.since, self.on)
            part = rows.only(fits)
            parts.append((part["child"], part["case"], part["plan_started"], part[f"review_{k}"]))
        child, case, started, reviewed = (np.concatenate(column) for column in zip(*parts, strict=True))
        found = Rows({"child": child, "case": case, "plan_started": started, "reviewed": reviewed})
        return found.by("case", "reviewed")

    def need_plans(self) -> Rows:
        rows = self.truth.cases
        return self.spells(rows.only(~np.isnat(rows["need_started"])), "need_started", "need_ended")

    def case_status(self, cases: Rows) -> Array:
        """CLA, CPP, CIN, ASSESSMENT or CLOSED of each case at the end of the day."""
        on_plan = ~np.isnat(cases["plan_started"]) & np.isnat(cases["plan_ended"])
        in_care = ~np.isnat(cases["entered"]) & np.isnat(cases["ceased"])
        closed = ~np.isnat(cases["closed"])
        assessed = ~np.isnat(cases["authorised"])
        words = np.select([closed, in_care, on_plan, assessed], ["CLOSED", "CLA", "CPP", "CIN"], "ASSESSMENT")
        return np.asarray(words.astype(object))

    # Care

    def care(self) -> Rows:
        """Periods of care at any time, with the latest of each thing."""
        every = self.truth.care
        rows = every.plus(period=np.arange(len(every)))
        rows = self.spells(rows, "entered", "ceased")
        index = rows["period"]
        health = self.truth.health
        upto = np.where(np.isnat(rows["ceased"]), self.on, rows["ceased"])
        since_visit = (upto - rows["entered"]).astype("int64")
        visited = later(rows["entered"], since_visit // (28 + rows["phase"] % 21) * (28 + rows["phase"] % 21))
        reviewed = self._last(self.truth.care_reviews, "reviewed", len(every))[index]
        return rows.plus(
            last_review=reviewed,
            last_visit=visited,
            last_reviewer_contact=later(reviewed, -(1 + rows["phase"] % 12)),
            last_health=self._last(health.only(health["kind"] == "health"), "at", len(every))[index],
            last_teeth=self._last(health.only(health["kind"] == "teeth"), "at", len(every))[index],
            **self._placed(index, len(every)),
            **self._gone_missing(index, len(every)),
            again=self._again(rows),
        )

    def _last(self, rows: Rows, name: str, periods: int) -> Days:
        """The last day up to ours of each period."""
        found = no_days(periods)
        come = rows.only(rows[name] <= self.on)
        found[come["period"]] = come[name]  # rows are in order within a period: the last one stays
        return found

    def _placed(self, index: Array, periods: int) -> dict[str, Array]:
        rows = self.truth.episodes
        come = np.flatnonzero(rows["started"] <= self.on)
        last = np.zeros(periods, dtype="int64")
        last[rows["period"][come]] = come
        now = rows.only(last[index])
        began = (rows["started"] <= self.on) & (rows["reason_new"] != "L")
        recent = began & (rows["ended"] > later(self.on, -365))
        many = np.bincount(rows["period"][recent], minlength=periods)
        return {
            "legal_status": now["legal_status"], "legal_status_from": now["ruled_on"],
            "placement": now["placement"], "provider": now["provider"], "placement_from": now["placed_on"],
            "out_of_area": now["miles"] > 15, "placements": np.maximum(many[index], 1),
            "reason_ceased": self._ends_by_period(periods)[index],
        }  # fmt: skip

    def _ends_by_period(self, periods: int) -> Array:
        rows = self.truth.episodes
        codes = texts([""] * periods)
        last = rows.only((rows["reason_ended"] != "X1") & (rows["ended"] <= self.on))
        codes[last["period"]] = last["reason_ended"]
        return codes

    def _gone_missing(self, index: Array, periods: int) -> dict[str, Array]:
        rows = self.truth.missing
        recent = rows.only(_within(rows["began"], later(self.on, -365), self.on))
        gone = recent.only(recent["kind"] == "M")
        counts = [np.bincount(part["period"], minlength=periods) for part in (gone, recent)]
        offered, accepted = np.zeros(periods, dtype=bool), np.zeros(periods, dtype=bool)
        offered[gone["period"]] = gone["interview_offered"]
        accepted[gone["period"]] = gone["interviewed_at"].astype("M8[D]") <= self.on
        return {
            "missing": counts[0][index], "absent": (counts[1] - counts[0])[index],
            "offered": offered[index], "accepted": accepted[index],
        }  # fmt: skip

    def _again(self, rows: Rows) -> Array:
        """Whether another period of the same child ended in the 12 months before this one began."""
        every = self.truth.care.by("child", "entered")
        follows = np.r_[False, every["child"][1:] == every["child"][:-1]]
        before = np.r_[every["ceased"][:1], every["ceased"][:-1]]
        soon = follows & ((every["entered"] - before).astype("int64") <= 365)
        pairs = set(
            zip(every["child"][soon].tolist(), every["entered"][soon].astype("int64").tolist(), strict=True)
        )
        ours = zip(rows["child"].tolist(), rows["entered"].astype("int64").tolist(), strict=True)
        return np.array([pair in pairs for pair in ours], dtype=bool)

    def episodes(self) -> Rows:
        rows = self.spells(self.truth.episodes, "started", "ended")
        open_now = np.isnat(rows["ended"])
        return rows.plus(
            **{name: np.where(open_now, "", rows[name]) for name in ("reason_ended", "reason_moved")}
        )

    def care_reviews(self) -> Rows:
        return self.events(self.truth.care_reviews, "reviewed")

    def health_in_year(self) -> Rows:
        """Children in care for 12 months at our day, with what was seen to in them."""
        start = later(self.on, -365)
        rows = self.truth.care.plus(period=np.arange(len(self.truth.care)))
        rows = self.until(rows.only((rows["entered"] <= start) & ~(rows["ceased"] <= self.on)))
        done = {
            kind: np.isin(rows["period"], health["period"][_within(health["at"], later(start, 1), self.on)])
            for kind in ("health", "teeth")
            for health in [self.truth.health.only(self.truth.health["kind"] == kind)]
        }
        steady = (rows["child"] * 7919 + int(self.on.astype("int64"))) % 1000
        years = age(self.child(rows)["born"], self.on)
        return rows.plus(
            health=done["health"], teeth=done["teeth"], immunised=steady < 880,
            score=np.where((years >= 4) & (years <= 16), (steady * 31) % 29, -1),
            convicted=(years >= 10) & (steady % 40 == 0), substance=(years >= 10) & (steady % 29 == 0),
        )  # fmt: skip

    def missing(self) -> Rows:
        return self.events(self.truth.missing, "began")

    def leavers(self) -> Rows:
        """Young people with leaving care services at the end of our day."""
        rows = self.truth.leavers
        rows = rows.only((rows["from"] <= self.on) & (rows["until"] > self.on))
        born = self.child(rows)["born"]
        years = age(born, self.on)
        eligibility = np.select(
            [years < 18, rows["from"] < birthday(born, 18)], ["RELEVANT", "QUALIFYING"], "FORMER"
        )
        return rows.plus(
            eligibility=eligibility.astype(object), years=years,
            pathway_reviewed=np.maximum(later(self.on, -rows["phase"]), rows["from"]),
            last_contact=np.maximum(later(self.on, -(rows["phase"] * 5 % 58)), rows["from"]),
        )  # fmt: skip

    def adoptions(self) -> Rows:
        """Children with a decision who were not adopted, nor the decision reversed, before our time."""
        rows = self.truth.adoptions
        over = latest(rows["adopted"], rows["reversed"])
        return self.until(rows.only((rows["decided"] <= self.on) & ~(over < self.since)))

    def adopters(self) -> Rows:
        rows = self.truth.adopters
        over = latest(rows["adopted"], rows["left"])
        return self.until(rows.only((rows["enquired"] <= self.on) & ~(over < self.since)))

    # Education, health and care

    def requests(self) -> Rows:
        """Requests received in the time, and those that were not concluded before it."""
        rows = self.truth.ehc_requests
        known = rows.only((rows["received"] <= self.on) & ~(concluded(rows) < self.since))
        return self.until(known)

    def plans(self) -> Rows:
        rows = self.truth.ehc_requests
        rows = self.spells(rows.only(~np.isnat(rows["issued"])), "issued", "ended")
        reviewed = self._last_review()
        pairs = zip(rows["child"].tolist(), rows["issued"].astype("int64").tolist(), strict=True)
        last = np.array([reviewed.get(pair, NOT_YET) for pair in pairs], dtype="M8[D]")
        return rows.plus(last_reviewed=last)

    def _last_review(self) -> dict[tuple[int, int], np.datetime64]:
        rows = self.truth.ehc_reviews
        come = rows.only(rows["met"] <= self.on)
        keys = zip(come["child"].tolist(), come["issued"].astype("int64").tolist(), strict=True)
        return dict(zip(keys, come["met"], strict=True))

    def plan_reviews(self) -> Rows:
        return self.events(self.truth.ehc_reviews, "met")


def holder(rows: Rows) -> tuple[Array, Array]:
    """The team and worker who hold each case: the assessing one until the assessment is authorised."""
    first = np.isnat(rows["authorised"])
    team, worker = (np.where(first, rows[f"first_{name}"], rows[name]) for name in ("team", "worker"))
    return team, worker


def concluded(rows: Rows) -> Days:
    """The day on which a request came to its end: the plan, or a decision against one."""
    refused = np.where(rows["decision"] == "Y", NOT_YET, rows["decided"])
    against = np.where(rows["outcome"] == "N", rows["assessed"], NOT_YET)
    return latest(rows["issued"], refused, against)


def in_12_months(rows: Rows, days: Days, among: Rows, name: str) -> Array:
    """How many days of `among` the child of each row has in the 12 months that end with its own day."""
    of_child: dict[int, list[int]] = {}
    known = ~np.isnat(among[name])
    for child, when in zip(
        among["child"][known].tolist(), among[name][known].astype("int64").tolist(), strict=True
    ):
        of_child.setdefault(child, []).append(when)
    pairs = zip(rows["child"].tolist(), days.astype("int64").tolist(), strict=True)
    return np.array(
        [sum(end - 365 < when <= end for when in of_child.get(child, ())) for child, end in pairs]
    )


def _within(days: Days, since: Days | np.datetime64, on: np.datetime64) -> Array:
    return np.asarray((days >= since) & (days <= on))
