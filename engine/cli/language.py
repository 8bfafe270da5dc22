"""In which language people are spoken to: `--lang`, else KPIPLAN_LANG, else the locale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Language, Text
from engine.diagnostics.width import visible

VARIABLE: Final = "KPIPLAN_LANG"
LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the locale, in the order in which POSIX reads them."""

_NOT_A_LANGUAGE: Final = Text(
    "kpiplan：KPIPLAN_LANG 要写 zh 或 en，“{word}”不起作用",
    "kpiplan: KPIPLAN_LANG is zh or en; `{word}` has no effect",
)


@frozen_value
class Choice:
    """The language, and what is wrong with how it was asked for."""

    language: Language
    fault: Text | None = None


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Choice:
    """The language of everything that is printed for people.

    Looked up before the arguments are read, so that the message about a wrong argument is in it too; a wrong value of
    `--lang` itself is left to them. A locale in Chinese of any region or script means `zh`, every other one, C and
    POSIX among them, means `en`. KPIPLAN_LANG takes the same words and `zh` or `en` alone; with another the locale
    decides and the fault is told, once.
    """
    asked = _of(_value_of("--lang", arguments) or "")
    if asked is not None:
        return Choice(asked)
    word = environment.get(VARIABLE, "").strip()
    wanted = _of(word)
    if wanted is not None:
        return Choice(wanted)
    fault = _NOT_A_LANGUAGE.format(word=visible(word)) if word else None
    locale = next((value for name in LOCALE if (value := environment.get(name))), None) or _system_locale()
    return Choice(_of(locale) or "en", fault)


def _of(word: str) -> Language | None:
    """The language of a word such as `zh`, `zh_CN.UTF-8`, `zh-Hans` or Windows' `Chinese (Simplified)_China`."""
    first = re.split(r"[^a-z]", word.lower(), maxsplit=1)[0]
    if first in ("zh", "chinese"):
        return "zh"
    return "en" if first in ("en", "english", "c", "posix") else None


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    for at, word in enumerate(arguments):
        if word == "--":
            return None
        if word == option:
            return "".join(arguments[at + 1 : at + 2])
        if word.startswith(f"{option}="):
            return word.removeprefix(f"{option}=")
    return None


def _system_locale() -> str:
    """What the system is set to where no variable says so (Windows)."""
    import locale

    return locale.getlocale()[0] or ""
