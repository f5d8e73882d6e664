"""Who may open a file, and say which day it speaks of. Rooms that attach files add their own rules."""

from __future__ import annotations

import rules

from goldenthread.apps.files.closed import is_closed_to
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import READERS, holds
from goldenthread.apps.people.models import Person


@rules.predicate
def brought_it(person: Person, file: StoredFile | None) -> bool:
    return file is not None and file.uploaded_by_id == person.pk


@rules.predicate
def is_not_closed(person: Person, file: StoredFile | None) -> bool:
    """Nobody closed it to them (`closed`). Asked of no file in particular: true."""
    return file is None or not is_closed_to(person, file)


opens = holds(*READERS) & is_not_closed

rules.add_perm("files.open_file", opens | brought_it)
rules.add_perm("files.date_file", brought_it)
