"""A message in both languages of our users, written side by side so that neither can be forgotten."""

from __future__ import annotations

from string import Formatter
from typing import Final, Literal

from engine.base.frozen import frozen_value

Language = Literal["zh", "en"]


@frozen_value
class Text:
    """One sentence in Chinese and in English; `{name}` placeholders are the same in both.

    `{n:row|rows}` is a count with its noun: `1 row`, `2 rows`. A noun may be several words, verb included.
    """

    zh: str
    en: str

    def format(self, **values: object) -> Text:
        """Fill the placeholders in both languages; a value that is itself a `Text` is filled in its language."""
        return Text(_filled(self.zh, _in("zh", values)), _filled(self.en, _in("en", values)))

    def to(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh" else self.en


def same(words: str) -> Text:
    """A text that reads alike in both languages, such as the user's own words."""
    return Text(words, words)


def unwrapped(words: str) -> str:
    """The user's own words on one line, all of them."""
    return " ".join(words.split())


def one_line(words: str, most: int = 60) -> str:
    """The user's own words on one line, cut after `most` characters, so that a message stays short."""
    line = unwrapped(words)
    return line if len(line) <= most else line[:most] + "…"


class _Counting(Formatter):
    """Fills `{n:row|rows}` with the number and the noun that goes with it."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, more = format_spec.partition("|")
        if not several:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if str(value) == '1' else more}"


_COUNTING: Final = _Counting()


def _filled(sentence: str, values: dict[str, object]) -> str:
    return _COUNTING.vformat(sentence, (), values) if "|" in sentence else sentence.format(**values)


def _in(language: Language, values: dict[str, object]) -> dict[str, object]:
    return {name: v.to(language) if isinstance(v, Text) else v for name, v in values.items()}
