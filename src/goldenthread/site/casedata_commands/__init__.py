"""What `goldenthread casedata …` can do: a module for each word, found by its name.

Each has HELP, `arguments(parser)` and `run(options, say)`, which raises `Refusal` with words for the person.
`options` are those of the command line by name; `say` writes a line.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

Say = Callable[[str], object]


class Refusal(Exception):
    """It cannot be done; the message says why, in words that name no child."""


class Part(Protocol):
    """A module of this package."""

    HELP: str

    def arguments(self, parser: ArgumentParser) -> None:
        """What it takes."""

    def run(self, options: Mapping[str, Any], say: Say) -> None:
        """Do it."""


def parts() -> dict[str, Part]:
    """Every word after `casedata`, with what does it."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: cast(Part, import_module(f"{__name__}.{name}")) for name in names}
