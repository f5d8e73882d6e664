"""What the database itself keeps and refuses, whoever writes: the net under the rooms' actions.

`@kept` keeps every version of a row, even of a write that bypassed the actions; never a source for pages.
`@append_only` refuses UPDATE, DELETE and TRUNCATE on what a board may have seen. `@erasable` does too, but
for the one row that `trail_erase_payload` names; `@grows_until_due` but for rows that the schedule of
retention has deleted (`trail_erase_due`). `@decided_stays` lets a request be decided once,
`@never_deleted` lets a tie end and not vanish, `@unchanging` holds some columns to what they say.
"""

from __future__ import annotations

from collections.abc import Callable

import pghistory
import pgtrigger
from django.db import models

from goldenthread.apps.trail.triggers import use_quick_register

use_quick_register()


def kept(model: type[models.Model]) -> type[models.Model]:
    """Keep every version of this model's rows. Passwords and the hour of signing in are not history."""
    left_out = [field.name for field in model._meta.fields if field.name in {"password", "last_login"}]
    tracked = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=left_out or None
    )
    return tracked(model)


def _no_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'Cannot truncate a table that only grows';",
    )


append_only = pgtrigger.register(
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    _no_truncate(),
)


grows_until_due = pgtrigger.register(
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
    _no_truncate(),
    pgtrigger.Trigger(
        name="deleted_when_due",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=(
            "IF current_setting('goldenthread.due', true) = TG_TABLE_NAME THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'A row is deleted by trail_erase_due only.';"
        ),
    ),
)


never_deleted = pgtrigger.register(pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete))


def unchanging(*fields: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Refuse to change these columns of a row that is there: another value is another row."""
    changed = pgtrigger.Q()
    for name in fields:
        changed |= pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})
    return pgtrigger.register(
        pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update, condition=changed)
    )


def decided_stays(**undecided: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Refuse to delete a row, and to change one that is no longer as `undecided` says: `outcome="asked"`."""
    waiting = pgtrigger.Q(**{f"old__{name}": value for name, value in undecided.items()})
    return pgtrigger.register(
        pgtrigger.Protect(name="decided_stays", operation=pgtrigger.Update, condition=~waiting),
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
    )


erasable = pgtrigger.register(
    pgtrigger.Protect(name="no_update", operation=pgtrigger.Update),
    _no_truncate(),
    pgtrigger.Trigger(
        name="erased_by_law_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=(
            "IF current_setting('goldenthread.erasing', true) = OLD.event_id::text THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'A payload is erased by trail_erase_payload only.';"
        ),
    ),
)
