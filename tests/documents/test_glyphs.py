"""Every character a person may paste prints, or has a stand-in."""

import pytest

from goldenthread.documents.glyphs import drawable_characters, printable
from goldenthread.documents.paper_figures import Colour, Standing
from goldenthread.documents.wording import ARROWS, NO_FIGURE, colour_badge, standing_badge


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Quarter 4: 83% – “met”", "Quarter 4: 83% – “met”"),
        ("✓ done", "√ done"),
        ("\uf0b7 first", "• first"),
        ("cafe\u0301", "café"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\u3000b", "a b"),
        ("tab\there", "tab here"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\x00null\x0bline", "null line"),
        ("ﬁle", "ﬁle"),
        ("Ａ", "A"),
        ("日本", "□□"),
        ("👍", "□"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_text_becomes_drawable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_the_shapes_of_states_are_in_the_font() -> None:
    shapes = {colour_badge(colour).shape for colour in Colour}
    shapes |= {standing_badge(standing).shape for standing in Standing}
    assert shapes | set(ARROWS.values()) | {NO_FIGURE} <= drawable_characters()
