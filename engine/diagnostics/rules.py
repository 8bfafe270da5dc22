"""Every rule of the engine: the catalogue that `kpiplan rule` and the documentation print.

Imports every module that has rules, so only a command that needs the whole catalogue imports it.
"""

from __future__ import annotations

from typing import Final

from engine.check import alternative_rules, band_rules, dead_cases, divisors, examples, negative, scores, unused
from engine.check.advice import every as advice
from engine.cli import extras, files, mending
from engine.columns import file_rules, fine_rules
from engine.diagnostics import internal
from engine.diagnostics.model import Rule
from engine.distributed import rules as distributed_rules
from engine.document import ambiguous, colons, graph, names, reader, scalars, syntax
from engine.document import characters as document_characters
from engine.document import text as document_text
from engine.examine import rules as examine_rules
from engine.excel import cell_rules, workbook_rules
from engine.formula import calls as formula_calls
from engine.formula import characters as formula_characters
from engine.formula import names as formula_names
from engine.formula import numerals, parser, prose, tokens, units
from engine.formula import syntax as formula_syntax
from engine.plan import (
    bands,
    bind,
    bound_words,
    calls,
    columns,
    comparison,
    fitting,
    group_calls,
    history,
    language,
    literals,
    scope,
    shape_rules,
    size,
)
from engine.plan import names as plan_names
from engine.prove import proof_rules
from engine.run import alike_groups, check_rules, data_rules, pay_rules
from engine.sql import names as sql_names
from engine.sql import quotients as sql_quotients
from engine.sql import widths as sql_widths

ALL_RULES: Final[tuple[Rule, ...]] = (
    # 1xx the text
    *document_text.RULES,
    *document_characters.RULES,
    *syntax.RULES,
    *graph.RULES,
    *reader.RULES,
    *names.RULES,
    *scalars.RULES,
    *ambiguous.RULES,
    *colons.RULES,
    # 2xx the shape
    *shape_rules.RULES,
    # 3xx formulas
    *size.RULES,
    *tokens.RULES,
    *formula_characters.RULES,
    *numerals.RULES,
    *units.RULES,
    *formula_names.RULES,
    *parser.RULES,
    *prose.RULES,
    *formula_syntax.RULES,
    *formula_calls.RULES,
    # 4xx the meaning
    *plan_names.RULES,
    *scope.RULES,
    *bind.RULES,
    *fitting.RULES,
    *calls.RULES,
    *group_calls.RULES,
    *history.RULES,
    *columns.RULES,
    *bands.RULES,
    *bound_words.RULES,
    *comparison.RULES,
    *literals.RULES,
    *language.RULES,
    *band_rules.RULES,
    *divisors.RULES,
    *dead_cases.RULES,
    *alternative_rules.RULES,
    *examples.RULES,
    # 5xx the data
    *data_rules.RULES,
    *alike_groups.RULES,
    *fine_rules.RULES,
    *file_rules.RULES,
    *workbook_rules.RULES,
    *cell_rules.RULES,
    # 6xx the evaluation
    *pay_rules.RULES,
    *check_rules.RULES,
    *proof_rules.RULES[:2],
    *sql_widths.RULES,
    *sql_quotients.RULES,
    *sql_names.RULES,
    *examine_rules.RULES,
    *distributed_rules.RULES,
    # 7xx advice
    *unused.RULES,
    *negative.RULES,
    *scores.RULES,
    *advice.RULES,
    *proof_rules.RULES[2:],
    # 8xx files, 9xx our own mistakes
    *files.RULES,
    *extras.RULES,
    *mending.RULES,
    *internal.RULES,
)
