"""In which language people are spoken to: `--lang`, else KPIPLAN_LANG, else the locale; the same for every command."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli.language import chosen_language
from engine.cli.main import COMMANDS

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLAN = str(Path(__file__).parents[2] / "plans" / "presales.yaml")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "zh_TW"}, "zh"),
        ([], {"LC_ALL": "zh_CN.GB18030", "LC_MESSAGES": "en_GB"}, "zh"),
        ([], {"LANG": "POSIX"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
        ([], {"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        ([], {"LANG": "zha_CN"}, "en"),  # Zhuang, not Chinese
        ([], {"LANG": "zh_CN.UTF-8", "KPIPLAN_LANG": "en"}, "en"),
        ([], {"KPIPLAN_LANG": "ZH-Hans"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "KPIPLAN_LANG": ""}, "zh"),
        (["--lang", "en", "check"], {"KPIPLAN_LANG": "zh"}, "en"),
        (["check", "--lang=zh"], {"KPIPLAN_LANG": "en"}, "zh"),
        (["check", "--lang"], {"KPIPLAN_LANG": "zh"}, "zh"),
        (["check", "--", "--lang", "zh"], {}, "en"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    choice = chosen_language(arguments, {"LANG": "C", **environment})
    assert (choice.language, choice.fault) == (language, None)


@pytest.mark.parametrize("word", ["fr", "中文", "zhong", "e", "1"])
def test_a_language_that_there_is_not_leaves_it_to_the_locale(word: str) -> None:
    choice = chosen_language([], {"KPIPLAN_LANG": word, "LANG": "zh_CN"})
    assert choice.language == "zh"
    assert choice.fault is not None
    assert f"“{word}”" in choice.fault.zh
    assert chosen_language(["--lang", "en"], {"KPIPLAN_LANG": word}).fault is None


def test_it_is_told_once_and_changes_no_status(kpiplan: Kpiplan) -> None:
    done = kpiplan("check", PLAN, KPIPLAN_LANG="fr\x1b[2J")
    assert (done.returncode, done.stdout) == (0, f"{PLAN}: ok\n")
    assert done.stderr == "kpiplan: KPIPLAN_LANG is zh or en; `fr\\x1b[2J` has no effect\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_and_wrong_usage_are_in_the_language_asked_for(kpiplan: Kpiplan, command: object) -> None:
    name = getattr(command, "name", "")
    assert not CHINESE.search(kpiplan(name, "--help").stdout)
    assert CHINESE.search(kpiplan(name, "--help", LANG="zh_CN.UTF-8").stdout)
    wrong = kpiplan(name, "a", "b", "c", "d", "--lang=", KPIPLAN_LANG="zh")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith(f"kpiplan {name}：")
    assert wrong.stderr.endswith(f"用法见 kpiplan {name} --help\n")
    assert kpiplan(name, "a", "b", "c", "d", "--lang=").stderr.endswith(f"try kpiplan {name} --help\n")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["rule", "KPI412"], "为什么", "Why"),
        (["rule"], "错误", "error"),
        (["library", "consult_to_pay"], "不计入", "left out"),
        (["new", "-"], "一份可以照着改的薪资方案", "A pay plan to start from"),
        (["describe", PLAN], "币种", "currency"),
        (["check", "missing.yaml"], "没有这个文件", "there is no such file"),
        (["explain", PLAN, "missing.csv"], "没有这个文件", "there is no such file"),
    ],
)
def test_what_is_printed_is_in_the_language_asked_for(kpiplan: Kpiplan, arguments: list[str], zh: str, en: str) -> None:
    chinese, english = kpiplan(*arguments, KPIPLAN_LANG="zh"), kpiplan(*arguments, KPIPLAN_LANG="en")
    assert zh in chinese.stdout + chinese.stderr
    assert en in english.stdout + english.stderr
    assert kpiplan(*arguments, "--lang", "zh", KPIPLAN_LANG="en").stdout == chinese.stdout
    assert kpiplan(*arguments, LC_ALL="zh_CN.UTF-8").stdout == chinese.stdout
