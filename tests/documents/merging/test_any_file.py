"""Whatever stands in a file: a pack or a refusal, and never a claim that the checker does not bear out."""

from __future__ import annotations

import io
import random
import re
import time

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from goldenthread.documents.merging import CannotMerge, Part, examine, look, merge, read_out
from goldenthread.documents.merging.content import operations
from goldenthread.documents.merging.marks import read_marks
from goldenthread.documents.merging.roles import STANDARD, Roles, standard_role
from goldenthread.documents.merging.text import string_of
from goldenthread.documents.merging.trees import LEAF, names, numbers, pairs
from tests.documents.merging.papers import ABOUT, typst_paper
from tests.documents.merging.producers import DATA

SLOW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
QUICK = settings(max_examples=200, deadline=None, derandomize=True)
KEPT = ("chromium.pdf", "libreoffice_writer.pdf", "libreoffice_calc.pdf")


def spoiled(seed: int, times: int) -> bytes:
    """A sound paper with some values exchanged for others, anywhere in the file."""
    chance = random.Random(seed)
    out = io.BytesIO()
    paper = chance.choice([typst_paper(), *((DATA / name).read_bytes() for name in KEPT)])
    with pikepdf.open(io.BytesIO(paper)) as document:
        things = [thing for thing in document.objects if isinstance(thing, Dictionary | Stream | Array)]
        for _ in range(times):
            thing = chance.choice(things)
            value = strange(chance, document, things)
            if isinstance(thing, Array):
                if len(thing):
                    thing[chance.randrange(len(thing))] = value
                else:
                    thing.append(value)
            else:
                keys = [key for key in thing.keys() if key not in ("/Length", "/Filter")]  # noqa: SIM118
                if keys:
                    thing[chance.choice(keys)] = value
        document.save(out, fix_metadata_version=False)
    return out.getvalue()


def strange(chance: random.Random, document: Pdf, things: list[Object]) -> object:
    kind = chance.randrange(9)
    if kind == 0:
        return chance.choice([0, -1, 7, 10**9])
    if kind == 1:
        return String(chance.choice(["", "x", "\x00\xff"]))
    if kind == 2:
        return Name(chance.choice(["/P", "/Table", "/Odd", "/Document", "/Link"]))
    if kind == 3:
        return Array([])
    if kind == 4:
        return Dictionary()
    if kind == 5:
        return chance.choice([True, 1.5])
    if kind == 6:
        return Array([1, String("x"), Name.P, Dictionary(S=Name.P)])
    return chance.choice(things)


@SLOW
@given(seed=st.integers(0, 2**32), times=st.integers(1, 6))
def test_a_spoiled_file_gives_a_pack_or_a_refusal(seed: int, times: int) -> None:
    pdf = spoiled(seed, times)
    try:
        look(pdf)
        pack = merge([Part("Sound", typst_paper()), Part("Spoiled", pdf)], ABOUT)
    except CannotMerge:
        return
    found = examine(pack.pdf)
    read_out(pack.pdf)
    assert pack.parts[0].pages == 2
    assert not pack.claims_ua or found == ()


TOKENS = st.sampled_from(
    (b"/P <</MCID 0>> BDC", b"/Span <</MCID 1 /Lang (en)>> BDC", b"/Artifact BMC", b"/OC /MC0 BDC",
     b"EMC", b"q", b"Q", b"1 0 0 1 5 5 cm", b"0 0 9 9 re", b"f", b"S", b"n", b"W*", b"/c0 cs 0.1 scn",
     b"BT", b"ET", b"h", b"/f0 12 Tf", b"(a(b)\\)c) Tj", b"[(x\\]y)-20<0102>] TJ", b"<41> Tj",
     b"% (a comment BDC\n", b"/Im Do", b"BI /W 1 /H 1 ID \x00(EMC EI", b"0 Tr/f1 9 Tf",
     b"1 2 3 4 5 6 c", b"(\\\n) '")
)  # fmt: skip


