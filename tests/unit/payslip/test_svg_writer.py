"""The SVG writer: exact coordinates, safe text, the same bytes every time."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as Xml

import pytest

from engine.payslip import svg


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 1000), "0"),
        (Fraction(10**20 + 1, 2), "50000000000000000000.5"),
    ],
)
def test_a_coordinate_has_two_decimals_at_most(value: svg.Coordinate, written: str) -> None:
    assert svg.place(value) == written


def test_text_is_text_and_nothing_else() -> None:
    words = 'a<b & "c"</text><script>alert(1)</script>'
    made = svg.picture("x", (10, 10), words, words, [svg.text(1, 2, words, 'end" onload="x')])
    tree = Xml.fromstring(made)  # noqa: S314 - our own text
    assert [child.tag for child in tree] == ["title", "desc", "text"]
    assert [child.text for child in tree] == [words] * 3
    assert tree[2].attrib == {"class": 'end" onload="x', "x": "1", "y": "2"}


def test_a_picture_says_what_it_is_to_those_who_do_not_see_it() -> None:
    tree = Xml.fromstring(svg.picture("scale-2", (360, 100), "Grade", "Three tiers.", []))  # noqa: S314 - likewise
    assert tree.attrib["role"] == "img"
    assert tree.attrib["viewBox"] == "0 0 360 100"
    assert tree.attrib["aria-labelledby"] == "scale-2-title scale-2-told"
    assert [(child.attrib["id"], child.text) for child in tree] == [
        ("scale-2-title", "Grade"),
        ("scale-2-told", "Three tiers."),
    ]


def test_shapes() -> None:
    drawn = [
        svg.rectangle(0, Fraction(1, 4), 10, 5, "bar"),
        svg.line(0, 0, 1, 1, "axis"),
        svg.polyline([(0, 0), (Fraction(1, 3), 2)], "curve"),
        svg.dot(1, 2, Fraction(7, 2), "open"),
    ]
    assert ["\n".join(shape.lines()) for shape in drawn] == [
        '<rect class="bar" x="0" y="0.25" width="10" height="5" rx="2"/>',
        '<line class="axis" x1="0" y1="0" x2="1" y2="1"/>',
        '<polyline class="curve" points="0,0 0.33,2"/>',
        '<circle class="open" cx="1" cy="2" r="3.5"/>',
    ]


@pytest.mark.parametrize(
    ("words", "room", "fits"),
    [("底薪", 27, "底薪"), ("底薪", 26, "底…"), ("bonus", 33, "bonus"), ("bonus", 32, "bon…"), ("x", 1, "…")],
)
def test_words_are_cut_to_their_room(words: str, room: int, fits: str) -> None:
    assert svg.fitted(words, room) == fits
