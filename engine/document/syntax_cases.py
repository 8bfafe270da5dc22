"""The usual syntax errors, one function a case: what the author most likely did, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic
from engine.document.colons import MISSING_SPACE, missing_space
from engine.document.dashes import GLUED
from engine.document.places import ESCAPE, unescaped
from engine.document.syntax import QUESTION_MARK, Explained, Trouble
from engine.document.syntax_edits import closing_bracket, closing_quote, comma, other_bracket

_QUOTE_IT: Final = Text("整个值加上双引号，如 {example}", "put the whole value in double quotes, as in {example}")
_ALIGN: Final = Text(
    "同一层的行要从同一列开始；下一层多两个空格",
    "begin lines of one level in the same column, two spaces deeper a level",
)

_WIDE_COMMAS: Final = ("，", "、")


def explain(trouble: Trouble) -> Diagnostic:
    """The finding for a parser's error: the first case that fits speaks."""
    for case in _CASES:
        explained = case(trouble)
        if explained is not None:
            return explained.diagnostic(trouble.source)
    return Explained(
        trouble.problem,
        Text("从这里起读不懂", "from here on this cannot be read as YAML"),
        Text(
            "看看这一行和上一行的冒号、引号和缩进",
            "look at the colons, quotes and indentation of this line and the one above",
        ),
    ).diagnostic(trouble.source)


def _open_quote(trouble: Trouble) -> Explained | None:
    if "quoted scalar" not in trouble.says:
        return None
    return Explained(
        trouble.context,
        Text("这个引号没有关上", "this quote is never closed"),
        Text("在文字的末尾加上同样的引号", "write the same quote at the end of the text"),
        edit=closing_quote(trouble),
    )


def _bad_escape(trouble: Trouble) -> Explained | None:
    if not re.search("escape|hexdec", trouble.says):
        return None
    text = trouble.source.text
    bad = next((e for e in ESCAPE.finditer(text, _quote_after(trouble)) if _is_bad(e)), None)
    return Explained(
        bad.start() if bad else trouble.problem,
        Text(
            "双引号里的 \\ 后面跟了不认识的写法",
            "between double quotes `\\` begins an escape, and this one does not exist",
        ),
        Text("要写 \\ 本身就写 \\\\，或改用单引号", "for a backslash write `\\\\`, or use single quotes"),
    )


def _quote_after(trouble: Trouble) -> int:
    return max(0, trouble.source.text.find('"', trouble.read))


def _is_bad(escape: re.Match[str]) -> bool:
    return escape["fold"] is None and not unescaped(escape)


def _open_bracket(trouble: Trouble) -> Explained | None:
    if trouble.bracket is None:
        return None
    bracket = trouble.source.text[trouble.bracket : trouble.bracket + 1]
    closing = {"[": "]", "{": "}"}.get(bracket)
    if closing is None:
        return None
    if trouble.at_end or trouble.leaves_bracket:
        return Explained(
            trouble.bracket,
            Text(f"这个 {bracket} 没有关上", f"this `{bracket}` is never closed"),
            Text(
                f"在末尾加上 {closing}；各项之间用逗号", f"write `{closing}` at its end, with commas between the items"
            ),
            also=trouble.problem,
            edit=closing_bracket(trouble, closing),
        )
    if trouble.character in tuple("]}"):
        return Explained(
            trouble.problem,
            Text(
                f"这里应是 {closing}，不是 {trouble.character}",
                f"this should be `{closing}`, not `{trouble.character}`",
            ),
            Text("用什么括号打开，就用什么括号关上", "close a bracket with the kind that opened it"),
            also=trouble.bracket,
            edit=other_bracket(trouble, closing),
        )
    return None


def _stray_closing(trouble: Trouble) -> Explained | None:
    if trouble.bracket is not None or trouble.character not in tuple("]}"):
        return None
    return Explained(
        trouble.problem,
        Text(f"{trouble.character} 前面没有对应的括号", f"nothing was opened that `{trouble.character}` closes"),
        Text("删去它，或补上前面的括号", "remove it, or write the bracket that opens"),
    )


def _missing_name(trouble: Trouble) -> Explained | None:
    if trouble.character != ":" or not re.search(r"(^|[\[{,])\s*$", trouble.line):
        return None
    return Explained(
        trouble.problem,
        Text("冒号前面缺名称", "a name is missing before this colon"),
        Text("写成“名称: 值”", "write `name: value`"),
    )


def _missing_item(trouble: Trouble) -> Explained | None:
    if "node content" not in trouble.says:
        return None
    return Explained(
        trouble.problem,
        Text("这里缺一个值", "a value is missing here"),
        Text("写上值，或删去多余的符号", "write the value, or remove the mark that is too many"),
    )


