"""Comments, quotes and text blocks are told from structure, also in text that is not YAML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.regions import FILLER, regions


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("a: x#y # z", "a: x#y ···"),
        ("# 注\na: 1", "···\na: 1"),
        ("a: 'x # y' # z", "a: '······ ···"),
        ("a: 'it''s' b", "a: '······ b"),
        ('a: "x\\" y" b', 'a: "······ b'),
        ('a: "x\n  y" b\nc', 'a: "·\n···· b\nc'),
        ("it's: b # c", "it's: b ···"),
        ("[a, 'b', c]", "[a, '··, c]"),
        ("a: we, 'tis # x", "a: we, 'tis ···"),
        ("a: |\n  x\n\n  y\nb: 1", "a: |\n···\n\n···\nb: 1"),
        ("  - a: >- # c\n      x\n    b: 1", "  - a: >- ···\n·······\n    b: 1"),
        ("- |\n x\n- y", "- |\n··\n- y"),
        ("a: b > c\nd: 1", "a: b > c\nd: 1"),
        ('a: "never closed\nb: 1', 'a: "············\n····'),
    ],
)
def test_what_is_hidden(text: str, structure: str) -> None:
    assert regions(text).structure == structure.replace("·", FILLER)


def test_only_comments_are_hidden_from_the_other_view() -> None:
    text = "a: 'x' # y\nb: |  # z\n  # text\n"
    assert regions(text).uncommented == "a: 'x' ···\nb: |  ···\n  # text\n".replace("·", FILLER)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab \n\"'#:-|>[,{\\\t"), max_size=60))
def test_both_views_have_the_lines_of_the_text(text: str) -> None:
    views = regions(text)
    for view in (views.structure, views.uncommented):
        assert [len(line) for line in view.split("\n")] == [len(line) for line in text.split("\n")]
        assert all(seen in (real, FILLER) for seen, real in zip(view, text, strict=True))
