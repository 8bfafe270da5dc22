"""A tape played over all rows, chunk by chunk, on as many threads as help."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np

from engine.columns.calls import Array
from engine.columns.layout import CHUNK, Chunk, Groups, chunks
from engine.columns.tape import Kind, Tape, type_of

_THREADS: Final = 4
"""More threads than this wait for the memory, not for the processor."""


def play(tape: Tape, inputs: Mapping[str, Array], rows: int, groups: Groups | None) -> dict[str, Array]:
    """The output columns, from the input columns by their variables; every column is as long as the table."""
    outputs = _columns(tape, rows)
    used = {name: inputs[name] for name in tape.inputs.values()}
    todo = list(chunks(rows, groups))
    threads = 1 if tape.unbounded or rows < 2 * CHUNK else min(os.cpu_count() or 1, _THREADS, rows // CHUNK)
    if threads <= 1:
        _play(tape, used, outputs, todo)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(_play, tape, used, outputs, todo[i::threads]) for i in range(threads)]:
                done.result()
    return outputs


def _columns(tape: Tape, rows: int) -> dict[str, Array]:
    """The output columns, those of a kind in one piece: what is larger is given by larger pages."""
    named: dict[Kind, list[str]] = {}
    for name in tape.outputs.values():
        named.setdefault(tape.kinds[name], []).append(name)
    found: dict[str, Array] = {}
    for kind, names in named.items():
        block: Array = np.empty((len(names), rows), dtype=type_of(kind, unbounded=tape.unbounded))
        found |= zip(names, block, strict=True)
    return found


def _play(tape: Tape, inputs: Mapping[str, Array], outputs: Mapping[str, Array], todo: Iterable[Chunk]) -> None:
    player = tape.player()
    for chunk in todo:
        part = slice(chunk.start, chunk.stop)
        player.play(
            {name: column[part] for name, column in inputs.items()},
            {name: column[part] for name, column in outputs.items()},
            chunk.groups,
        )
