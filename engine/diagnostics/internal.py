"""The one boundary where an exception, which is always our mistake, becomes a finding that asks to be reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule, Severity

T = TypeVar("T")

INTERNAL_ERROR: Final = Rule(
    code="KPI900",
    name="internal-error",
    headline=Text("引擎自身出错了：{fault}，位置 {place}", "the engine itself failed: {fault} at {place}"),
    what=Text("引擎遇到了它没有预料到的情况。", "The engine met something that it did not expect."),
    why=Text(
        "这不是方案或数据的错误，而是引擎的缺陷；不会给出任何结果，以免给出错的结果。",
        "A defect of the engine, not a mistake in the plan or the data; no result is given rather than a wrong one.",
    ),
    bad="",
    good="",
)
EVALUATORS_DIFFER: Final = Rule(
    code="KPI901",
    name="evaluators-differ",
    headline=Text(
        "引擎用两种方法算，“{name}”的结果不一样：{compiled} 和 {reference}",
        "computed in two ways, {name} differs: {compiled} compiled, {reference} by the reference",
    ),
    what=Text(
        "`--verify` 用两种方法各算一遍，有一个值不相同。",
        "With `--verify` everybody's pay is computed in two ways, and a value came out differently.",
    ),
    why=Text(
        "这是引擎的缺陷；不会给出任何结果，以免付错工资。",
        "A defect of the engine; no result is given, so that nobody is paid the wrong amount.",
    ),
    bad="",
    good="",
)

RULES: Final = (INTERNAL_ERROR, EVALUATORS_DIFFER)

_ENGINE: Final = Path(__file__).resolve().parents[1]

REPORT: Final = Text(
    "请把这条信息和触发它的文件（可以去掉姓名和金额）一起报告给我们",
    "please report this message with the file that caused it (names and amounts may be taken out)",
)
"""What to do about a defect of the engine."""


def guarded(work: Callable[[], T], file: str = "") -> T | Diagnostic:
    """What the work gives, or the finding about `file` that says that the engine failed at it.

    Catches every `Exception`, RecursionError and MemoryError among them, and nothing else: an interrupt passes.
    """
    try:
        return work()
    except Exception as fault:
        return INTERNAL_ERROR.data(file, help=REPORT, fault=type(fault).__name__, place=_place(fault))


def reasoned(checked: Checked[T], file: str) -> Checked[T]:
    """What was checked; where something is refused without an error that says why, with the finding that we failed."""
    if checked.value is not None or any(found.severity is Severity.ERROR for found in checked.diagnostics):
        return checked
    return Checked(None, (*checked.diagnostics, INTERNAL_ERROR.data(file, help=REPORT, fault="NoReason", place=file)))


def _place(fault: Exception) -> str:
    """The innermost place in the engine that the exception passed, never the values it was working on."""
    place, trace = "?", fault.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if _ENGINE in file.parents:
            place = f"{file.relative_to(_ENGINE).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
