"""The constructs of the language, one file each; `CONSTRUCTS` in `engine.plan.language` lists them."""
