"""Published figures, both ways: from what councils write to what it means, and back.

Where a number belongs, real tables hold ``10,681``, ``83% (indicative)``, ``<20%``, ``400-450``,
``0 by end of March 2018``, ``supressed`` and ``data not yet released``. ``parse_figure`` gives each its
meaning and refuses the rest with a reason; ``print_figure`` gives the meaning back.

What was decided where the texts leave room:

- An empty cell and a dash are *not collected*: they say only that there is no figure.
- ``TBC``, ``TBA`` and ``x`` (unavailable) are *not yet released*; ``*`` and ``c`` are *suppressed*;
  ``z`` is *not applicable*. Capital letters and other single letters are refused.
- What is presented once a year is *not collected* for the quarter.
- ``nil`` is 0. ``none`` is refused: it may be 0 or no figure.
- ``p`` after a % sign is provisional. ``83%*`` and ``85% ↑`` keep their mark as the qualifier.
- ``12/15`` is a numerator and a denominator without a value, unless the measure's unit is %.
- ``4:1`` is refused: it may be a ratio or a time.
- ``Percentage increase of 15%`` is a change of 15 with the unit %. Whether it means points or percent of
  the baseline is not said, so it is not decided here.
- ``More than one source`` is a bound: more than 1, in sources.
"""

from goldenthread.rulebook.figure import TO_DATE, Figure, NotAFigure, Status
from goldenthread.rulebook.figures_grammar import parse_figure
from goldenthread.rulebook.figures_notes import status_of_note
from goldenthread.rulebook.figures_print import print_figure, print_quantity

__all__ = [
    "TO_DATE",
    "Figure",
    "NotAFigure",
    "Status",
    "parse_figure",
    "print_figure",
    "print_quantity",
    "status_of_note",
]
