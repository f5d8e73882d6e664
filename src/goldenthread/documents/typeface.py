"""The one typeface of our papers, for every program that draws with it."""

from functools import cache
from pathlib import Path

import typst

FAMILY = "Liberation Sans"
FOLDER = Path(__file__).parent / "fonts"
REGULAR = FOLDER / "LiberationSans-Regular.ttf"


@cache
def typst_fonts() -> typst.Fonts:
    """Our files alone: what a machine has installed must not change a paper."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
