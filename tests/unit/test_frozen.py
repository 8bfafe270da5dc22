"""Our data classes behave as Python's own, and the type checker keeps them from being changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from engine.base.frozen import frozen, frozen_value


@frozen
class Team:
    """Told apart by identity; a field is left out of what is shown."""

    name: str
    members: list[object] = field(default_factory=list)
    secret: int = field(default=7, repr=False)


@frozen_value
class Point:
    """Equal where both fields are."""

    x: int
    y: int = 0


@dataclass
class Ours:
    """What Python itself shows."""

    name: str
    members: list[object]
    secret: int = field(default=7, repr=False)


def test_what_is_shown_is_what_python_shows() -> None:
    team, theirs = Team("a", [1, "x"]), Ours("a", [1, "x"])
    assert repr(team) == repr(theirs).replace("Ours", "Team")
    assert repr(Point(1)) == "Point(x=1, y=0)"


def test_who_holds_itself_is_shown_without_end() -> None:
    team = Team("a")
    team.members.append(team)
    assert repr(team) == "Team(name='a', members=[...])"


def test_who_says_how_it_is_shown_is_shown_so() -> None:
    @frozen
    class Word:
        text: str

        def __repr__(self) -> str:
            return self.text

    assert repr(Word("hello")) == "hello"


def test_values_are_equal_and_may_be_keys() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(2, 1)
    assert {Point(1, 2): "first"}[Point(1, 2)] == "first"
    assert replace(Point(1, 2), y=3) == Point(1, 3)


def test_others_are_told_apart_by_identity() -> None:
    team = Team("a")
    assert team == team and team != Team("a")  # noqa: PLR0124 - that it is itself is the point
    assert len({team, Team("a")}) == 2


def test_no_other_attribute_can_be_set_on_a_value() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 3  # type: ignore[attr-defined]  # there is none


def test_the_type_checker_refuses_a_change() -> None:
    """Run by mypy as well: an exception that it does not need is an error there."""
    point, team = Point(1), Team("a")
    point.x = 3  # type: ignore[misc]  # it is frozen
    team.name = "b"  # type: ignore[misc]  # likewise
    assert (point.x, team.name) == (3, "b")
