"""Every rule that decides something has a code, one definition and one place where it stands.

A module of the rulebook defines its rules beside the function that decides by them, and the decision
then reads as a sentence::

    RAG_2 = define_rule(
        "RAG-2",
        title="Amber: close to the target",
        meaning="The value misses its target by no more than the tolerance.",
        basis="The council's performance framework.",
        boundaries=("Target 85, tolerance 5 points: 80.0 is amber, 79.9 is red.",),
    )

    return Verdict(Rag.AMBER, RAG_2, f"{value} is within {tolerance} of {target}")

A result's field is typed `Code`. A plain string is not one (mypy refuses it) and `Code("RAG-99")` raises
unless RAG-99 is defined, so no decision can give a code that nobody wrote down.
"""

import difflib
import importlib
import pkgutil
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import goldenthread.rulebook

_SHAPE = re.compile(r"[A-Z]{2,6}-\d{1,3}")
_PRODUCT_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Rule:
    """One deciding rule as it is written down.

    `boundaries` are the boundary cases in words. `basis` is the law, guidance or convention it rests on;
    `unverified` says that nobody has yet checked that basis at its source. `where` is the file and line of
    the definition, below the product's package: "rulebook/rating.py:41".
    """

    code: str
    title: str
    meaning: str
    basis: str
    boundaries: tuple[str, ...]
    where: str
    unverified: bool = False

    @property
    def family(self) -> str:
        """The letters of the code: "RAG" of "RAG-2"."""
        return self.code.partition("-")[0]

    @property
    def sort_key(self) -> tuple[str, int]:
        """By letters, then by number, so that RAG-10 comes after RAG-9."""
        letters, _, number = self.code.partition("-")
        return letters, int(number)


class UnknownCode(LookupError):
    """No rule has this code. `near` holds the codes that look most like it."""

    def __init__(self, code: str, near: Sequence[str]) -> None:
        self.code = code
        self.near = tuple(near)
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"No rule has the code {code!r}.{hint}")


class DefinedTwice(Exception):
    """Two definitions claim one code."""

    def __init__(self, code: str, first: str, second: str) -> None:
        self.code = code
        super().__init__(f"{code} is defined at {first} and again at {second}. A code has one definition.")


class Code(str):
    """The code of a rule that is defined: a string that cannot name a rule that is not.

    Raises `UnknownCode` when made from a string that no rule has.
    """

    __slots__ = ()

    def __new__(cls, code: str) -> "Code":
        return super().__new__(cls, find(code).code)

    @property
    def rule(self) -> Rule:
        """The rule behind the code."""
        return find(self)


_RULES: dict[str, Rule] = {}


def define_rule(
    code: str,
    *,
    title: str,
    meaning: str,
    basis: str,
    boundaries: Sequence[str],
    unverified: bool = False,
    calls_up: int = 1,
) -> Code:
    """Write down a rule and return its code; where it stands is taken from the calling line.

    `calls_up` is for a function that defines rules for its own callers: 2 takes the line that called it.
    Raises `ValueError` for a code that is not letters, a hyphen and a number ("RAG-2"), or for a rule with
    an empty part; raises `DefinedTwice` when the code is taken.
    """
    frame = sys._getframe(calls_up)
    where = f"{_below_product(frame.f_code.co_filename)}:{frame.f_lineno}"
    if not _SHAPE.fullmatch(code):
        raise ValueError(f"{code!r} is not a code: write letters, a hyphen and a number, as in RAG-2.")
    if not (title and meaning and basis and boundaries and all(boundaries)):
        raise ValueError(f"{code} needs a title, a meaning, a basis and at least one boundary case.")
    if code in _RULES:
        raise DefinedTwice(code, _RULES[code].where, where)
    _RULES[code] = Rule(code, title, meaning, basis, tuple(boundaries), where, unverified)
    return Code(code)


def _below_product(filename: str) -> str:
    path = Path(filename).resolve()
    return path.relative_to(_PRODUCT_ROOT).as_posix() if path.is_relative_to(_PRODUCT_ROOT) else path.name


def all_rules() -> tuple[Rule, ...]:
    """Every rule of the rulebook, by code. Imports each of its modules, so that none is left out."""
    for module in pkgutil.iter_modules(goldenthread.rulebook.__path__):
        importlib.import_module(f"{goldenthread.rulebook.__name__}.{module.name}")
    return tuple(sorted(_RULES.values(), key=lambda rule: rule.sort_key))


def find(code: str) -> Rule:
    """The rule with this code, in capitals or not. Raises `UnknownCode`, which names the nearest codes."""
    wanted = code.strip().upper()
    if wanted in _RULES:
        return _RULES[wanted]
    known = {rule.code: rule for rule in all_rules()}
    if wanted in known:
        return known[wanted]
    raise UnknownCode(code, difflib.get_close_matches(wanted, known, n=3))
