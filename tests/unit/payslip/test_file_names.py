"""File names from ids: readable, inside the folder, and one for each person."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.payslip.names import file_names


def name(identifier: str) -> str:
    return file_names([identifier], ".html")[identifier]


@pytest.mark.parametrize("plain", ["007", "A-1_b", "王小明", "客服.一组", "müller", "ลูกค้า"])
def test_a_harmless_id_is_its_file(plain: str) -> None:
    assert name(plain) == f"{plain}.html"


@pytest.mark.parametrize(
    "bad",
    [
        "../x",
        "..",
        ".",
        "",
        "/etc/passwd",
        "a\\b",
        "C:x",
        "a b",
        "x\n",
        "con",
        "COM1",
        "nul.txt",
        "index",
        ".hidden",
        "x.",
    ],
)
def test_any_other_is_marked_and_stays_in_the_folder(bad: str) -> None:
    made = name(bad)
    assert made != f"{bad}.html"
    assert PurePosixPath(made).name == PureWindowsPath(made).name == made
    assert not made.startswith(".")
    assert made.split("-")[0].split(".")[0].casefold() not in {"con", "com1", "nul", "index"}


def test_what_would_meet_is_told_apart() -> None:
    made = file_names(["a/b", "a_b", "A_B", "王", "ａ_b"], ".txt")
    assert made["王"] == "王.txt"
    assert len({n.casefold() for n in made.values()}) == 5
    assert all(n.casefold().startswith(("a_b-", "ａ_b-")) for one, n in made.items() if one != "王")


def test_a_long_id_is_cut() -> None:
    first, second = "长" * 300, "长" * 299 + "短"
    made = file_names([first, second], ".html")
    assert made[first] != made[second]
    assert all(len(n.encode()) < 255 for n in made.values())


@given(st.sets(st.text(max_size=8), max_size=6))
def test_every_id_has_a_file_of_its_own(ids: set[str]) -> None:
    made = file_names(sorted(ids), ".html")
    assert len({n.casefold() for n in made.values()}) == len(ids)
    assert all(not set(n) & set('/\\:*?"<>|\0\n') and n[0] != "." for n in made.values())
