"""Case data in the world of the tests: a service with a team, a load with one child, a wish to delete it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from goldenthread.apps.cases.keeping import ask_to_delete
from goldenthread.apps.cases.models import Bringing, State
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.teams import add_service, add_team, give_spelling
from goldenthread.apps.cases.teams_in_data import unknown
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.actions import grant
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.casedata.sources import Source

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def cases_addresses(measure: Measure, manager: Person, by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts. `manager` is over the team."""
    told: dict[str, Any] = {"by": by, "at": now}
    service = add_service("Help and protection", **told)
    team = add_team(service, "East", **told)
    spelling = give_spelling(team, "Team E", **told)
    grant(manager, Role.TEAM_MANAGER, scope=Scope.TEAM, scope_uuid=team.uuid, starts=today, **told)
    rows = {
        "authority": ["Council", "Council"], "child": [1, 2], "row": [1, 2],
        "referred": [date(2018, 5, 1), date(2018, 5, 2)], "team": ["East", "North"],
    }  # fmt: skip
    manifest = store_of().write(
        source=Source.ANNEX_A, authority="Council", snapshot_on=date(2018, 6, 30), at=now,
        tables={"referrals": pa.table(rows)}, numbers={1: "A-1", 2: "A-2"},
    )  # fmt: skip
    bringing = Bringing.objects.create(
        files=1, size=9, snapshot_on=manifest.snapshot_on, asked_at=now, touched_at=now, state=State.READ,
        loads=[manifest.id],
    )  # fmt: skip
    deletion = ask_to_delete(manifest.id, reason="Loaded twice", **told)
    [of_no_team] = unknown()

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("cases:") and url.partition(":")[2] in names

    return [
        (named("loads", "bring", "set_keeping", "teams", "add_service", "definitions"), {}),
        (named("bringing"), {"uuid": bringing.uuid}),
        (named("load", "ask_to_delete"), {"load": manifest.id}),
        (named("decide_deletion"), {"uuid": deletion.uuid}),
        (named("settle_unknown"), {"digest": of_no_team.digest}),
        (named("rename_service", "add_team"), {"uuid": service.uuid}),
        (named("take_back_spelling"), {"uuid": spelling.uuid}),
        (named("definition"), {"code": "referrals"}),
        (named("behind"), {"code": "referrals", "period": "2018-19-q1"}),
        (named("take_figures", "stop_taking", "take_again"), {"uuid": measure.uuid}),
        (lambda url: url.startswith("cases:"), {"uuid": team.uuid}),
    ]
