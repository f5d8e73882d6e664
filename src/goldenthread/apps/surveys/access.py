"""Who sees what people said, who asks, who reads their words, and who writes and approves for the public."""

from __future__ import annotations

import rules
from django.db.models import QuerySet

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import READERS, holds
from goldenthread.apps.people.models import Person, Role

READ_WORDS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)
KEEPERS = (*READ_WORDS, Role.PERFORMANCE_ANALYST)
APPROVERS = (Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
WRITERS = (*READ_WORDS, Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.ACTION_LEAD, Role.TEAM_MANAGER)

rules.add_perm("surveys.see", holds(*READERS))
rules.add_perm("surveys.keep", holds(*KEEPERS))
rules.add_perm("surveys.read_words", holds(*READ_WORDS))
rules.add_perm("surveys.write_said", holds(*WRITERS))
rules.add_perm("surveys.approve_said", holds(*APPROVERS))

reads_words = holds(*READ_WORDS)


def files_with_answers(person: Person) -> QuerySet[StoredFile]:
    """Files of answers hold words that nobody has read yet: closed to all but those who read words."""
    if reads_words(person):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(load__source__kind="survey")
