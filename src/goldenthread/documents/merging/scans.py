"""Pages that are pictures of text: scanned, with or without text behind them."""

from pikepdf import Object

from goldenthread.documents.merging.holders import Holders, read_pages
from goldenthread.documents.merging.shapes import Finding


def scan_findings(pages: list[Object]) -> list[Finding]:
    """One finding that lists the pages which show a picture and no text. Pages count from 1."""
    holders = read_pages(pages)
    scanned = [number for number in range(1, len(pages) + 1) if _is_picture(holders, number)]
    if not scanned:
        return []
    which = "is a picture" if len(scanned) == 1 else "are pictures"
    return [
        Finding(
            f"{'page' if len(scanned) == 1 else 'pages'} {ranges(scanned)} of the file",
            f"{which} without text: nobody can search it or have it read aloud",
            "scanned",
            "Ask its owner for the document itself, or scan it again with text recognition.",
            scanned[0],
        )
    ]


def _is_picture(holders: Holders, page: int) -> bool:
    marks = [holder.marks for holder in holders.all.values() if holder.page == page]
    return any(one.shows_image for one in marks) and not any(one.shows_text for one in marks)


def ranges(numbers: list[int]) -> str:
    """ "1–3, 5"."""
    said: list[str] = []
    start = previous = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == previous + 1:
            previous = number
            continue
        said.append(str(start) if start == previous else f"{start}–{previous}")
        start = previous = number
    return ", ".join(said)
