"""Icons of variation and assurance: our own drawings, each to stand beside its word.

Variation is a disc with what the points do; assurance is a target's line with what the process does to it.
The shape tells, and the colour repeats it.
"""

from goldenthread.documents.control_figures import Assurance, Variation

SIZE = 28
BETTER, WORSE, NEITHER, CHANCE, INK = "#1d70b8", "#b14d00", "#54319f", "#505a5f", "#0b0c0c"

_UP = '<path d="M7 19.5L12 15l3.5 2L21 9.5M21 9.5h-5M21 9.5v5"'
_DOWN = '<path d="M7 9L12 13.5l3.5-2L21 19M21 19h-5M21 19v-5"'
_WAVE = '<path d="M6 14q2-6 4 0t4 0 4 0 4 0"'
_STROKE = ' fill="none" stroke="{}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>'
_DISC = '<circle cx="14" cy="14" r="12.5" fill="#ffffff" stroke="{}" stroke-width="2"/>'
_DIAMOND = '<path d="M14 1L27 14L14 27L1 14z" fill="#ffffff" stroke="{}" stroke-width="2"/>'
_SQUARE = '<rect x="1.5" y="1.5" width="25" height="25" rx="1" fill="#ffffff" stroke="{}" stroke-width="2"/>'
# Better is a disc, worse a square, neither a diamond; chance is a disc with a wave.
_VARIATIONS: dict[Variation, tuple[str, str, str]] = {
    Variation.COMMON: (_DISC, _WAVE, CHANCE),
    Variation.IMPROVING_HIGH: (_DISC, _UP, BETTER),
    Variation.IMPROVING_LOW: (_DISC, _DOWN, BETTER),
    Variation.CONCERNING_HIGH: (_SQUARE, _UP, WORSE),
    Variation.CONCERNING_LOW: (_SQUARE, _DOWN, WORSE),
    Variation.HIGH: (_DIAMOND, _UP, NEITHER),
    Variation.LOW: (_DIAMOND, _DOWN, NEITHER),
}
_TARGET_LINE = '<path d="M4 14H24" stroke="{}" stroke-width="1.6" stroke-dasharray="3 2"/>'
_ASSURANCES: dict[Assurance, tuple[str, str, str]] = {
    Assurance.PASSES: (_DISC, '<path d="M8 14.5L12.5 19L20.5 9.5"', BETTER),
    Assurance.FAILS: (_SQUARE, '<path d="M9 9L19 19M19 9L9 19"', WORSE),
    Assurance.HIT_AND_MISS: (
        _DISC,
        _TARGET_LINE.format(CHANCE) + '<path d="M7 18L11.5 9L16 18.5L20.5 9.5"',
        CHANCE,
    ),
}


def icon(of: Variation | Assurance) -> str:
    """The icon as SVG text, hidden from those who listen: its word stands beside it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}" aria-hidden="true" focusable="false">{_shapes(of)}</svg>'
    )


def sprite() -> str:
    """All icons as symbols, to be put on a page once and used many times by `used`."""
    symbols = (
        f'<symbol id="{_key(one)}" viewBox="0 0 {SIZE} {SIZE}">{_shapes(one)}</symbol>'
        for one in (*Variation, *Assurance)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" '
        f'focusable="false">{"".join(symbols)}</svg>'
    )


def used(of: Variation | Assurance, size: int = 22) -> str:
    """An icon of the page's sprite."""
    return (
        f'<svg width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'<use href="#{_key(of)}"/></svg>'
    )


def _key(of: Variation | Assurance) -> str:
    return f"icon-{of.value.replace('_', '-')}"


def _shapes(of: Variation | Assurance) -> str:
    frame, drawn, colour = _VARIATIONS[of] if isinstance(of, Variation) else _ASSURANCES[of]
    return f"{frame.format(colour)}{drawn}{_STROKE.format(colour)}"
