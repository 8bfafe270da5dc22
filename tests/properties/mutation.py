"""Small damage to a text, as hands and editors do it: characters and lines lost, doubled, swapped, mistyped."""

from __future__ import annotations

from hypothesis import strategies as st

CHARACTERS = st.sampled_from(
    [
        *" \n\t:：,，-—#&*!|>%'\"{}[]()（）=<≤≥≠×÷+.。0123456789万%％元分秒ax_鍵éа",
        "\u200b",
        "\ufeff",
        "\u202e",
        "\x00",
        "  - ",
    ]
)
WORDS = st.sampled_from(
    ["null", "~", "no",
     "1:30", "0x1F", "1e9", "<<: *a", "&a", "!!python/object:os.system", "---", "{", "[[[", "? ", "|\n",
     "group_mean(", "if(", "not ", "×", "total", "合计", "grade.rate", "from: 1", "otherwise: {points: 0}", "9" * 30]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text after a few accidents."""
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from((_characters, _inserted, _moved, _lines)))(draw, text)
    return text


def _characters(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[start + draw(st.integers(1, 12)) :]


def _inserted(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    gone = draw(st.integers(0, 2))
    return text[:start] + draw(CHARACTERS | WORDS) + text[start + gone :]


def _moved(draw: st.DrawFn, text: str) -> str:
    """Two neighbouring stretches change places."""
    start, length = draw(st.integers(0, len(text))), draw(st.integers(1, 30))
    one, other = text[start : start + length], text[start + length : start + 2 * length]
    return text[:start] + other + one + text[start + 2 * length :]


def _lines(draw: st.DrawFn, text: str) -> str:
    """A line is lost, doubled, or indented differently."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    lines[at : at + 1] = draw(st.sampled_from(([], [line, line], ["  " + line], [line.strip()], [line, "  " + line])))
    return "\n".join(lines)
