"""A plan as one SQL query: the integer code as layers of expressions, group statistics as window functions."""
