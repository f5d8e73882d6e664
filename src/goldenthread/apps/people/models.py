"""People, the organisations they work for, the posts they hold, and what they may do here."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.trail.history import kept
from goldenthread.apps.trail.models import Tie


class Council(models.Model):
    """The council whose database this is: one row.

    `clock_offset` is set for a demonstration council only: what is added to the real time to give its own, so
    that its plans of 2018 are neither all overdue nor all forgotten.
    """

    only = models.BooleanField(primary_key=True, default=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    notice = models.CharField(
        max_length=300, blank=True, help_text="Said at the top of every page and paper."
    )
    contact = models.CharField(max_length=200, blank=True)
    clock_offset = models.DurationField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="people_one_council")]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """The council itself, health, police, schools: whoever a post belongs to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


@kept
class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    is_staff = False

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role in an organisation, as plans print it: "Head of Service: SEND and Inclusion"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="people_one_post_a_title")
        ]

    def __str__(self) -> str:
        return self.title


@kept
class Holding(Tie):
    """A person holds a post from a day, until a day (not included) or still.

    `ended_at` is the instant at which we were told of `ends`.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "starts"], name="people_one_holding_a_start"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="people_holding_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


@kept
class Cover(Tie):
    """While somebody is away, another acts for their posts: from a day, until a day (not included).

    One that was called off before it began ends on the day on which it was to begin: it never holds.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    whose = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covers")
    covered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covering")
    starts = models.DateField()
    ends = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="people_cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(whose=F("covered_by")), name="people_cover_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by} for {self.whose}"


class Role(models.TextChoices):
    """What somebody comes here to do. A role is granted for a scope and a time (`Grant`)."""

    ADMINISTRATOR = "administrator", "Administrator"
    IMPROVEMENT_OFFICER = "improvement_officer", "Improvement officer"
    ACTION_LEAD = "action_lead", "Action lead"
    HEAD_OF_SERVICE = "head_of_service", "Head of service"
    DIRECTOR = "director", "Director"
    PERFORMANCE_ANALYST = "performance_analyst", "Performance analyst"
    TEAM_MANAGER = "team_manager", "Team manager"
    DEMOCRATIC_SERVICES_OFFICER = "democratic_services_officer", "Democratic services officer"
    BOARD_MEMBER = "board_member", "Board member"
    ELECTED_MEMBER = "elected_member", "Elected member"
    PARTNER = "partner", "Partner"
    AUDITOR = "auditor", "Auditor"
    PUBLIC = "public", "Public"


class Scope(models.TextChoices):
    COUNCIL = "council", "The whole council"
    BODY = "body", "A body"
    WORKSTREAM = "workstream", "A workstream"
    SERVICE = "service", "A service"
    TEAM = "team", "A team"
    ORGANISATION = "organisation", "An organisation"


@kept
class Grant(models.Model):
    """A person has a role, over a scope, from a day until a day (not included) or still."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40, choices=Role)
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.COUNCIL)
    scope_uuid = models.UUIDField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="people_grant_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(scope="council", scope_uuid=None) | (~Q(scope="council") & ~Q(scope_uuid=None)),
                name="people_grant_names_its_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
