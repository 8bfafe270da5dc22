"""Findings about the shape of a plan file (2xx)."""

from __future__ import annotations

from typing import Final

from engine.base.limits import METRICS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule
from engine.plan.shape import Field

_MANY: Final = ", ".join(f"m{number}: 1" for number in range(METRICS + 1))

UNKNOWN_KEY: Final = Rule(
    code="KPI201",
    name="unknown-key",
    headline=Text("这里不认识“{key}”", "`{key}` is not a key that can stand here"),
    what=Text("方案里写了语言没有的键。", "The plan has a key that the language does not know."),
    why=Text(
        "写错的键如果被忽略，那条规则就悄悄失效了。",
        "A misspelt key that is ignored is a rule that silently never applies.",
    ),
    bad=pay("sales × 1%") + "  at_leest: 2000\n",
    good=pay("sales × 1%") + "  at_least: 2000\n",
)
MISSING_KEY: Final = Rule(
    code="KPI202",
    name="missing-key",
    headline=Text("缺少“{key}”：{doc}", "`{key}` is missing: {doc}"),
    what=Text("少写了必须有的键。", "A key that must be there is not."),
    why=Text("没有它就不知道怎么算。", "Without it the rule cannot be applied."),
    bad=fragment("""
        metrics:
          net: {label: 净额}
        """),
    good=fragment("""
        metrics:
          net: {label: 净额, formula: sales × 90%}
        """)
    + pay("net × 1%"),
)
WRONG_SHAPE: Final = Rule(
    code="KPI203",
    name="wrong-shape",
    headline=Text("{where}应当是{wanted}，写的却是{found}", "{where} must be {wanted}, not {found}"),
    what=Text(
        "该写列表的地方写了单个值，或反过来。", "A list stands where a single value belongs, or the other way round."
    ),
    why=Text("形式不对，引擎就不知道是什么意思。", "In another form the engine cannot tell what is meant."),
    bad="salary:\n  lines: [base_salary]\n",
    good="salary:\n  lines: {base: base_salary, pay: sales × 1%}\n",
)
NOT_AN_OPTION: Final = Rule(
    code="KPI204",
    name="not-an-option",
    headline=Text("{where}不能写“{word}”，可写 {options}", "{where} cannot be `{word}`; it is one of {options}"),
    what=Text("这个键只能写几个规定的词之一。", "The key takes one of a few words."),
    why=Text("别的词没有意义。", "Any other word has no meaning."),
    bad="stage: grow\n",
    good="stage: growth\n",
)
BAD_VALUE: Final = Rule(
    code="KPI205",
    name="bad-value",
    headline=Text("{where}要写{wanted}，写的却是“{word}”", "{where} must be {wanted}, not `{word}`"),
    what=Text("这个键要写整数、文字或 true / false。", "The key takes a whole number, a text, or true or false."),
    why=Text("引擎不猜。", "The engine does not guess."),
    bad=fragment("""
        metrics:
          net: {formula: sales × 90%, decimals: two}
        """),
    good=fragment("""
        metrics:
          net: {formula: sales × 90%, decimals: 2}
        """)
    + pay("net × 1%"),
)
NOTHING_IN_IT: Final = Rule(
    code="KPI206",
    name="nothing-in-it",
    headline=Text("{where}里什么也没有", "{where} has nothing in it"),
    what=Text("列表或分组是空的。", "A list or a section is empty."),
    why=Text("没有内容的规则多半是漏写了。", "A rule without content is most likely unfinished."),
    bad="salary:\n  lines: {}\n",
    good="salary:\n  lines: {base: base_salary, pay: sales × 1%}\n",
)
KEY_IN_BOTH_LANGUAGES: Final = Rule(
    code="KPI207",
    name="key-in-both-languages",
    headline=Text("“{second}”和“{first}”是同一个键", "`{second}` and `{first}` are the same key"),
    what=Text("同一个键用中文和英文各写了一次。", "One key is written in Chinese and again in English."),
    why=Text("两处不同，就不知以哪个为准。", "If they differ nobody knows which counts."),
    bad="title: Example\n标题: 样例\n",
    good="title: Example\n",
)
UNKNOWN_LANGUAGE_VERSION: Final = Rule(
    code="KPI208",
    name="unknown-language-version",
    headline=Text(
        "没有第“{word}”版的方案语言，本引擎读第 1 版", "there is no language version `{word}`; this engine reads 1"
    ),
    what=Text("kpi_plan 写方案语言的版本。", "`kpi_plan` says in which version of the language the plan is written."),
    why=Text("别的版本里同样的字可能是别的意思。", "In another version the same words may mean something else."),
    bad="kpi_plan: 2\n",
    good="kpi_plan: 1\n",
)
TOO_MANY_DEFINITIONS: Final = Rule(
    code="KPI209",
    name="too-many-definitions",
    headline=Text("“{where}”有 {count} 个，最多 {limit} 个", "`{where}` has {count} entries; the limit is {limit}"),
    what=Text("一个方案里的定义数量有上限。", "The number of definitions of a plan is limited."),
    why=Text("保证任何方案都能在规定时间内查完。", "So that any plan is checked in bounded time."),
    bad=f"metrics: {{{_MANY}}}\n",
    good="metrics: {net: sales × 90%}\n" + pay("net × 1%"),
)
RULES: Final = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_SHAPE,
    NOT_AN_OPTION,
    BAD_VALUE,
    NOTHING_IN_IT,
    KEY_IN_BOTH_LANGUAGES,
    UNKNOWN_LANGUAGE_VERSION,
    TOO_MANY_DEFINITIONS,
)


def missing_key(at: Span, field: Field) -> Diagnostic:
    """The finding about a key that must stand in what is at a place; in Chinese the Chinese key comes first."""
    help_text = Text(f"加上 `{field.zh}: …`（或 `{field.key}: …`）", f"add `{field.key}: …`")
    return MISSING_KEY.at(at, help=help_text, key=Text(f"{field.zh}（{field.key}）", field.key), doc=field.doc)
