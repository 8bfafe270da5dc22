"""Names in formulas: letters of any script, digits and underscores, and nothing that only looks like another name."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.base.limits import NAME_CHARACTERS
from engine.base.look_alikes import in_ordinary_letters
from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.formula.writing import Writing, in_plan

BAD_NAME: Final = Rule(
    code="KPI308",
    name="bad-name",
    headline=Text("名称 `{name}` {fault}", "the name `{name}` {fault}"),
    what=Text(
        "名称太长、开头不是字母或汉字，或者混用了长得一样的字母。",
        "A name is too long, does not begin with a letter, or mixes letters that only look alike.",
    ),
    why=Text(
        "看起来一样的两个名称会指向两个不同的数，读方案的人发现不了。",
        "Two names that look the same would stand for two numbers, and no reader could tell.",
    ),
    bad=in_plan("_base_salary"),
    good=in_plan("base_salary"),
)
RULES: Final = (BAD_NAME,)

Fault = tuple[Text, Text]
"""What is wrong with a name, as the end of a sentence that begins with it, and what to do about it."""

_TOO_LONG: Final = Text(f"超过 {NAME_CHARACTERS} 个字", f"is longer than {NAME_CHARACTERS} characters")
_FIRST: Final = Text("不是以字母或汉字开头", "does not begin with a letter")
_OTHER_FORM: Final = Text("含有全角或特殊字形的字母", "has letters in a special form")
_MIXED: Final = Text("混用了长得一样的{scripts}字母", "mixes look-alike letters: {scripts}")
_SCRIPTS: Final = {
    "LATIN": Text("拉丁", "Latin"),
    "CYRILLIC": Text("西里尔", "Cyrillic"),
    "GREEK": Text("希腊", "Greek"),
}


def is_letter(character: str) -> bool:
    """Whether a name may begin with it: a letter of any script, a Chinese character."""
    return len(character) == 1 and character.isalpha()


def word_end(text: str, start: int) -> int:
    """Where the run of letters, digits 0-9 and underscores that begins at `start` ends."""
    end = start
    while end < len(text) and (text[end] in "0123456789_" or is_letter(text[end])):
        end += 1
    return end


def check_name(writing: Writing, start: int, end: int) -> None:
    """Raise FormulaError where the word cannot be a name."""
    name = writing.folded[start:end]
    found = name_fault(name) or _mixed(name)
    if found is not None:
        fault, help = found
        plain = in_ordinary_letters(name)
        sure = plain if plain is not None and plain != name else None
        raise writing.refuse(BAD_NAME, start, end, name=writing.words(start, end), fault=fault, help=help, instead=sure)


def name_fault(name: str) -> Fault | None:
    """What is wrong with the length, the beginning or the form of a name, and what to do about it."""
    normal = unicodedata.normalize("NFKC", name)
    if len(name) > NAME_CHARACTERS:
        return _TOO_LONG, Text("请改用短一些的名称", "use a shorter name")
    if not is_letter(name[:1]):
        return _FIRST, Text("名称以字母或汉字开头", "begin a name with a letter")
    if normal != name:
        return _OTHER_FORM, Text("请写 `{n}`", "write `{n}`").format(n=normal)
    return None


def _mixed(name: str) -> Fault | None:
    scripts = [] if name.isascii() else _scripts(name)
    if len(scripts) < 2:
        return None
    help = Text("切换输入法，把整个名称重打一遍", "type the whole name again on one keyboard layout")
    return _MIXED.format(scripts=_joined(scripts)), help


def _scripts(name: str) -> list[Text]:
    found = {unicodedata.name(c, "").partition(" ")[0] for c in name}
    return [text for script, text in _SCRIPTS.items() if script in found]


def _joined(scripts: list[Text]) -> Text:
    return Text("和".join(s.zh for s in scripts), " and ".join(s.en for s in scripts))
