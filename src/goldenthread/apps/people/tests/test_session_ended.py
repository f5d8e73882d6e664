"""A form that arrives after its session has ended: what was typed is shown, and the way back leads to it."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_shown_but_never_a_password(client):
    typed = {"name": "Participation officer", "roles": ["Reader", "Lead"], "password": "not to be shown"}
    answer = client.post(
        reverse("people:add"), typed, headers={"referer": "http://testserver/people/add/?a=1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Participation officer" in page
    assert "Reader; Lead" in page
    assert "not to be shown" not in page
    assert "/sign-in/?next=%2Fpeople%2Fadd%2F%3Fa%3D1" in page


def test_a_page_asked_for_by_its_address_leads_to_signing_in(client):
    answer = client.get(reverse("people:add"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=/people/add/"
