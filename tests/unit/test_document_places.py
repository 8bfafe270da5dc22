"""Every visible character of a value is found again in the source, whatever way it is written."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.places import BLANKS, ESCAPE, places, unescaped

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
WORDS = st.lists(st.text(st.sampled_from("ab底薪×，é😀'\"\\#:-0%"), min_size=1, max_size=6), min_size=1, max_size=8)
BREAKS = st.lists(st.sampled_from([" ", "  ", "\n", "\n\n", " \n \n\n", "\n   "]), min_size=8, max_size=8)


def written(words: list[str], breaks: list[str], indent: str) -> str:
    joined = words[0] + "".join(b + w for b, w in zip(breaks, words[1:], strict=False))
    return joined.replace("\n", "\n" + indent)


def value_in(source: str, loader: type) -> yaml.ScalarEvent | None:
    """The value after the key `k`, as the parser sees it; None where the text is something else."""
    try:
        events = list(yaml.parse(source, Loader=loader))
    except yaml.YAMLError:
        return None
    scalars = [e for e in events if isinstance(e, yaml.ScalarEvent)]
    return scalars[1] if len(scalars) == 2 and len(events) == 8 else None


def check(source: str, loader: type) -> bool:
    """Compare characters and places; False where there is nothing to compare."""
    event = value_in(source, loader)
    if event is None or event.start_mark is None or event.end_mark is None:
        return False
    style = event.style or ""
    found = places(event.value, source, event.start_mark.index, event.end_mark.index, style)
    assert len(found) == len(event.value) + 1
    assert list(found) == sorted(found)
    for character, offset in zip(event.value, found, strict=False):
        escape = ESCAPE.match(source, offset) if style == '"' else None
        assert character in BLANKS or character == (unescaped(escape) if escape else source[offset])
    return True


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=100, deadline=None)
@given(words=WORDS, breaks=BREAKS, style=st.sampled_from(["plain", "'", '"', "|", ">", "|-", ">+", ">2"]))
def test_every_style_maps_to_its_own_characters(loader: type, words: list[str], breaks: list[str], style: str) -> None:
    text = written(words, breaks, "  ")
    match style:
        case "plain":
            check(f"k: {text}\n", loader)
        case "'":
            assert check("k: '" + text.replace("'", "''") + "'\n", loader)
        case '"':
            assert check('k: "' + text.replace("\\", "\\\\").replace('"', '\\"') + '"\n', loader)
        case _:
            assert check(f"k: {style} # 注\n  {text}\n", loader)


@pytest.mark.parametrize("loader", LOADERS)
@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["a", "é", "\\n", "\\u5e95", "\\x41", "\\U0001F600", "\\\n   ", "\\ ", " ", "\n  ", '\\"', "\\/"]
        )
    )
)
def test_escapes_map_to_their_backslash(loader: type, pieces: list[str]) -> None:
    assert check('k: "' + "".join(pieces) + '"\n', loader)


@pytest.mark.parametrize(
    ("source", "character", "line", "column"),
    [
        ("k: 底薪 + x\n", "x", 0, 8),
        ("k: 'it''s x'\n", "x", 0, 10),
        ('k: "\\u5e95薪 x"\n', "x", 0, 12),
        ("k: a +\n   b ×\n    x\n", "x", 2, 4),
        ("k: >-\n  底薪 +\n\n  x\n", "x", 3, 2),
        ("k: |\n  底薪\n    x\n", "x", 2, 4),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_a_character_is_found_at_its_line_and_column(
    loader: type, source: str, character: str, line: int, column: int
) -> None:
    event = value_in(source, loader)
    assert event is not None and event.start_mark is not None and event.end_mark is not None
    found = places(event.value, source, event.start_mark.index, event.end_mark.index, event.style or "")
    offset = found[event.value.index(character)]
    assert (source.count("\n", 0, offset), offset - source.rfind("\n", 0, offset) - 1) == (line, column)


@pytest.mark.parametrize("source", ["k: 'ab'\n", 'k: "ab"\n', "k: ab\n"])
def test_the_end_of_a_value_is_after_its_last_character(source: str) -> None:
    event = value_in(source, yaml.SafeLoader)
    assert event is not None and event.start_mark is not None and event.end_mark is not None
    found = places("ab", source, event.start_mark.index, event.end_mark.index, event.style or "")
    assert found[2] == found[1] + 1
