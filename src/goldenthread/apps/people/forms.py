"""Forms about people: sign in, add a person, give a role."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.people.models import Organisation, Role, Scope
from goldenthread.apps.people.queries import scopes


class SignIn(LoginForm):
    """Email address and password, labelled as on GOV.UK."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email address"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class AddPerson(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Email address")
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label="Organisation", required=False)
    password = forms.CharField(
        label="First password",
        min_length=12,
        widget=forms.PasswordInput,
        help_text="At least 12 characters. They can change it when they have signed in.",
    )


class GiveRole(forms.Form):
    role = forms.ChoiceField(label="Role", choices=Role.choices)
    scope = forms.ChoiceField(label="Over")
    starts = DatePartsField(label="From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(Scope.COUNCIL, Scope.COUNCIL.label), *scopes()]

    def grant(self) -> dict[str, Any]:
        """What `actions.grant` takes."""
        scope, _, uuid = self.cleaned_data["scope"].partition(" ")
        return {
            "role": Role(self.cleaned_data["role"]),
            "scope": Scope(scope),
            "scope_uuid": uuid or None,
            "starts": self.cleaned_data["starts"],
        }
