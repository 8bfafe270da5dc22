"""Result frames into a file, one after another, while they are made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
from polars.io.plugins import register_io_source

from engine.columns.file_rules import FileKind
from engine.columns.frames import csv_header, csv_line_end, typed_schema
from engine.program import Program
from engine.run.outcome import Provenance


def write_frames(
    frames: Iterator[pl.DataFrame], program: Program, provenance: Provenance, path: Path, kind: FileKind
) -> None:
    """Write all frames; whatever stops them stops the writing too. Raises OSError."""
    source = _Frames(frames)
    try:
        if kind == "csv":
            _write_csv(frames, program, provenance, path)
        else:
            rows = register_io_source(source.batches, schema=typed_schema(program), is_pure=True)
            rows.sink_parquet(path) if kind == "parquet" else rows.sink_ipc(path, compression="zstd")
    except Exception as fault:
        source.check()
        number = _SYSTEM.search(str(fault))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from fault
    source.check()


def _write_csv(frames: Iterator[pl.DataFrame], program: Program, provenance: Provenance, path: Path) -> None:
    end = csv_line_end(provenance)
    with path.open("wb") as file:
        file.write(csv_header(program))
        for frame in frames:
            frame.write_csv(file, include_header=False, line_terminator=end, quote_style="never", null_value="")


_SYSTEM: Final = re.compile(r"\(os error ([0-9]+)\)")
"""How Polars says why the system refused, whatever the class of its exception."""


class _Frames:
    """Frames for a sink of Polars, which would hide what goes wrong while they are made."""

    def __init__(self, frames: Iterator[pl.DataFrame]) -> None:
        self._frames = frames
        self._fault: BaseException | None = None

    def batches(self, *_: object) -> Iterator[pl.DataFrame]:
        """The frames; nothing is left out or chosen, for the sink wants them all."""
        try:
            yield from self._frames
        except GeneratorExit:  # the sink wants no more: that is its fault
            raise
        except BaseException as fault:
            self._fault = fault
            raise

    def check(self) -> None:
        """Raise what went wrong."""
        if self._fault is not None:
            raise self._fault
