"""`goldenthread clock NAME --start DATE`: by when something is due, and how it stands on a day."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.management import BaseCommand

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.clock_model import Clock
from goldenthread.rulebook.clocks import CLOCKS, Standing, State, UnknownClock, find, state
from goldenthread.rulebook.limits import HOURS, Limit, NotALimit, own_limit
from goldenthread.site.clock import LONDON, day_of, real_now


class Command(BaseCommand):
    help = "Say by when something is due and how it stands: in time or late, running, due soon or overdue."
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="for example assessment; none lists them all")
        parser.add_argument("--start", help="2018-05-04, or 2018-05-04T22:15 where hours are counted")
        parser.add_argument("--stop", help="the same; left out while it is open")
        parser.add_argument("--as-at", help="the day, or the instant, that is asked about; today")
        parser.add_argument("--born", help="the birth date, where the age decides the limit")
        parser.add_argument("--exception", help="a permitted exception, by its name")
        parser.add_argument("--limit", help="the council's own, where the limit is local: 10, or 4 weeks")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clock = find(options["name"])
            stop = _when("--stop", options["stop"])
            standing = state(
                clock,
                _when("--start", options["start"]),
                stop,
                _when("--as-at", options["as_at"]) or _now(clock, stop),
                born=_day("--born", options["born"]),
                exception=options["exception"],
                own=_own(clock, options["limit"]),
            )
        except UnknownClock as unknown:
            self.stderr.write(f"{unknown if options['name'] else 'Name a clock.'}\n{_all()}")
            sys.exit(1)
        except ValueError as refused:
            self.stderr.write(str(refused))
            sys.exit(1)
        self.stdout.write(
            json.dumps(_as_json(standing), ensure_ascii=False) if options["json"] else _in_words(standing)
        )


def _all() -> str:
    width = max(map(len, CLOCKS))
    return "\n".join(f"  {name:{width}}  {clock.title}" for name, clock in CLOCKS.items())


def _now(clock: Clock, stop: date | datetime | None) -> date | datetime:
    """The real day, since the council's own needs the database; the instant, where hours are counted.

    A stop that is still to come is taken as it will have been.
    """
    now = real_now()
    asked = now.astimezone(LONDON) if clock.limits[-1].unit is HOURS else day_of(now)
    return stop if stop is not None and _day_of(stop) > _day_of(asked) else asked


def _day_of(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _when(option: str, text: str | None) -> date | datetime | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{option} {text!r} is not a date. Write it as 2018-05-04, or with its time as 2018-05-04T22:15."
        ) from None


def _day(option: str, text: str | None) -> date | None:
    when = _when(option, text)
    return _day_of(when) if when else None


def _own(clock: Clock, text: str | None) -> Limit | None:
    if text is None:
        return None
    if not clock.local:
        raise NotALimit(f"The limit of {clock.name} is not the council's to set: {clock.limits[-1].basis}")
    return own_limit(text, clock.limits[-1])


_IN_TIME = {State.MET: True, State.MISSED: False, State.OVERDUE: False}


def _as_json(standing: Standing) -> dict[str, Any]:
    limit = standing.limit
    return {
        "clock": standing.clock.name,
        "start": _iso(standing.start),
        "stop": _iso(standing.stop),
        "as_at": _iso(standing.as_at),
        "limit": str(limit) if limit else None,
        "deadline": _iso(standing.deadline),
        "state": standing.state.value,
        "in_time": _IN_TIME.get(standing.state),
        "days_left": standing.days_left,
        "working_days_left": standing.working_days_left,
        "code": standing.clock.code,
        "state_code": standing.code,
        "basis": limit.basis if limit else standing.clock.code.rule.basis,
        "unverified": limit.unverified if limit else standing.clock.code.rule.unverified,
        "why": standing.why,
    }


def _iso(when: date | datetime | None) -> str | None:
    if isinstance(when, datetime):
        return when.isoformat(timespec="minutes")
    return when.isoformat() if when else None


def _in_words(standing: Standing) -> str:
    clock, limit = standing.clock, standing.limit
    lines = [f"{clock.title}: {standing.state} ({standing.code})"]
    if standing.why:
        lines.append(standing.why)
    if standing.deadline:
        lines.append(f"Due {_said(standing.deadline)}: {limit} from {clock.starts} ({clock.code}).")
    if standing.days_left is not None:
        lines.append(_left(standing))
    if limit:
        lines.append(f"Basis: {limit.basis}")
        if limit.unverified:
            lines.append("The basis has not been checked at source.")
    return "\n".join(lines)


def _left(standing: Standing) -> str:
    left = standing.days_left or 0
    days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    return f"{days} late." if left < 0 else f"{days} left."


def _said(when: date | datetime) -> str:
    day = in_words(when)
    return f"{day} at {when:%H:%M}" if isinstance(when, datetime) else day
