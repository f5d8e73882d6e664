"""Every kind of cell in the demonstration council's published scorecard, targets and series."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.figures import Status, parse_figure, print_figure

NUMBERS = """
1 10 102 105 107 107.4 110 110.2 112 114 115 116.7 118 121 121.2 13 130.6 1412 15 1513 1647 1767 1879 1882
1891 1897 1907 1908 196 198 199 202 207 209 21 210 215 226 26 27 275 284 287 288 30 313 333 344 358 36.5 368
373 377 378 38.1 38.2 38.8 380 383 391 422 426 43.3 43.4 438 44.2 45.6 466 470 477 5 51 52 541 55.5 558 56 58
58.1 6 61 61.8 62 62.3 62.7 66 7 73 77 8 81 810 82 83 831 85 88 880 9 91 914 93 95 985
""".replace("\n", " ").split()

PERCENTAGES = """
0% 0.5% 0.9% 1.1% 10% 10.7% 100% 11.0% 12% 12.5% 13.6% 16% 16.0% 17% 17.1% 17.4% 17.7% 18% 18.7% 18.9% 19%
20% 21.4% 23% 26% 3.4% 3.7% 30% 32% 34% 34.0% 36% 37% 38% 39% 41% 41.17% 42% 43% 45% 47% 49.4% 52% 55% 59% 6%
61% 62% 64% 65.3% 65.4% 66% 67% 68% 69% 69.0% 69.2% 70% 71% 74% 75% 77% 78% 79.0% 80% 81% 82% 83% 84% 84.6%
85% 86% 87% 88% 89% 90% 91% 91.0% 92% 92.2% 92.8% 94% 95% 96% 97% 98% 99% 99.0%
""".replace("\n", " ").split()

# Each is read into its fields in test_figures.py; here each is held to print what it means.
OTHERS = {
    "": "not collected",
    "0 by end of March 2018": "0 (by end of March 2018)",
    "260-300": "260 to 300",
    "35-40": "35 to 40",
    "400-450": "400 to 450",
    "53.1 - 59.7": "53.1 to 59.7",
    "32.8 weeks": "32.8 weeks",
    "41% (Jan 17 SEN return)": "41% (Jan 17 SEN return)",
    "57% (63%)": "57% (63%)",
    "83% (indicative)": "83% (indicative)",
    "91%, 9%, 0%, 0%": "91%, 9%, 0%, 0%",
    "<12%": "<12%",
    "<15%": "<15%",
    "> 45": ">45",
    "> 90": ">90",
    "More than one source": ">1 source",
    "Percentage decrease of 50%": "Percentage decrease of 50%",
    "Percentage increase of 6%": "Percentage increase of 6%",
    "TBC": "not yet released (TBC)",
    "This data will be presented annually. See comments for quarterly updates": (
        "not collected (This data will be presented annually. See comments for quarterly updates)"
    ),
    "data not yet released": "not yet released",
    "n/a": "not applicable",
    "supressed": "suppressed",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_published_number_keeps_its_decimals(text: str) -> None:
    figure = parse_figure(text)
    assert (str(figure.value), figure.unit, figure.status) == (text, None, Status.FINAL)


@pytest.mark.parametrize("text", PERCENTAGES)
def test_a_published_percentage_prints_as_it_stood(text: str) -> None:
    figure = parse_figure(text)
    assert (figure.value, figure.unit) == (Decimal(text.removesuffix("%")), "%")
    assert print_figure(figure) == text


@pytest.mark.parametrize(("text", "printed"), OTHERS.items())
def test_every_other_published_cell_prints_its_meaning(text: str, printed: str) -> None:
    assert print_figure(parse_figure(text)) == printed
