"""Reading trackers and what they are."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.cases.models import Team
from goldenthread.apps.localtrackers.defined import Definition, Seen, from_json
from goldenthread.apps.localtrackers.models import DefinitionVersion, LocalTracker


def trackers() -> QuerySet[LocalTracker]:
    return LocalTracker.objects.select_related("measure")


def tracker_called(uuid: UUID) -> LocalTracker:
    """The tracker of this id. Raises Http404."""
    return get_object_or_404(trackers(), uuid=uuid)


def definition_of(tracker: LocalTracker) -> Definition:
    """What a tracker is, as the version that holds says; asked once for each record that was read."""
    held = tracker.__dict__.get("_definition")
    if held is None or held[0] != tracker.version:
        says = tracker.definitions.values_list("says", flat=True).get(version=tracker.version)
        held = tracker.__dict__["_definition"] = (tracker.version, from_json(says))
    return held[1]


def versions_of(tracker: LocalTracker) -> QuerySet[DefinitionVersion]:
    """What a tracker was, the newest first."""
    return tracker.definitions.select_related("recorded_by").order_by("-version")


def teams_of(seen: Seen) -> QuerySet[Team]:
    """The teams whose rows a tracker may hold, by service and name; those that are closed too."""
    teams = Team.objects.select_related("service").order_by("service__name", "name")
    if not (seen.teams or seen.services):
        return teams
    return teams.filter(uuid__in=seen.teams) | teams.filter(service__uuid__in=seen.services)
