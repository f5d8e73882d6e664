"""How an action says no: in words for the person who asked."""

from __future__ import annotations


class Refused(Exception):
    """An action was refused. `words` say why and what to do; `code`: the rule; `field`: the form's."""

    def __init__(self, words: str, *, code: str = "", field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.code = code
        self.field = field
