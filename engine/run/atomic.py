"""Writing a file all or nothing: a run that dies leaves the old file, or none, never half of one."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

_NAME_KEPT: Final = 40
"""Characters of the target's name in the temporary name, which must stay below the file system's limit."""


@contextmanager
def write_atomically(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream whose content takes the place of `path` when the block ends without an error.

    Written to a hidden `.name.<random>.part` in the same folder, flushed to the disk, then put in place. On any error
    it is removed, the old file stays as it was and the error goes on (OSError: disk full, folder not writable). A
    symbolic link stays a link: the file it points to is replaced. Permissions of an old file are kept. A device or a
    pipe holds nothing to keep, so it is written to directly.
    """
    with replacing(path) as part, part.open("w", encoding=encoding, newline="") as stream:
        yield stream


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The same for whoever opens the file itself: an empty file to fill before the block ends."""
    if path.exists() and not path.is_file():
        yield path
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:_NAME_KEPT]}.{secrets.token_hex(8)}.part")
    try:
        part.touch(exist_ok=False)
        with suppress(FileNotFoundError):
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        yield part
        sync(part)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(target.parent)


def sync(file: Path) -> None:
    """Make a file's content durable; raises OSError where the disk is full."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can (Windows has no such call)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
