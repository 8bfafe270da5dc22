"""A team's pay at a glance: totals, mix, spread, missed gates; as a page, a workbook or JSON."""
