"""The colours behind a sheet's cells: solid fills, by their own value, by the theme, or by the palette."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

_WHITE = "FFFFFF"
# The order in which cells number a theme's colours; the file has the first two pairs the other way round.
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)


class Fills:
    """The fills of one openpyxl sheet.

    `by_rules` is true when the sheet has conditional formatting. Colours given by such rules are worked out
    by Excel when it shows the sheet, so a cell under a rule has no colour that can be relied on.
    """

    def __init__(self, sheet: Any) -> None:
        self._theme = _theme_colours(sheet.parent.loaded_theme)
        self._known: dict[int, str | None] = {}
        self._ruled = [
            (area.min_row, area.max_row, area.min_col, area.max_col)
            for formatting in sheet.conditional_formatting
            for area in formatting.sqref.ranges
        ]
        self.by_rules = bool(self._ruled)

    def of(self, cell: Any) -> str | None:
        """Six hex digits, or None for no fill, a pattern, white, and a cell under a rule."""
        if not cell.has_style:
            return None
        number: int = cell._style.fillId
        if number not in self._known:
            self._known[number] = self._colour(cell.fill)
        fill = self._known[number]
        return None if fill is not None and self._is_ruled(cell.row, cell.column) else fill

    def _is_ruled(self, row: int, column: int) -> bool:
        return any(
            top <= row <= bottom and left <= column <= right for top, bottom, left, right in self._ruled
        )

    def _colour(self, fill: Any) -> str | None:
        if getattr(fill, "patternType", None) != "solid":
            return None
        colour = fill.fgColor
        found = self._base(colour)
        if found is None:
            return None
        shown = _tinted(found, float(colour.tint or 0))
        return None if shown == _WHITE else shown

    def _base(self, colour: Any) -> str | None:
        if colour.type == "rgb" and isinstance(colour.rgb, str) and len(colour.rgb) in (6, 8):
            return str(colour.rgb[-6:]).upper()
        if colour.type == "theme" and int(colour.theme) < len(self._theme):
            return self._theme[int(colour.theme)]
        if colour.type == "indexed":
            from openpyxl.styles.colors import COLOR_INDEX

            # From 64 on they are the window's own colours.
            return str(COLOR_INDEX[colour.indexed])[-6:].upper() if colour.indexed < 64 else None
        return None


@lru_cache(maxsize=8)
def _theme_colours(theme: bytes | None) -> tuple[str | None, ...]:
    """The theme's colours in the order of their numbers in cells; none when there is no theme."""
    if not theme:
        return ()
    try:
        schemes = [element for element in fromstring(theme).iter() if element.tag.endswith("}clrScheme")]
    except ParseError:
        return ()
    if not schemes or len(schemes[0]) < len(_THEME_ORDER):
        return ()
    values: list[str | None] = []
    for entry in schemes[0]:
        value = next((child.get("lastClr") or child.get("val") for child in entry), None)
        values.append(value.upper() if value and len(value) == 6 else None)
    return tuple(values[index] for index in _THEME_ORDER)


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker, as ECMA-376 part 1, 18.8.19 says."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    shown = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), full)
    return "".join(f"{round(part * 255):02X}" for part in shown)
