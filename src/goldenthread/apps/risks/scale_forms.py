"""The form of the council's scale: levels and bands in rows, read into the columns of `RiskScale`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.apps.risks.models import RiskScale
from goldenthread.apps.risks.scales import COLOURS, SHAPES, SUGGESTED

MOST_LEVELS, MOST_BANDS = 6, 6
SHAPE_WORDS = {
    "circle": "Circle", "half": "Half-filled circle", "triangle": "Triangle", "diamond": "Diamond",
    "square": "Square", "cross": "Cross",
}  # fmt: skip
_CELL = re.compile(r"\s*(\d+)\s*[x×]\s*(\d+)\s+(\S.*?)\s*")


class SetScale(forms.Form):
    """A version of the scale. Rows that are left empty are not levels."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    cells = forms.CharField(
        label="Cells that stand in another band than their score", required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One to a line, likelihood first, such as: 1 x 5 High",
    )  # fmt: skip
    stale_days = forms.IntegerField(
        label="A score is stale after how many days?", min_value=1, max_value=1000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    review_days = forms.IntegerField(
        label="How many days are usual between reviews?", min_value=1, max_value=1000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    reason = forms.CharField(label="Why it changes", required=False)

    def __init__(self, newest: RiskScale | None, *args: Any, **kwargs: Any) -> None:
        says = _says(newest)
        super().__init__(*args, initial=_initial(says) | {"seen": newest.number if newest else 0}, **kwargs)
        for axis in ("likelihood", "impact"):
            for level in range(1, MOST_LEVELS + 1):
                name = f"{axis}_{level}"
                self.fields[f"{name}_word"] = _short(f"{axis.capitalize()} {level}: word")
                self.fields[f"{name}_meaning"] = forms.CharField(
                    label=f"{axis.capitalize()} {level}: what it means", max_length=200, required=False
                )
        for row in range(1, MOST_BANDS + 1):
            self.fields[f"band_{row}_word"] = _short(f"Band {row}: word")
            self.fields[f"band_{row}_starts_at"] = forms.IntegerField(
                label=f"Band {row}: from", min_value=1, max_value=100, required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )  # fmt: skip
            self.fields[f"band_{row}_shape"] = forms.ChoiceField(
                label=f"Band {row}: shape", choices=[(one, SHAPE_WORDS[one]) for one in SHAPES]
            )
            self.fields[f"band_{row}_colour"] = forms.ChoiceField(
                label=f"Band {row}: colour", choices=[(one, one.capitalize()) for one in COLOURS]
            )
            self.fields[f"band_{row}_refused"] = forms.BooleanField(
                label=f"Band {row} is beyond appetite", required=False
            )
        if newest is None:
            del self.fields["reason"]

    def rows(self, start: str, most: int, *parts: str) -> Iterator[list[BoundField]]:
        for row in range(1, most + 1):
            yield [self[f"{start}_{row}_{part}"] for part in parts]

    def likelihood_rows(self) -> Iterator[list[BoundField]]:
        return self.rows("likelihood", MOST_LEVELS, "word", "meaning")

    def impact_rows(self) -> Iterator[list[BoundField]]:
        return self.rows("impact", MOST_LEVELS, "word", "meaning")

    def band_rows(self) -> Iterator[list[BoundField]]:
        return self.rows("band", MOST_BANDS, "word", "starts_at", "shape", "colour", "refused")

    def clean_cells(self) -> list[dict[str, Any]]:
        found = []
        for line in self.cleaned_data["cells"].splitlines():
            if not line.strip():
                continue
            cell = _CELL.fullmatch(line)
            if cell is None:
                raise forms.ValidationError(f"“{line.strip()}” is not a cell. Write it as: 1 x 5 High")
            found.append({"likelihood": int(cell[1]), "impact": int(cell[2]), "band": cell[3]})
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for row in range(1, MOST_BANDS + 1):
            word, starts = found.get(f"band_{row}_word"), found.get(f"band_{row}_starts_at")
            if bool(word) != (starts is not None) and f"band_{row}_starts_at" not in self.errors:
                self.add_error(f"band_{row}_starts_at", f"Give band {row} a word and where it begins.")
        return found

    def says(self) -> dict[str, Any]:
        """The columns of `RiskScale`."""
        found = self.cleaned_data
        return {
            "likelihood": self._levels("likelihood"),
            "impact": self._levels("impact"),
            "bands": sorted((
                {
                    "word": found[f"band_{row}_word"], "shape": found[f"band_{row}_shape"],
                    "colour": found[f"band_{row}_colour"], "starts_at": found[f"band_{row}_starts_at"],
                    "accepted": not found[f"band_{row}_refused"],
                }
                for row in range(1, MOST_BANDS + 1) if found[f"band_{row}_word"]
            ), key=lambda one: one["starts_at"]),
            "cells": found["cells"],
            "stale_days": found["stale_days"],
            "review_days": found["review_days"],
        }  # fmt: skip

    def _levels(self, axis: str) -> list[dict[str, Any]]:
        found = self.cleaned_data
        return [
            {"level": level} | {part: found[f"{axis}_{level}_{part}"] for part in ("word", "meaning")}
            for level in range(1, MOST_LEVELS + 1)
            if found[f"{axis}_{level}_word"]
        ]


def _short(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=40, required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip


def _says(newest: RiskScale | None) -> dict[str, Any]:
    return {name: getattr(newest, name) for name in SUGGESTED} if newest else SUGGESTED


def _initial(says: dict[str, Any]) -> dict[str, Any]:
    initial = {name: says[name] for name in ("stale_days", "review_days")}
    cells = (f"{one['likelihood']} x {one['impact']} {one['band']}" for one in says["cells"])
    initial["cells"] = "\n".join(cells)
    for axis in ("likelihood", "impact"):
        for one in says[axis]:
            initial |= {f"{axis}_{one['level']}_{part}": one[part] for part in ("word", "meaning")}
    for row, one in enumerate(says["bands"], 1):
        parts = {part: one[part] for part in ("word", "starts_at", "shape", "colour")}
        initial |= {f"band_{row}_{part}": value for part, value in parts.items()}
        initial[f"band_{row}_refused"] = not one["accepted"]
    return initial
