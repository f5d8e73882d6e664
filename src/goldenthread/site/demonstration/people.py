"""Who signs in to the demonstration: one account for each role, named by the role. No real people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.people import actions
from goldenthread.apps.people.models import Organisation, Person, Role, Scope

PASSWORD = "golden-thread-demo"
STARTS = date(2013, 4, 1)
BOARD_SEAT, LEAD_MEMBER = "Lay member", "Lead Member for Children and Families"
COUNCIL, HEALTH = "The demonstration council", "Clinical commissioning groups"


@dataclass(frozen=True)
class Account:
    """One sign-in. `posts` are the plan's own titles that this person holds."""

    role: Role
    name: str
    organisation: str = COUNCIL
    scope: Scope = Scope.COUNCIL
    posts: tuple[str, ...] = ()
    called: str = ""

    @property
    def email(self) -> str:
        return f"{self.called or self.role.replace('_', '.')}@demo.example"


ACCOUNTS = (
    Account(Role.ADMINISTRATOR, "Administrator"),
    Account(Role.IMPROVEMENT_OFFICER, "Improvement officer"),
    Account(Role.ACTION_LEAD, "Project manager (SEND)", posts=("Project Manager (SEND)",)),
    Account(
        Role.HEAD_OF_SERVICE,
        "Head of service, SEND and inclusion",
        posts=("Head of Service: SEND and Inclusion",),
    ),
    Account(Role.DIRECTOR, "Director of children's services"),
    Account(Role.PERFORMANCE_ANALYST, "Performance analyst"),
    Account(Role.TEAM_MANAGER, "Team manager", posts=("SEND Service Manager",)),
    Account(Role.DEMOCRATIC_SERVICES_OFFICER, "Democratic services officer"),
    Account(Role.BOARD_MEMBER, "Board member", posts=(BOARD_SEAT,)),
    Account(Role.ELECTED_MEMBER, "Elected member", posts=(LEAD_MEMBER,)),
    Account(
        Role.PARTNER,
        "Designated clinical officer",
        organisation=HEALTH,
        scope=Scope.ORGANISATION,
        posts=("Designated Clinical Officer",),
    ),
    Account(Role.AUDITOR, "Internal auditor"),
)

# Others who lead actions, so that a round of requests has more than one who answers and one who does not.
FURTHER_LEADS = (
    Account(
        Role.ACTION_LEAD,
        "Quality inclusion officer",
        posts=("Quality Inclusion Officer",),
        called="quality.inclusion.officer",
    ),
    Account(
        Role.ACTION_LEAD,
        "Service manager, children with disabilities",
        posts=("Service Manager: Children with Disabilities",),
        called="disabilities.service.manager",
    ),
    Account(
        Role.PARTNER,
        "Commissioning manager",
        organisation=HEALTH,
        scope=Scope.ORGANISATION,
        posts=("Commissioning Manager",),
        called="commissioning.manager",
    ),
)


def make_accounts(at: datetime) -> dict[Role, Person]:
    """The accounts, each with its role and posts. What stands already is left as it is."""
    for account in FURTHER_LEADS:
        _make(account, at)
    return {account.role: _make(account, at) for account in ACCOUNTS}


def _make(account: Account, at: datetime) -> Person:
    organisation, _ = Organisation.objects.get_or_create(name=account.organisation)
    person = Person.objects.filter(email=account.email).first() or _open_account(account, organisation, at)
    for title in account.posts:
        post = actions.post_called(title, organisation)
        # An older version’s council has not all the posts of today; one that was handed on stays so.
        if not post.holdings.exists():
            actions.take_post(person, post, starts=STARTS, by=None, at=at)
    return person


def _open_account(account: Account, organisation: Organisation, at: datetime) -> Person:
    person = actions.add_person(
        account.email, account.name, organisation=organisation, password=PASSWORD, by=None, at=at
    )
    over = None if account.scope == Scope.COUNCIL else organisation.uuid
    actions.grant(person, account.role, scope=account.scope, scope_uuid=over, starts=STARTS, by=None, at=at)
    return person
