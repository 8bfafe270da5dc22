"""The compiled evaluator: integer code as Python functions, for one record or one small group at a time."""
