"""Files a command reads and writes: which plans a path means, their bytes, and what is said where that fails."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from engine.base.limits import PLAN_BYTES
from engine.base.text import Text, same
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule

STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"
PLAN_SUFFIXES: Final = (".yaml", ".yml")

CANNOT_READ_FILE: Final = Rule(
    code="KPI801",
    name="cannot-read-file",
    headline=Text("无法读取 {file}：{reason}", "cannot read {file}: {reason}"),
    what=Text(
        "文件不存在、没有权限，或者它不是普通文件。", "The file is not there, not permitted, or not a regular file."
    ),
    why=Text(
        "没有读到的方案不能算通过，所以退出状态是 2，而不是 0。",
        "A plan that was not read has not passed: the exit status is 2, never 0.",
    ),
    bad="$ kpiplan check missing.yaml",
    good="$ kpiplan check plan.yaml",
)
CANNOT_WRITE_FILE: Final = Rule(
    code="KPI802",
    name="cannot-write-file",
    headline=Text("无法写入 {file}：{reason}", "cannot write {file}: {reason}"),
    what=Text(
        "文件夹不存在、没有权限，或者磁盘已满。", "The folder is not there or not permitted, or the disk is full."
    ),
    why=Text(
        "结果要么完整，要么没有；原来的文件保持不变。",
        "A result is complete or not there; the file that was there before stays as it was.",
    ),
    bad="$ kpiplan new missing/plan.yaml",
    good="$ kpiplan new fresh.yaml",
)
FILE_EXISTS: Final = Rule(
    code="KPI803",
    name="file-exists",
    headline=Text("{file} 已经存在，不会被覆盖", "{file} is there already and is not overwritten"),
    what=Text("`kpiplan new` 只写新文件。", "`kpiplan new` writes new files only."),
    why=Text("覆盖会丢掉已经写好的方案。", "Overwriting it would lose a plan that somebody has written."),
    bad="$ kpiplan new plan.yaml",
    good="$ kpiplan new fresh.yaml",
)
NO_PLAN_IN_FOLDER: Final = Rule(
    code="KPI804",
    name="no-plan-in-folder",
    headline=Text(
        "文件夹 {file} 里没有方案（*.yaml 或 *.yml）", "there is no plan (*.yaml or *.yml) in the folder {file}"
    ),
    what=Text("要检查的文件夹里没有任何方案文件。", "A folder that is to be checked holds no plan file."),
    why=Text(
        "什么都没检查却报告通过，会让人误以为方案没有问题。",
        "To report success where nothing was checked would pass for a good plan.",
    ),
    bad="$ kpiplan check empty",
    good="$ kpiplan check plan.yaml",
)

RULES: Final = (CANNOT_READ_FILE, CANNOT_WRITE_FILE, FILE_EXISTS, NO_PLAN_IN_FOLDER)

_NO_FILE: Final = Text("没有这个文件", "there is no such file")
_NO_FOLDER: Final = Text("没有这个文件夹", "there is no such folder")
_FOLDER: Final = Text("它是一个文件夹", "it is a folder")
_NOT_REGULAR: Final = Text("它不是普通文件", "it is not a regular file")
_CLOSED: Final = Text("标准输入已关闭", "standard input is closed")
_REASONS: Final = {
    errno.ENOENT: _NO_FILE,
    errno.ENOTDIR: _NO_FILE,
    errno.EISDIR: _FOLDER,
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
}


def reason(fault: OSError) -> Text:
    """Why the system refused, in words."""
    return _REASONS.get(fault.errno or 0, same(fault.strerror or type(fault).__name__))


def cannot_read(file: str, why: Text) -> Diagnostic:
    """The finding about a file that could not be read."""
    return CANNOT_READ_FILE.data(file, file=file, reason=why)


def cannot_write(file: str, fault: OSError) -> Diagnostic:
    """The finding about a file that could not be written."""
    why = _NO_FOLDER if fault.errno in (errno.ENOENT, errno.ENOTDIR) else reason(fault)
    return CANNOT_WRITE_FILE.data(file, file=file, reason=why)


def read_plan(path: str) -> Checked[bytes]:
    """The bytes of a plan file, or of standard input for `-`; one byte more than a plan may have at most."""
    why = why_unreadable(path)
    if why is None:
        try:
            return Checked(_first_bytes(path, PLAN_BYTES + 1))
        except OSError as fault:
            why = reason(fault)
    return Checked(None, (cannot_read(name_of(path), why),))


def why_unreadable(path: str) -> Text | None:
    """Why a path is not to be opened: only regular files are, a pipe or device could make the program wait for ever."""
    if path == STDIN:
        return None if sys.stdin else _CLOSED
    try:
        mode = Path(path).stat().st_mode
    except OSError as fault:
        return reason(fault)
    if stat.S_ISREG(mode):
        return None
    return _FOLDER if stat.S_ISDIR(mode) else _NOT_REGULAR


def name_of(path: str) -> str:
    """What messages call it."""
    return STDIN_NAME if path == STDIN else path


def is_same_file(one: str | Path, other: str | Path) -> bool:
    """Whether two paths mean one file that is there, by whatever names."""
    try:
        return Path(one).is_file() and Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def plan_files(paths: Iterable[str]) -> Iterator[str | Diagnostic]:
    """The plan files that the paths mean, each once: a folder means every *.yaml and *.yml in it, sorted by path.

    Hidden folders are left out, links to folders are not followed. A folder that holds no plan, or that cannot be
    looked into, is a finding.
    """
    seen: set[str] = set()
    for path in paths:
        if path == STDIN or not Path(path).is_dir():
            found: Sequence[str | Diagnostic] = [path]
        else:
            found = _inside(path) or [NO_PLAN_IN_FOLDER.data(path, file=path)]
        yield from (file for file in found if not (isinstance(file, str) and file in seen))
        seen.update(file for file in found if isinstance(file, str))


def _inside(top: str) -> Sequence[str | Diagnostic]:
    faults: list[OSError] = []
    found: list[str | Diagnostic] = []
    for place, folders, names in os.walk(top, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [str(Path(place) / name) for name in sorted(names) if name.endswith(PLAN_SUFFIXES)]
    return [*found, *(cannot_read(str(fault.filename), reason(fault)) for fault in faults)]


def _first_bytes(path: str, number: int) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read(number)
    with Path(path).open("rb") as file:
        return file.read(number)
