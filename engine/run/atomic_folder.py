"""Filling a folder all or nothing: a run that is stopped leaves it as it was, never with some files of two runs."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.run.atomic import sync, sync_folder


class TooLate(KeyboardInterrupt):
    """An interruption that came while the files took their places: all of them are there."""


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """A hidden folder in `folder`; the files put there take their places beside it when the block ends.

    The folder is made where it is not there; its other files stay. On any error, and on an interruption, it stays as
    it was (or is not there) and the error goes on (OSError: disk full, not writable, a folder has a file's name). A
    symbolic link stays a link: the file it points to is replaced. Permissions of an old file are kept.
    Raises TooLate where the interruption came when nothing could be taken back any more.
    """
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        part.mkdir()
        yield part
        files = sorted(part.iterdir())
        for file in files:
            _prepare(file, folder / file.name)
        interrupted = _put(files, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    part.rmdir()
    sync_folder(folder)
    if interrupted:
        raise TooLate


def _prepare(file: Path, target: Path) -> None:
    """Everything that can go wrong, before anything is replaced."""
    with suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise IsADirectoryError(21, os.strerror(21), str(target))
        file.chmod(stat.S_IMODE(mode))
    sync(file)


def _put(files: list[Path], folder: Path) -> bool:
    """Move the files to their places; whether somebody wanted to stop that, which is too late."""
    interrupted = False
    while True:
        try:
            for file in files:
                if file.exists():
                    file.replace(os.path.realpath(folder / file.name))
        except KeyboardInterrupt:
            interrupted = True
        else:
            return interrupted
