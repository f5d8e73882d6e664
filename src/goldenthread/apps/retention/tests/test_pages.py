"""Pages of the record and of the schedule: a check, a deletion asked for by one and decided by another."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.retention.models import Certificate, Deletion

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client, clock_offset):
    """`at(person)`: their browser, on the tests' day."""
    Council.objects.create(name="The demonstration council", clock_offset=clock_offset)

    def signed_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def test_an_auditor_checks_the_record(at, person_with):
    browser = at(person_with(Role.AUDITOR))
    assert b"not checked yet" in browser.get(reverse("retention:record")).content
    page = browser.post(reverse("retention:check"), follow=True).content.decode()
    assert "The record is whole" in page
    assert "Send the head to somebody" not in page


def test_one_asks_another_decides_and_the_certificate_is_taken_away(
    at, administrator, director, orphan, kept_half_a_year
):
    browser = at(administrator)
    browser.post(reverse("retention:ask", args=["orphan_files"]), {"why": "Tests"})
    deletion = Deletion.objects.get()
    assert b"waits for a second person" in browser.get(deletion.get_absolute_url()).content
    decide = reverse("retention:decide", args=[deletion.uuid])
    assert browser.post(decide, {"answer": "approve"}).status_code == 403
    browser = at(director)
    refused = browser.post(decide, {"answer": "refuse"})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    page = browser.post(decide, {"answer": "approve"}, follow=True).content.decode()
    assert "Certificate 1" in page
    certificate = Certificate.objects.get()
    taken = browser.get(reverse("retention:certificate", args=[certificate.uuid, "json"]))
    assert taken.content.decode() == certificate.document
