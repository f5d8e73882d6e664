"""The words and marks in which people write dates: months, short years, dashes, and back again."""

import re
import unicodedata
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_NUMBER_OF_MONTH = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
# Two-digit years below this are of this century: councils' papers reach back to the 1970s, no further.
_FIRST_SHORT_YEAR_OF_1900S = 70

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`", "'"))


def tidy(text: str) -> str:
    """The text with one kind of dash, one kind of apostrophe and single spaces.

    A full stop that ends an abbreviation ("Yr. end", "Sept. 2018") goes; one between digits stays.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_APOSTROPHES)
    return " ".join(re.sub(r"(?<=[^\W\d])\.", " ", text).split())


def plain(text: str) -> str:
    """The tidy text in small letters."""
    return tidy(text).casefold()


def month_number(word: str) -> int | None:
    """1 to 12 for "May", "Sept" or "december"; None for a word that is not a month."""
    return _NUMBER_OF_MONTH.get(word.casefold().rstrip("."))


def year_number(digits: str) -> int:
    """The year of "2018" or "18". Two digits from 70 to 99 are of the 1900s, the rest of the 2000s."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 1900 + year if year >= _FIRST_SHORT_YEAR_OF_1900S else 2000 + year


def in_words(day: date) -> str:
    """A day as the product prints it: 7 May 2013."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