def _missing_comma(trouble: Trouble) -> Explained | None:
    if "while parsing a flow" not in trouble.says:
        return None
    if trouble.character == "?":
        return Explained(trouble.problem, *QUESTION_MARK)
    edit = comma(trouble)
    if edit is not None and trouble.source.text[edit[0] : edit[1]].strip() in _WIDE_COMMAS:
        at = edit[1] - len(trouble.source.text[edit[0] : edit[1]].lstrip())
        return Explained(
            at,
            Text("括号里用了中文的逗号或顿号", "inside the brackets stands a Chinese comma"),
            Text("改成半角逗号加一个空格", "write an ordinary comma and a space"),
            edit=edit,
        )
    return Explained(
        trouble.problem,
        Text("括号里这里缺逗号", "a comma is missing here, inside the brackets"),
        Text(
            "各项之间用逗号；含冒号或括号的文字加引号",
            "put commas between the items, and quotes round text with colons or brackets",
        ),
        also=trouble.context,
        edit=edit,
    )


def _bad_beginning(trouble: Trouble) -> Explained | None:
    if "cannot start any token" in trouble.says:
        at = trouble.problem
    elif re.search("scanning an? (alias|anchor|block scalar|tag)|parsing a tag|tag handle", trouble.says):
        at = trouble.context
    else:
        return None
    beginning = trouble.source.text[at : at + 1]
    example = '">= 50%"' if beginning in "|>" else f'"{beginning}…"'
    return Explained(
        at,
        Text(f"值不能以 {beginning} 开头", f"a value cannot begin with `{beginning}`"),
        _QUOTE_IT.format(example=example),
    )


def _list_in_line(trouble: Trouble) -> Explained | None:
    if "sequence entries are not allowed" not in trouble.says:
        return None
    return Explained(
        trouble.problem,
        Text("这里不能用“- ”开始列表", "a list cannot begin with `- ` here"),
        Text(
            "列表另起一行；负数的 - 后面不空格，如 -5",
            "begin the list on its own line; a negative number has no space: -5",
        ),
    )


def _second_colon(trouble: Trouble) -> Explained | None:
    if "mapping values are not allowed" not in trouble.says:
        return None
    if re.search(r":\s", trouble.line):
        return Explained(
            trouble.problem,
            Text("一行里有第二个冒号", "this is the second colon of the line"),
            _QUOTE_IT.format(example='title: "a: b"'),
        )
    before = trouble.line_before
    if not before:
        return None
    glued = missing_space(before)
    if glued is not None:
        at = trouble.source.text.rindex(before, 0, trouble.problem) + glued
        return Explained(at, MISSING_SPACE.message, MISSING_SPACE.help, insert=" ")
    if not re.search(r":(\s|$)", before):
        return _without_colon(
            trouble, trouble.source.text.rindex(before, 0, trouble.problem) + len(before) - len(before.lstrip())
        )
    return _indented(trouble)


def _no_colon(trouble: Trouble) -> Explained | None:
    if "could not find expected ':'" not in trouble.says:
        return None
    line_end = trouble.source.text.find("\n", trouble.context)
    line = trouble.source.text[trouble.context : line_end if line_end >= 0 else None]
    glued = missing_space(line)
    if glued is not None:
        return Explained(trouble.context + glued, MISSING_SPACE.message, MISSING_SPACE.help, insert=" ")
    return _without_colon(trouble, trouble.context)


def _without_colon(trouble: Trouble, at: int) -> Explained:
    if re.match(r"-\S", trouble.source.text[at : at + 2]):
        return Explained(
            at,
            GLUED,
            Text("列表的每一项写成“- 值”", "write the items of a list as `- value`"),
            insert=None if re.match(r"-[-0-9.¥]", trouble.source.text[at : at + 2]) else " ",
        )
    return Explained(
        at,
        Text("这一行没有冒号", "this line has no colon"),
        Text("写成“名称: 值”，半角冒号后面空一格", "write `name: value`, with a space after the colon"),
    )


def _after_end(trouble: Trouble) -> Explained | None:
    if "document start" not in trouble.says:
        return None
    return Explained(
        trouble.problem,
        Text("文档在上面已经结束，这里还有文字", "the document has ended above, and here is more text"),
        Text("删去上面的 ... 或 --- 行", "remove the line `...` or `---` above"),
    )


def _misaligned(trouble: Trouble) -> Explained | None:
    if "block mapping" not in trouble.says and "block collection" not in trouble.says:
        return None
    if not trouble.line.strip():
        return _indented(trouble)
    return Explained(
        trouble.problem,
        Text("引号或括号关上以后还有文字", "there is more text after the closing quote or bracket"),
        Text("整个值加上引号，或删去多余的文字", "put quotes round the whole value, or remove what is too much"),
    )


def _indented(trouble: Trouble) -> Explained:
    at = trouble.problem - len(trouble.line.lstrip(" "))
    return Explained(at, Text("这一行的缩进与上面对不齐", "this line is not aligned with those above it"), _ALIGN)


_CASES: Final[tuple[Callable[[Trouble], Explained | None], ...]] = (
    _bad_escape,
    _open_quote,
    _after_end,
    _bad_beginning,
    _open_bracket,
    _stray_closing,
    _missing_name,
    _missing_item,
    _missing_comma,
    _list_in_line,
    _second_colon,
    _no_colon,
    _misaligned,
)
