"""How a scorecard is published: its links, its small-number rules, its findings explained, its editions."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.trail.history import append_only, never_deleted, unchanging
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.publishing import MOVES, Stage


@append_only
class RowLink(models.Model):
    """What a person said of a link between measures: that it holds, or that it does not. The newest counts.

    `key` is the canonical text of the link (`linking.Linked`): its kind, the measure that follows, and those
    that it follows from, by their UUIDs. `measure` is the one that follows. Links that nobody has spoken of
    are proposed, and are not rows.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Refused"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.TextField()
    kind = models.CharField(max_length=20)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="row_links")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="publishing_one_link_a_version"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="publishing_refused_link_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.kind} of {self.measure}"


@append_only
class Population(models.Model):
    """How many people a rate is of, in a year: typed by a person. The newest of a name and a year counts.

    `name` is whose they are ("Children under 18"); `year` is the one in which the financial year begins.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0), name="publishing_population_of_somebody"),
            models.CheckConstraint(condition=~Q(source=""), name="publishing_population_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}: {self.people}"


@append_only
class SmallNumberRule(models.Model):
    """Whether a measure's small counts are hidden in public, said by a person. The newest version counts.

    A measure without a row has the rule's default (PUB-7). Counts from 1 to `threshold` are hidden, and 0 too
    where `hides_zero`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="small_number_rules")
    version = models.PositiveIntegerField()
    protected = models.BooleanField()
    threshold = models.PositiveSmallIntegerField()
    hides_zero = models.BooleanField(default=False)
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "version"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "version"], name="publishing_one_rule_a_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="publishing_rule_has_reason"),
            models.CheckConstraint(
                condition=Q(threshold__gte=1, threshold__lte=20), name="publishing_threshold_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {'protected' if self.protected else 'not protected'}"


class OfAPeriod(models.Model):
    """What is of a scorecard in a period."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return period_of(self)


OF_A_PERIOD = ("scorecard", "period_kind", "starts", "ends")


@append_only
class Explanation(OfAPeriod):
    """Why a finding may stand, in words. The newest version of a finding's counts.

    `digest` is the finding's (`findings.digest_of`): it stands as long as the numbers do. `finding` is what
    was found, as it was told.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=20)
    finding = models.TextField()
    version = models.PositiveIntegerField()
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["scorecard", "digest", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=[*OF_A_PERIOD, "digest", "version"], name="publishing_one_explanation_a_version"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="publishing_explanation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.words}"


_ALLOWED = ", ".join(f"('{now}', '{to}')" for now, to in sorted(MOVES))


@pgtrigger.register(
    pgtrigger.Trigger(
        name="moves_as_allowed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=(
            f"IF OLD.stage = 'published' OR (OLD.stage <> NEW.stage AND (OLD.stage, NEW.stage) "
            f"NOT IN ({_ALLOWED})) THEN "
            "RAISE EXCEPTION 'An edition does not go from % to % (PUB-1).', OLD.stage, NEW.stage; END IF; "
            "RETURN NEW;"
        ),
    ),
    pgtrigger.Trigger(
        name="begins_prepared",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF NEW.stage <> 'prepared' THEN "
            "RAISE EXCEPTION 'An edition begins by being prepared (PUB-1).'; END IF; RETURN NEW;"
        ),
    ),
)
@unchanging("scorecard_id", "period_kind", "starts", "ends", "edition", "prepared_by_id", "prepared_at")
@never_deleted
class Publication(OfAPeriod):
    """One edition of a scorecard on its way: prepared, approved, published. `version` guards stale forms.

    `approved` is the digest of what was approved: publishing asks whether it still is so (PUB-4).
    """

    class Stages(models.TextChoices):
        PREPARED = Stage.PREPARED.value, "Prepared, not yet approved"
        APPROVED = Stage.APPROVED.value, "Approved, not yet published"
        PUBLISHED = Stage.PUBLISHED.value, "Published"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=Stages, default=Stages.PREPARED)
    version = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True, help_text="Why there is another edition.")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved = models.CharField(max_length=64, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ends", "scorecard", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=[*OF_A_PERIOD, "edition"], name="publishing_one_edition"),
            models.UniqueConstraint(
                fields=OF_A_PERIOD, condition=~Q(stage="published"), name="publishing_one_on_its_way"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="publishing_period_in_order"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="publishing_another_person_approves",
            ),
            models.CheckConstraint(
                condition=Q(stage="prepared", approved_by=None, approved_at=None, approved="")
                | (
                    Q(stage__in=("approved", "published"), approved_by__isnull=False)
                    & Q(approved_at__isnull=False)
                    & ~Q(approved="")
                ),
                name="publishing_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=(~Q(stage="published") & Q(published_by=None, published_at=None))
                | Q(stage="published", published_by__isnull=False, published_at__isnull=False),
                name="publishing_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""), name="publishing_new_edition_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard}, {self.period}, edition {self.edition}"


@append_only
class Withholding(models.Model):
    """Whether the words on a measure stay out of an edition's public version. The newest version counts.

    `words` is the digest of those that the person saw. What is let in is let in as it was seen.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="withholdings")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    withheld = models.BooleanField()
    words = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["publication", "measure", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "measure", "version"], name="publishing_one_withholding_a_version"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="publishing_withholding_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{'Withheld' if self.withheld else 'Let in'}: words on {self.measure}"


@pgtrigger.register(
    pgtrigger.Trigger(
        name="of_what_is_approved",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF NOT EXISTS (SELECT 1 FROM publishing_publication "
            "WHERE id = NEW.publication_id AND stage = 'approved' AND approved = NEW.approved) THEN "
            "RAISE EXCEPTION 'Only what was approved is published (PUB-1, PUB-4).'; END IF; RETURN NEW;"
        ),
    ),
)
@append_only
class Edition(OfAPeriod):
    """A published scorecard: one canonical, schema-versioned JSON document, whole, with its digest.

    `document` is the public one, `internal` the one with every number, for those with the right only.
    `as_at` is the council's day on which it was published.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="published")
    edition = models.PositiveIntegerField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    internal = models.TextField()
    internal_digest = models.CharField(max_length=64)
    approved = models.CharField(max_length=64)
    as_at = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(fields=[*OF_A_PERIOD, "edition"], name="publishing_one_published_edition")
        ]

    def __str__(self) -> str:
        return f"{self.scorecard}, {self.period}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("publishing:edition", args=[self.uuid, slugify(str(self)) or "edition"])
