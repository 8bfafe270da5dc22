"""Where a cell stands, so that every finding about it names table, row, column and person."""

from __future__ import annotations

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Rule
from engine.run.cells import quoted


@frozen_value
class Place:
    """A cell's table, row, heading, and the row's person where it could be read."""

    table: str
    row: int
    heading: str
    person: str | None = None

    def finding(self, rule: Rule, help: Text = NO_TEXT, **values: object) -> Diagnostic:
        """A finding of the rule here; `{column}` in its headline is the heading."""
        column = quoted(self.heading)
        words = rule.headline.format(column=column, **values)
        return rule.data(self.table, self.row, column, person=self.person, help=help, message=words)
