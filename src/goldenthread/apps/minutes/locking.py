"""What the database refuses once minutes are signed, whoever writes."""

from __future__ import annotations

from collections.abc import Callable

import pgtrigger
from django.db import models

SIGNED = "These minutes are signed and cannot be changed. A later meeting corrects them."


def until_signed(minutes_of: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Refuse to add or change a row of minutes that are signed, and to delete a row at all.

    `minutes_of` is SQL for the key of the minutes that the row NEW is of.
    """
    return pgtrigger.register(
        pgtrigger.Trigger(
            name="until_signed",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=(
                f"IF EXISTS (SELECT 1 FROM minutes_minutes WHERE state = 'signed' AND id = ({minutes_of})) "
                f"THEN RAISE EXCEPTION '{SIGNED}'; END IF; RETURN NEW;"
            ),
        ),
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
    )


signed_stays = pgtrigger.register(
    pgtrigger.Protect(
        name="signed_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="signed")
    ),
    pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
)
