"""Why an attachment cannot be in a pack."""


class CannotBringIn(Exception):
    """``wrong`` names the paper and what is wrong; ``ask`` says what its owner or the clerk can do."""

    def __init__(self, wrong: str, ask: str) -> None:
        super().__init__(f"{wrong} {ask}")
        self.wrong = wrong
        self.ask = ask

    @property
    def words(self) -> str:
        return f"{self.wrong} {self.ask}"