@QUICK
@given(st.lists(TOKENS, max_size=40), st.sampled_from((b" ", b"\n", b"\r\n ")))
def test_reading_marks_quickly_sees_what_reading_everything_sees(tokens: list[bytes], between: bytes) -> None:
    data = between.join(tokens)
    quick = [one[0] for one in operations(data, quick=True)]
    every = [one[0] for one in operations(data)]
    marking = {b"BDC", b"BMC", b"EMC", b"q", b"Q", b"Do", b"Tj", b"TJ", b"'", b"f", b"S", b"EI", b"Tf"}
    assert [one for one in quick if one in marking] == [one for one in every if one in marking]
    marks = read_marks(data, None)
    assert sum(marks.numbers.values()) == sum(token.count(b"MCID") for token in tokens)


@QUICK
@given(st.binary(max_size=300))
def test_content_of_any_bytes_is_read_to_its_end(data: bytes) -> None:
    assert read_marks(data, None).bare >= 0
    assert all(end <= len(data) for _, _, _, end in operations(data))


@pytest.mark.parametrize(
    "piece",
    [b" ", b"(", b"[", b"/a  ", b"1 ", b"<", b"<<", b"\\", b"(a\\", b"q ", b"[(a)", b"ID ", b"1 m 2 ", b"%"],
)
@pytest.mark.parametrize("quick", [True, False])
def test_a_long_run_of_nonsense_is_read_in_no_time(piece: bytes, quick: bool) -> None:
    data = piece * (300_000 // len(piece))
    start = time.process_time()
    for _ in operations(data, quick=quick):
        pass
    assert time.process_time() - start < 3


@QUICK
@given(st.text(max_size=40))
def test_a_string_written_by_the_library_is_read_back(words: str) -> None:
    written = String(words.encode()).unparse()
    assert string_of(written) == words.encode()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dictionaries(st.binary(min_size=1, max_size=12), st.integers(0, 99), max_size=300))
def test_a_name_tree_gives_back_what_it_was_given_in_order(entries: dict[bytes, int]) -> None:
    with Pdf.new() as pdf:
        values = {key: pdf.make_indirect(Dictionary(N=value)) for key, value in entries.items()}
        tree = names(pdf, values.items())
        read = [(bytes(key), int(value.N)) for key, value in pairs(tree, "/Names")]
        assert read == sorted(entries.items())


def test_a_number_tree_of_ten_thousand_is_balanced() -> None:
    with Pdf.new() as pdf:
        tree = numbers(pdf, [(key, pdf.make_indirect(Dictionary())) for key in range(10_000)])
        depth, node = 0, tree
        while "/Kids" in node:
            assert len(node.Kids) <= LEAF
            node, depth = node.Kids[0], depth + 1
        assert depth == 2
        assert [int(key) for key, _ in pairs(tree, "/Nums")] == list(range(10_000))


ROLE = st.sampled_from(("One", "Two", "Three"))
MAPS = st.dictionaries(ROLE, st.sampled_from(("P", "H1", "Span", "One", "Two")), max_size=3)


@QUICK
@given(st.lists(st.tuples(MAPS, st.lists(ROLE, max_size=3)), max_size=4))
def test_a_role_means_in_the_pack_what_it_meant_in_its_part(
    parts: list[tuple[dict[str, str], list[str]]],
) -> None:
    roles = Roles()
    asked: list[tuple[str, str | None]] = []
    for place, (role_map, used) in enumerate(parts, 1):
        meanings = [(role, standard_role(role, role_map)) for role in used]
        asked += [(roles.name(role, meaning, place), meaning) for role, meaning in meanings]
    for name, meaning in asked:
        assert standard_role(name, roles.map) == meaning
    assert not roles.map.keys() & STANDARD
    assert all(re.fullmatch(r"\w+", name) for name in roles.map)
