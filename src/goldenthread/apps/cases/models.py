"""Services and their teams, as the council names them: what a role is over, and whose case is whose.

No child is in here: case data lies in a store of its own (`casedata`), and gives of a case the team's name as
the case system writes it. `TeamSpelling` says which team that is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.trail.history import kept, never_deleted


@never_deleted
@kept
class Service(models.Model):
    """A part of the council's children's services with a head: "Help and protection"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="cases_service_has_a_name")]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class Team(models.Model):
    """A team of a service. `closed_on` is the first day on which it was no more; its cases stay its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120, unique=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="cases_team_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:team", args=[self.uuid])


@kept
class TeamSpelling(models.Model):
    """How a case system writes a team's name. `same` is what two ways of writing it have in common."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="spellings")
    written = models.CharField(max_length=200)
    same = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["written"]
        constraints = [models.CheckConstraint(condition=~Q(same=""), name="cases_spelling_says_something")]

    def __str__(self) -> str:
        return self.written
