"""How a payslip looks: on a phone, on a screen, on A4. Every colour of text is readable on what is behind it (AA)."""

from __future__ import annotations

from typing import Final

STYLE: Final = """\
:root { --ink: #17212b; --soft: #52606d; --rule: #dfe4ea; --paper: #fff; --wash: #f4f6f8;
        --main: #0b5d66; --pale: #e3f1f2; --down: #b23c17; --other: #c9d2da; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--wash); color: var(--ink);
       font: .94rem/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
             "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif; }
main { max-width: 54rem; margin: 0 auto; background: var(--paper); padding: 0 1rem 1.5rem; overflow-wrap: anywhere; }
header { background: var(--main); color: #fff; margin: 0 -1rem; padding: 1.2rem 1rem 1.1rem;
         display: flex; flex-wrap: wrap; gap: .4rem 2rem; justify-content: space-between; align-items: flex-end; }
header p { margin: 0; } header h1 { margin: .1rem 0 .3rem; font-size: 1.35rem; line-height: 1.3; }
.kicker { font-size: .85rem; letter-spacing: .08em; } .about { font-size: .9rem; }
.total { text-align: right; margin-left: auto; } .total span { display: block; font-size: .85rem; }
.total strong { font-size: 2.1rem; line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; }
section { margin-top: 1.6rem; }
h2 { font-size: 1.08rem; margin: 0 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--main); }
h3 { font-size: .95rem; margin: 0 0 .3rem; }
p { margin: .3rem 0; } .note { color: var(--soft); font-size: .87rem; }
table { width: 100%; border-collapse: collapse; } caption { text-align: left; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .38rem 0; font-weight: normal; }
tr + tr > * { border-top: 1px solid var(--rule); }
td.amount { text-align: right; white-space: nowrap; padding-left: 1rem; font-variant-numeric: tabular-nums; }
td.value { text-align: right; padding-left: 1rem; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
td.words { white-space: normal; overflow-wrap: anywhere; max-width: 12rem; }
.tag { display: inline-block; margin-left: .4rem; padding: 0 .45rem; border-radius: 3px; background: var(--pale);
       color: #08474e; font-size: .75rem; line-height: 1.5; }
thead th { font-size: .82rem; color: var(--soft); } thead th + th { text-align: right; }
.how { display: block; color: var(--soft); font-size: .85rem; line-height: 1.5; }
tr.quiet > * { color: var(--soft); }
tr.sub > * { font-weight: 600; color: #08474e; } tr.sub .how { display: inline; font-weight: 400; }
tr.inner > th { padding-left: 1rem; } tbody + tbody tr:first-child > * { border-top: 1px solid var(--rule); }
tfoot th, tfoot td { font-weight: 700; font-size: 1.1rem; border-top: 2px solid var(--ink); }
.by-hand { border: 1px solid var(--rule); border-left: 4px solid var(--down); padding: .6rem .8rem;
  border-radius: 4px; }
.pictures, .standings { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1.6rem 2rem; }
figure { margin: 0; max-width: 30rem; } figcaption { font-weight: 600; margin-bottom: .4rem; }
.next { display: inline-block; background: var(--pale); color: #08474e; font-weight: 650; padding: .1rem .6rem;
  border-radius: 4px; }
ul { margin: .2rem 0; padding-left: 1.1rem; } li { margin: .1rem 0; }
.proof th { color: var(--soft); font-size: .82rem; width: 9rem; padding: .15rem .8rem .15rem 0; }
.proof td { font: .76rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; padding: .15rem 0; }
.proof tr + tr > * { border-top: 0; }
a { color: var(--main); }
tr.below > td { border-top: 0; padding: 0 0 .5rem; }
tr, .inset { break-inside: avoid; } tr:has(+ .below) { break-after: avoid; }
.inset { width: auto; min-width: 60%; font-size: .85rem; background: var(--wash); border-radius: 4px; }
.inset th, .inset td { padding: .12rem .6rem; } .inset td, .inset thead th + th { text-align: right; }
.inset td { font-variant-numeric: tabular-nums; white-space: nowrap; } .inset tr + tr > * { border-top: 0; }
svg.picture { display: block; width: 100%; height: auto; overflow: visible; font-size: 12px; fill: var(--ink); }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; } svg .strong { font-weight: 650; }
svg .small { font-size: 11px; fill: var(--soft); } svg .number { font-variant-numeric: tabular-nums; }
svg .up { fill: #2b8790; } svg .down { fill: var(--down); } svg .all { fill: var(--main); }
svg .joint { stroke: #9aa7b3; stroke-dasharray: 2 2; }
svg .band { fill: var(--wash); stroke: var(--other); } svg .band.own { fill: var(--main); stroke: var(--main); }
svg .band.next { fill: var(--pale); stroke: #2b8790; stroke-dasharray: 4 2; }
svg .own-name { fill: #fff; font-weight: 650; } svg .pointer { fill: var(--ink); }
svg .grid { stroke: var(--rule); } svg .axis { stroke: #6b7884; }
svg .curve { fill: none; stroke: var(--main); stroke-width: 2; stroke-linejoin: round; }
svg .rise { stroke: #6b7884; stroke-dasharray: 2 3; } svg .guide { stroke: var(--down); stroke-dasharray: 3 3; }
svg .closed { fill: var(--main); stroke: var(--main); stroke-width: 1.5; }
svg .open { fill: var(--paper); stroke: var(--main); stroke-width: 1.5; }
svg circle.own { fill: var(--down); stroke: #fff; stroke-width: 2; }
svg .halo { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
@media (min-width: 48rem) {
  .figures { columns: 2; column-gap: 2.4rem; }
  main { margin: 1.5rem auto; padding: 0 2.2rem 2rem; border-radius: 8px; box-shadow: 0 1px 4px rgb(23 33 43 / 12%); }
  header { margin: 0 -2.2rem; padding: 1.5rem 2.2rem 1.3rem; border-radius: 8px 8px 0 0; }
}
@page { size: A4; margin: 14mm 15mm; }
@media print {
  html { font-size: 11.5px; } body { background: none; font-size: 1rem; line-height: 1.45; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; border-radius: 0; }
  header { margin: 0; padding: .8rem 1rem; border-radius: 4px; }
  header, svg, .next, .tag { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header h1 { font-size: 1.25rem; } .total strong { font-size: 1.7rem; }
  section { margin-top: 1.1rem; } th, td { padding: .16rem 0; }
  .pictures, .standings { grid-template-columns: 1fr 1fr; gap: 1rem 1.6rem; }
  figure, tr, .by-hand, .standing, .next { break-inside: avoid; } h2, h3, figcaption { break-after: avoid; }
  .figures { columns: 2; column-gap: 1.6rem; } #given + .figures { columns: 3; }
}
"""
