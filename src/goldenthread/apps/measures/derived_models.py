"""How a measure is computed from others: each version of its expression, and what each figure was made of."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.apps.trail.history import append_only


@append_only
class Derivation(models.Model):
    """A version of how a measure is computed. The newest holds; an empty `operation` says: no longer.

    `operation` and `per` are those of `rulebook.derived.Expression`. Its terms are in their order: numerator
    and denominator, or what is added.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="derivations")
    version = models.PositiveIntegerField()
    operation = models.CharField(max_length=20, blank=True)
    per = models.DecimalField(max_digits=12, decimal_places=0, null=True, blank=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["measure", "version"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "version"], name="measures_one_derivation_a_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="measures_derivation_has_reason"),
            models.CheckConstraint(
                condition=Q(operation="rate", per__gt=0) | (~Q(operation="rate") & Q(per=None)),
                name="measures_a_rate_is_per_so_many",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation or 'not computed'}, version {self.version}"


@append_only
class Term(models.Model):
    """A measure that goes into another, at its place in the expression."""

    derivation = models.ForeignKey(Derivation, on_delete=models.PROTECT, related_name="terms")
    position = models.PositiveSmallIntegerField()
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="terms")

    class Meta:
        ordering = ["derivation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["derivation", "position"], name="measures_one_term_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.measure}"


@append_only
class ComputedFrom(models.Model):
    """What a computed version was made of: for each place of the expression the version of the figure used.

    `given` is empty where there was none.
    """

    value = models.ForeignKey("measures.Value", on_delete=models.PROTECT, related_name="made_of")
    derivation = models.ForeignKey(Derivation, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveSmallIntegerField()
    given = models.ForeignKey("measures.Value", null=True, on_delete=models.PROTECT, related_name="used_in")

    class Meta:
        ordering = ["value", "position"]
        constraints = [
            models.UniqueConstraint(fields=["value", "position"], name="measures_one_input_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.value_id} at {self.position} from {self.given_id}"
