"""The history of a unit replayed on a page."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.govuk.fields import DatePartsField
from goldenthread.apps.people.access import may
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.replaying import replay
from goldenthread.apps.signoff.units import recommendation_of, reference_of, unit_called


class AnotherDay(forms.Form):
    """A day of one's own, and whether to look with what is known now."""

    on = DatePartsField(label="Another day", required=False, help_text="For example, 31 12 2016.")
    hindsight = forms.BooleanField(
        label="With all that is known now, not what was known then", required=False
    )

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError("That day has not come yet. Enter a day up to today.")
        return day


@may("signoff.see", on=unit_called)
def replayed(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the checks would have said on each day on which it was assessed, and on one that is asked for."""
    asked = bool(request.GET)
    form = AnotherDay(request.today, request.GET if asked else None)
    is_right = asked and form.is_valid()
    day = form.cleaned_data.get("on") if is_right else None
    hindsight = bool(is_right and form.cleaned_data.get("hindsight"))
    return render(request, "signoff/replay.html", {
        "unit": unit,
        "reference": reference_of(unit),
        "recommendation": recommendation_of(unit),
        "days": replay(unit, today=request.today, also=[day] if day else (), hindsight=hindsight),
        "hindsight": hindsight,
        "form": form,
    }, status=422 if asked and not is_right else 200)  # fmt: skip
