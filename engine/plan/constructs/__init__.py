"""The constructs of the language, a file each; `CONSTRUCTS` in `engine.plan.language` lists them.

What would make a construct's file long has one of its own beside it: its keys (`input_shape`), its findings
(`reach_rules`), its worked examples (`band_table_showcases`), or a part of its meaning (`case_branches`, `ladder`).
"""
