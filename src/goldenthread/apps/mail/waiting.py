"""What waits for those who look after the mail: messages that do not leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

import rules
from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.mail.models import Message
from goldenthread.apps.mail.queries import IN_TROUBLE
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting


def messages_in_trouble(person: Person, today: date) -> Iterable[Waiting]:
    """One line for all of them: a mail server that is down troubles them together."""
    if not rules.has_perm("mail.send_again", person):
        return []
    found = Message.objects.filter(IN_TROUBLE).aggregate(
        number=Count("pk"), since=Min("queued_at"), error=Max("last_error")
    )
    if not found["number"]:
        return []
    one = found["number"] == 1
    return [
        Waiting(
            what="A message could not be sent" if one else f"{found['number']} messages could not be sent",
            why=found["error"],
            do="See it" if one else "See them",
            href=f"{reverse('mail:messages')}?{urlencode({'state': 'in_trouble'})}",
            since=timezone.localtime(found["since"]).date(),
        )
    ]
