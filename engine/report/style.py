"""How a team report looks beside what it shares with payslips. Every text is readable on what is behind it (AA)."""

from __future__ import annotations

from typing import Final

STYLE: Final = """\
:root { --bar: #2b8790; }
main { max-width: 72rem; }
.tile b, td { font-variant-numeric: tabular-nums; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .7rem; margin: 1rem 0 0;
         padding: 0; list-style: none; }
.tile { background: var(--wash); border-radius: 6px; padding: .6rem .8rem; margin: 0; }
.tile span { display: block; color: var(--soft); font-size: .82rem; } .tile b { font-size: 1.2rem; font-weight: 650; }
.alert { border-left: 4px solid var(--down); background: #fdf1ec; padding: .5rem .8rem; margin: 1rem 0 0;
         border-radius: 4px; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.4rem;
        align-items: start; }
section { min-width: 0; }
.scroll { overflow-x: auto; }
.scroll caption { font-weight: 600; padding: .3rem 0; }
.scroll th, .scroll td { padding: .34rem .8rem .34rem 0; }
.scroll th:last-child, .scroll td:last-child { padding-right: 0; }
.scroll tbody tr:first-child > * { border-top: 1px solid var(--rule); }
thead th { vertical-align: bottom; } thead th + th.words, thead th + th.who { text-align: left; }
.scroll .figure { text-align: right; white-space: nowrap; }
.scroll thead .figure { white-space: normal; word-break: keep-all; overflow-wrap: normal; }
.scroll th, .scroll td { overflow-wrap: break-word; }
.words { min-width: 5.2rem; } .long { min-width: 12rem; } .who { min-width: 8rem; }
.bar { width: 24%; min-width: 4.5rem; }
.bar i { display: block; height: 1rem; margin-top: .2rem; min-width: 1px; background: var(--bar);
         border-radius: 0 3px 3px 0; }
.bar i.none { background: none; }
.scroll tfoot th, .scroll tfoot td { font-size: 1rem; }
.stack { display: flex; height: 1.6rem; border-radius: 4px; overflow: hidden; margin: .2rem 0 .5rem; }
.stack i { display: block; height: 100%; border-right: 1px solid #fff; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .45rem; }
.c0 { background: #0b5d66; } .c1 { background: #c77d0a; } .c2 { background: #5b7fb5; } .c3 { background: #7a9a3a; }
.c4 { background: #9b5c8f; } .c5 { background: #b23c17; } .c6 { background: #6b7884; } .c7 { background: #2f3f4f; }
.strip { position: relative; height: 2rem; margin: .3rem 0; }
.strip i { position: absolute; }
.strip .whole { left: 0; right: 0; top: 50%; border-top: 2px solid #6b7884; }
.strip .half { top: .35rem; bottom: .35rem; background: var(--pale); border: 2px solid var(--bar); border-radius: 3px; }
.strip .median { top: .1rem; bottom: .1rem; width: 3px; margin-left: -1px; background: var(--down); }
.five { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0 0 .6rem; padding: 0; list-style: none; }
.five span { color: var(--soft); font-size: .82rem; }
.error { color: #9c2f0f; font-weight: 650; } .warning { color: #7a4b00; font-weight: 650; }
@media (max-width: 30rem) {
  .scroll { font-size: .85rem; } .scroll th, .scroll td { padding-right: .5rem; }
  .bar { min-width: 2.2rem; width: 16%; } .words { min-width: 4.5rem; }
}
@media print {
  .tile, .alert, .bar i, .stack i, .strip i, .swatch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .grid { grid-template-columns: 1fr 1fr; gap: 0 1.6rem; }
  .scroll { overflow: visible; } .scroll th, .scroll td { padding-top: .16rem; padding-bottom: .16rem; }
  thead { display: table-header-group; } .tile, .strip, .stack { break-inside: avoid; } caption { break-after: avoid; }
}
"""
